package io.github.flinkbert.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.flinkbert.checkpoint.Activation;
import io.github.flinkbert.checkpoint.BertConfig;
import io.github.flinkbert.encoder.Encoder.KernelForm;
import io.github.flinkbert.encoder.EncoderSettings.KernelChoice;
import io.github.flinkbert.encoder.EncoderSettings.NumberFormat;
import io.github.flinkbert.tensor.ArrayWeights;
import io.github.flinkbert.tensor.Matrix;
import io.github.flinkbert.testing.AllowedSkip;
import io.github.flinkbert.testing.RandomSeed;
import io.github.flinkbert.text.Sequence;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat32;

/** Which form of the heavy ops runs where, and that the forms mean the same numbers. */
class KernelFormTest {

    private final BertConfig config = Miniatures.config(3, Activation.GELU_TANH);
    private final ArrayWeights weights = Miniatures.weights(config, 21);

    @Test
    void theFusedFormRunsOnThisKindOfProcessor() {
        AllowedSkip.OTHER_PLATFORM.unless(
                isLinuxOnX86(), "TensorFlow's fused oneDNN kernels are looked for there");
        try (Encoder encoder = load(NumberFormat.FLOAT32, KernelChoice.BEST)) {
            assertThat(encoder.form()).isEqualTo(KernelForm.ONE_DNN);
        }
    }

    @Test
    void thePortableFormRunsWhereItIsAskedFor() {
        try (Encoder encoder = load(NumberFormat.FLOAT32, KernelChoice.PORTABLE)) {
            assertThat(encoder.form()).isEqualTo(KernelForm.PORTABLE);
        }
    }

    /** bfloat16 keeps 8 bits, and the forms round at different places. */
    @ParameterizedTest
    @CsvSource({"FLOAT32, 2e-5", "BFLOAT16, 0.1"})
    void bothFormsAgree(NumberFormat format, float tolerance) {
        AllowedSkip.OTHER_PLATFORM.unless(
                isLinuxOnX86(), "there is one form only where oneDNN's kernels are absent");
        List<Output> outputs = List.of(new Output.TokenVectors(Output.RELEASE, 3));
        try (Encoder fused = load(format, KernelChoice.ONE_DNN);
                Encoder portable = load(format, KernelChoice.PORTABLE)) {
            for (int tokens : new int[] {2, 31, 64}) {
                Sequence sequence = Miniatures.sequence(RandomSeed.random(tokens), tokens);
                Matrix one = fused.run(Miniatures.alone(sequence), outputs).get(0);
                Matrix other = portable.run(Miniatures.alone(sequence), outputs).get(0);
                for (int i = 0; i < one.values().length; i++) {
                    assertThat(one.values()[i]).isCloseTo(other.values()[i], within(tolerance));
                }
            }
        }
    }

    /** A bfloat16 is the upper half of a float. */
    @ParameterizedTest
    @EnumSource(value = KernelChoice.class, names = "BEST", mode = EnumSource.Mode.EXCLUDE)
    void hiddenStatesAreNotRoundedToTheFormatOfProducts(KernelChoice kernels) {
        AllowedSkip.OTHER_PLATFORM.unless(
                isLinuxOnX86(), "there is one form only where oneDNN's kernels are absent");
        List<Output> outputs = List.of(new Output.TokenVectors(Output.RELEASE, 3));
        try (Encoder encoder = load(NumberFormat.BFLOAT16, kernels)) {
            Sequence sequence = Miniatures.sequence(RandomSeed.random(7), 20);
            float[] values = encoder.run(Miniatures.alone(sequence), outputs).get(0).values();
            int rounded = 0;
            for (float value : values) {
                if ((Float.floatToRawIntBits(value) & 0xffff) == 0) {
                    rounded++;
                }
            }
            assertThat(rounded).isLessThan(values.length / 10);
        }
    }

    @ParameterizedTest
    @EnumSource(value = KernelChoice.class, names = "BEST", mode = EnumSource.Mode.EXCLUDE)
    void aSumKeepsWhatAProductInBfloat16WouldRoundOff(KernelChoice choice) {
        AllowedSkip.OTHER_PLATFORM.unless(
                isLinuxOnX86(), "there is one form only where oneDNN's kernels are absent");
        Kernels kernels =
                choice == KernelChoice.ONE_DNN ? new OneDnnKernels() : new PortableKernels();
        try (Graph graph = new Graph();
                Session session = new Session(graph)) {
            Ops tf = Ops.create(graph);
            Operand<TBfloat16> ones =
                    tf.dtypes.cast(tf.ones(tf.array(2, 2), TFloat32.class), TBfloat16.class);
            Operand<TBfloat16> bias =
                    tf.dtypes.cast(tf.constant(new float[] {0, 1}), TBfloat16.class);
            Operand<TFloat32> residual =
                    tf.constant(new float[][] {{256.25f, -1024.5f}, {0, 0.125f}});
            Operand<TFloat32> sum = kernels.denseAdd(tf, ones, ones, bias, residual);
            try (TFloat32 found = (TFloat32) session.runner().fetch(sum).run().get(0)) {
                float[] values = new float[4];
                found.asRawTensor().data().asFloats().read(values);
                assertThat(values).containsExactly(258.25f, -1021.5f, 2, 3.125f);
            }
        }
    }

    private Encoder load(NumberFormat format, KernelChoice kernels) {
        return Miniatures.load(config, weights, format, kernels);
    }

    private static boolean isLinuxOnX86() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux")
                && System.getProperty("os.arch").equals("amd64");
    }
}
