package io.github.flinkbert.family.gpt;

import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.encoder.Encoder;
import io.github.flinkbert.encoder.EncoderSettings;
import io.github.flinkbert.encoder.GraphMaker;
import io.github.flinkbert.encoder.OutputGraph;
import io.github.flinkbert.encoder.SequenceEncoder;
import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.family.ModelFamily;
import io.github.flinkbert.text.Tokenizer;
import org.apache.flink.annotation.Internal;
import org.tensorflow.types.family.TNumber;

/** A family whose models are GPTs: one graph serves both. */
@Internal
public abstract class CausalFamily implements ModelFamily {

    @Override
    public final SequenceEncoder load(
            Checkpoint checkpoint,
            Tokenizer tokenizer,
            EncoderSettings settings,
            int maxPositions) {
        if (settings.format() == EncoderSettings.NumberFormat.INT8) {
            throw new CheckpointException(
                    ("%s is a model of the family %s, which has no 8-bit form; expected precision"
                                    + " float32 or bfloat16, found int8")
                            .formatted(checkpoint.name(), name()));
        }
        if (!(checkpoint.shape() instanceof GptConfig config)) {
            throw new IllegalArgumentException(checkpoint.name() + " is no GPT");
        }
        return Encoder.load(
                settings,
                -1, // which no token has: none is masked
                new GraphMaker() {
                    @Override
                    public <T extends TNumber> OutputGraph make(Parts<T> parts) {
                        return new GptGraph<>(parts, config, checkpoint.weights());
                    }
                });
    }
}
