package io.github.flinkbert.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.checkpoint.Pooling;
import io.github.flinkbert.encoder.Branch;
import io.github.flinkbert.encoder.Output;
import io.github.flinkbert.encoder.PackedBatch;
import io.github.flinkbert.encoder.SequenceEncoder;
import io.github.flinkbert.tensor.Matrix;
import io.github.flinkbert.tensor.Weights;
import io.github.flinkbert.text.Pieces;
import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.text.SpecialTokens;
import io.github.flinkbert.text.Vocabulary;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The engine runs whatever takes batches and gives matrices, a table of vectors for one. */
@Timeout(50)
class OtherFamilyTest {

    private static final Vocabulary WORDS =
            Vocabulary.of(List.of("river", "bank", "money"), SpecialTokens.NONE);
    private static final Output MEAN = new Output.Pooled(Output.RELEASE, Pooling.MEAN, 0);

    /** Word {@code i} has the vector {@code [i, 1]}. */
    private static final class Table implements SequenceEncoder {

        @Override
        public List<Matrix> run(PackedBatch batch, List<Output> outputs) {
            float[] means = new float[2 * batch.placed().size()];
            for (int i = 0; i < batch.placed().size(); i++) {
                Sequence sequence = batch.placed().get(i).sequence();
                for (int id : sequence.ids()) {
                    means[2 * i] += (float) id / sequence.length();
                }
                means[2 * i + 1] = 1;
            }
            return List.of(new Matrix(batch.placed().size(), 2, means));
        }

        @Override
        public void prepare(List<Output> outputs) {}

        @Override
        public void close() {}
    }

    private static Sequence sequence(int... ids) {
        int[] zeros = new int[ids.length];
        return Sequence.single(WORDS, new Pieces(ids, zeros, zeros, zeros), 0, ids.length);
    }

    @Test
    void aTableOfVectorsSharesBatchesAsAnEncoderDoes() {
        RowLadder ladder = new RowLadder(List.of(8, 16), 0);
        try (Engine engine = new Engine(new Table(), new EngineSettings(64, ladder, 1));
                EngineClient client = engine.connect()) {
            var results =
                    client.submit(
                            List.of(sequence(0, 1), sequence(2), sequence(1, 2, 0, 1)),
                            List.of(MEAN));
            assertThat(results.get(0).join().get(0).get(0, 0)).isEqualTo(0.5f);
            assertThat(results.get(1).join().get(0).get(0, 0)).isEqualTo(2f);
            assertThat(results.get(2).join().get(0).get(0, 0)).isEqualTo(1f);
        }
    }

    @Test
    void whatAFamilyDoesNotHaveIsRefusedWithASentence() {
        try (Table table = new Table()) {
            assertThatThrownBy(() -> table.attention(sequence(1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("nothing attends in this model: it has no attention");
            Branch branch = new Branch("labels", 0, Weights.NONE, Optional.empty());
            assertThatThrownBy(() -> table.add(branch))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("this model takes neither adapters nor heads, found labels");
            assertThat(table.maskId()).isEqualTo(-1);
            assertThat(table.quantizationDigest()).isEmpty();
        }
    }
}
