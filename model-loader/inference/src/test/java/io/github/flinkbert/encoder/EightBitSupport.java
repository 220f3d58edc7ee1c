package io.github.flinkbert.encoder;

import io.github.flinkbert.encoder.EncoderSettings.KernelChoice;
import io.github.flinkbert.encoder.EncoderSettings.NumberFormat;
import io.github.flinkbert.quantization.Calibration;
import io.github.flinkbert.quantization.Quantization;
import io.github.flinkbert.testing.AllowedSkip;
import io.github.flinkbert.text.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What tests of 8-bit products share. */
public final class EightBitSupport {

    static final EncoderSettings SETTINGS =
            new EncoderSettings(NumberFormat.INT8, KernelChoice.BEST, 2);

    private EightBitSupport() {}

    /** Skips the test, out loud, where 8-bit products cannot be computed. */
    public static void require() {
        AllowedSkip.NO_VNNI.unless(
                EightBitProbe.works(EncoderLoader.session(SETTINGS)),
                "8-bit products are not compared with plain arithmetic");
    }

    /** Random texts of a miniature. */
    public static List<Sequence> texts(long seed, int count) {
        Random random = new Random(seed);
        List<Sequence> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(Miniatures.sequence(random, 3 + random.nextInt(40)));
        }
        return texts;
    }

    /** A miniature in 8 bits. */
    static Encoder load(
            io.github.flinkbert.checkpoint.BertConfig config,
            io.github.flinkbert.tensor.Weights weights,
            double budget) {
        Quantization quantization = new Calibration(config, weights, texts(11, 20), budget, 2);
        return Encoder.load(
                config, weights, Miniatures.VOCABULARY.maskId(), SETTINGS, () -> quantization);
    }
}
