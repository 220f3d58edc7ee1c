package io.github.flinkbert.family.bert;

import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.encoder.Encoder;
import io.github.flinkbert.encoder.EncoderSettings;
import io.github.flinkbert.encoder.SequenceEncoder;
import io.github.flinkbert.quantization.Calibration;
import io.github.flinkbert.quantization.CalibrationTexts;
import io.github.flinkbert.quantization.FolderQuantization;
import io.github.flinkbert.quantization.Quantization;
import io.github.flinkbert.text.Tokenizer;
import org.apache.flink.annotation.Internal;

/** Loads the graph of BERT's layers, which relatives have, too. */
@Internal
public final class TransformerLoading {

    private TransformerLoading() {}

    /** As of {@link io.github.flinkbert.family.ModelFamily#load}. */
    public static SequenceEncoder load(
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
                        settings.intraOpThreads());
        return checkpoint
                .quantized()
                .<Quantization>map(
                        folder -> new FolderQuantization(checkpoint.config(), folder, calibration))
                .orElse(calibration);
    }
}
