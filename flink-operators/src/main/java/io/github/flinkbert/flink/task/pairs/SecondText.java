package io.github.flinkbert.flink.task.pairs;

import io.github.flinkbert.flink.binding.TextInput;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the second text of a pair. */
final class SecondText {

    private SecondText() {}

    /**
     * The one that the text brings, else the standing one.
     *
     * @param standing null for none
     */
    static Optional<String> of(TextInput input, @Nullable String standing) {
        return input.all(PairsTask.SECOND_TEXT).stream()
                .findFirst()
                .or(() -> Optional.ofNullable(standing));
    }
}
