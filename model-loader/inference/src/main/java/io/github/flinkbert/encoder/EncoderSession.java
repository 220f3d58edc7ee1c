package io.github.flinkbert.encoder;

import io.github.flinkbert.tensor.Matrix;
import io.github.flinkbert.text.Sequence;
import java.util.List;
import java.util.Optional;

/**
 * A loaded encoder's graphs and sessions: see the methods of {@link Encoder} that are called the
 * same. Thread-safe.
 */
interface EncoderSession extends AutoCloseable {

    List<Matrix> run(PackedBatch batch, List<Output> outputs);

    List<Matrix> attention(Sequence sequence);

    void add(Branch branch);

    void remove(String branch);

    void prepare(List<Output> outputs);

    /** SHA-256 of the layers as they were rounded; empty where they are as released. */
    Optional<String> digest();

    @Override
    void close();

    /** How many pieces a run is asked for, of each masked one. */
    static int top(List<Output> outputs) {
        int[] tops =
                outputs.stream()
                        .filter(Output.MaskedPieces.class::isInstance)
                        .mapToInt(output -> ((Output.MaskedPieces) output).top())
                        .toArray();
        if (tops.length > 1) {
            throw new IllegalArgumentException(
                    "a run has one output of masked pieces, found " + tops.length);
        }
        return tops.length == 0 ? 1 : tops[0];
    }

    /** A batch of one sequence. */
    static PackedBatch alone(Sequence sequence) {
        return new PackedBatch(
                1, sequence.length(), List.of(new PackedBatch.Placed(sequence, 0, 0)));
    }
}
