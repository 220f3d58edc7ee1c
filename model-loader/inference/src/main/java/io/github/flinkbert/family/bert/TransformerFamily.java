package io.github.flinkbert.family.bert;

import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.encoder.Encoder;
import io.github.flinkbert.encoder.EncoderSettings;
import io.github.flinkbert.encoder.SequenceEncoder;
import io.github.flinkbert.family.ModelFamily;
import io.github.flinkbert.quantization.Calibration;
import io.github.flinkbert.quantization.CalibrationTexts;
import io.github.flinkbert.quantization.FolderQuantization;
import io.github.flinkbert.quantization.Quantization;
import io.github.flinkbert.text.Tokenizer;
import org.apache.flink.annotation.Internal;

/** A family whose models have BERT's layers: one graph serves BERT and its relatives. */
@Internal
public abstract class TransformerFamily implements ModelFamily {

    @Override
    public final SequenceEncoder load(
            Checkpoint checkpoint,
            Tokenizer tokenizer,
            EncoderSettings settings,
            int maxPositions) {
        return Encoder.load(
                checkpoint.config(),
                checkpoint.weights(),
                // -1, which no token has, where there is none: few outputs need it
                tokenizer.vocabulary().mask().orElse(-1),
                settings,
                () -> quantization(checkpoint, tokenizer, settings, maxPositions));
    }

    private static Quantization quantization(
            Checkpoint checkpoint,
            Tokenizer tokenizer,
            EncoderSettings settings,
            int maxPositions) {
        Quantization calibration =
                new Calibration(
                        checkpoint.config(),
                        checkpoint.weights(),
                        CalibrationTexts.shipped().sequences(tokenizer, maxPositions),
                        Calibration.DEFAULT_BUDGET,
                        settings.threads());
        return checkpoint
                .quantized()
                .<Quantization>map(
                        folder -> new FolderQuantization(checkpoint.config(), folder, calibration))
                .orElse(calibration);
    }
}
