package io.github.flinkbert.training.masks;

import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.text.Vocabulary;
import io.github.flinkbert.training.graph.Wiring;
import io.github.flinkbert.training.graph.WordEmbeddings;
import io.github.flinkbert.training.objective.Objective;
import io.github.flinkbert.training.objective.ObjectiveGraph;
import io.github.flinkbert.training.objective.TrainedHead;
import io.github.flinkbert.training.setting.TrainingException;
import io.github.flinkbert.training.setting.TuningMethod;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.flink.annotation.Experimental;
import org.tensorflow.types.family.TNumber;

/**
 * Masked words (Devlin et al. 2019, section 3.1): of the tokens chosen, 80 % become {@code [MASK]},
 * 10 % a random piece, 10 % stay.
 *
 * @param share of tokens chosen; 0.15 in Google's release
 * @param wholeWords whether a word's pieces are chosen together
 */
@Experimental
public record MaskObjective(double share, boolean wholeWords) implements Objective<PlainSequence> {

    public MaskObjective {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "the share of masked tokens must be above 0 and at most 1, found " + share);
        }
    }

    @Override
    public String name() {
        return "mask";
    }

    @Override
    public String identity() {
        return "Mask[share=%s, wholeWords=%s]".formatted(share, wholeWords);
    }

    @Override
    public Optional<TrainedHead> head() {
        return Optional.empty();
    }

    @Override
    public <T extends TNumber> ObjectiveGraph<T> graph(
            Wiring<T> wiring, Supplier<WordEmbeddings> words) {
        return new MaskGraph<>(wiring, words.get());
    }

    @Override
    public void require(Checkpoint checkpoint, TuningMethod tuning) {
        int layers = checkpoint.config().layers();
        if (tuning.fromLayer(layers) == layers) {
            throw new TrainingException(
                    "masked words are learnt by layers of the encoder, expected LoRA or the whole"
                            + " model, found "
                            + (tuning instanceof TuningMethod.HeadOnly
                                    ? "the head alone"
                                    : "all layers frozen"));
        }
        if (!checkpoint.weights().names().contains("cls/predictions/output_bias")) {
            throw new TrainingException(
                    "masked words need a checkpoint with the masked-word head, which %s does not have"
                            .formatted(checkpoint.name()));
        }
    }

    @Override
    public boolean isSameInEveryEpoch() {
        return false;
    }

    @Override
    public MaskedSequence drawn(PlainSequence example, Vocabulary vocabulary, long seed) {
        return new Masking(share, wholeWords, vocabulary).draw(example, seed);
    }
}
