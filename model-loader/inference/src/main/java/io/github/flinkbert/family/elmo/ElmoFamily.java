package io.github.flinkbert.family.elmo;

import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.checkpoint.ReleaseForm;
import io.github.flinkbert.encoder.EncoderSettings;
import io.github.flinkbert.encoder.SequenceEncoder;
import io.github.flinkbert.family.ModelFamily;
import io.github.flinkbert.text.Tokenizer;
import java.util.List;
import org.apache.flink.annotation.Internal;

/**
 * ELMo as bilm-tf and AllenNLP released it.
 *
 * <p>Layers: 0 is the words' own vectors, twice side by side; 1 and on are the LSTMs', forward
 * beside backward; the layer above the last LSTM, which is the last of all, is the mixture of these
 * (see {@link LayerMixture}).
 */
@Internal
public final class ElmoFamily implements ModelFamily {

    static final String NAME = "ELMo";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<ReleaseForm> forms() {
        return List.of(new ElmoRelease());
    }

    @Override
    public boolean float32Only() {
        return true;
    }

    @Override
    public SequenceEncoder load(
            Checkpoint checkpoint,
            Tokenizer tokenizer,
            EncoderSettings settings,
            int maxPositions) {
        if (settings.format() != EncoderSettings.NumberFormat.FLOAT32) {
            throw new IllegalArgumentException(
                    "ELMo is computed in float32: expected precision float32 or auto, found "
                            + settings.format());
        }
        if (settings.placement().compiled()) {
            throw new IllegalArgumentException(
                    "ELMo is not compiled: its steps are as many as a text has words; expected no"
                            + " xla");
        }
        if (!(checkpoint instanceof ElmoCheckpoint elmo)) {
            throw new IllegalArgumentException(
                    "%s is no checkpoint of ELMo".formatted(checkpoint.name()));
        }
        return ElmoEncoder.load(elmo.options(), elmo.variables(), elmo.mixture(), settings);
    }
}
