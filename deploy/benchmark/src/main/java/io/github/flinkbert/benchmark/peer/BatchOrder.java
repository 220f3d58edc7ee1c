package io.github.flinkbert.benchmark.peer;

import io.github.flinkbert.text.Sequence;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.annotation.Internal;

/** Which texts share a padded batch. */
@Internal
public enum BatchOrder {
    /** As a stream brings them. */
    ARRIVAL("in arrival order") {
        @Override
        List<Integer> of(List<Sequence> sequences) {
            return IntStream.range(0, sequences.size()).boxed().toList();
        }
    },

    /** The whole set sorted beforehand, which no stream can do. */
    BY_LENGTH("sorted by length") {
        @Override
        List<Integer> of(List<Sequence> sequences) {
            return IntStream.range(0, sequences.size())
                    .boxed()
                    .sorted(Comparator.comparing(i -> sequences.get(i).length()))
                    .toList();
        }
    };

    private final String words;

    BatchOrder(String words) {
        this.words = words;
    }

    /** Indices of the sequences, in the order in which they are run. */
    abstract List<Integer> of(List<Sequence> sequences);

    @Override
    public String toString() {
        return words;
    }
}
