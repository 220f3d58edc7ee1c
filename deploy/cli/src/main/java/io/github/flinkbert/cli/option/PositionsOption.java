package io.github.flinkbert.cli.option;

import io.github.flinkbert.cli.terminal.UserException;
import java.util.Optional;
import org.apache.flink.annotation.Internal;
import picocli.CommandLine.Option;

/** How long a sequence may be that is read at once. */
@Internal
public final class PositionsOption {

    public static final String NAME = "--max-positions";

    @Option(names = NAME, paramLabel = "N", descriptionKey = "job.max-positions")
    private Optional<Integer> given = Optional.empty();

    public boolean isGiven() {
        return given.isPresent();
    }

    /**
     * What the user says, 0 where nothing is said.
     *
     * @throws UserException if that is no number of positions, whatever the model
     */
    public int value() {
        if (given.isPresent() && given.get() < 1) {
            throw new UserException("%s must be at least 1, found %d".formatted(NAME, given.get()));
        }
        return given.orElse(0);
    }
}
