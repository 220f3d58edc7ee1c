package io.github.flinkbert.training.masks;

import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.text.Vocabulary;
import io.github.flinkbert.training.graph.Pooler;
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
 * BERT's pre-training (Devlin et al. 2019, section 3.1): masked words and next sentences together,
 * by the whole model. The result has both heads under Google's names.
 *
 * @param masks how words are masked
 */
@Experimental
public record PretrainingObjective(MaskObjective masks) implements Objective<PlainPair> {

    @Override
    public String name() {
        return masks.name();
    }

    @Override
    public String identity() {
        return "Pretraining[%s]".formatted(masks.identity());
    }

    @Override
    public Optional<TrainedHead> head() {
        return Optional.empty();
    }

    @Override
    public <T extends TNumber> ObjectiveGraph<T> graph(
            Wiring<T> wiring, Supplier<WordEmbeddings> words) {
        return new PretrainingGraph<>(wiring, words.get());
    }

    @Override
    public void require(Checkpoint checkpoint, TuningMethod tuning) {
        if (!(tuning instanceof TuningMethod.Full)) {
            throw new TrainingException(
                    ("masked words and next sentences are learnt together by the whole model (the"
                                    + " tuning method full), for an adapter has neither head;"
                                    + " found %s")
                            .formatted(
                                    tuning instanceof TuningMethod.Lora
                                            ? "LoRA"
                                            : "the head alone"));
        }
        masks.require(checkpoint, tuning);
        if (!checkpoint.weights().names().contains(Pooler.NAME + "/kernel")) {
            throw new TrainingException(
                    "next sentences need a checkpoint with the pooler, which %s does not have"
                            .formatted(checkpoint.name()));
        }
    }

    @Override
    public boolean isSameInEveryEpoch() {
        return false;
    }

    @Override
    public MaskedPair drawn(PlainPair example, Vocabulary vocabulary, long seed) {
        return new MaskedPair(masks.drawn(example.plain(), vocabulary, seed), example.isNext());
    }
}
