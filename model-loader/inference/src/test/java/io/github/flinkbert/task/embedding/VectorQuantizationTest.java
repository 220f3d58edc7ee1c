package io.github.flinkbert.task.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Expected numbers were computed by numpy, with the expressions of sentence-transformers' {@code
 * quantize_embeddings}.
 */
class VectorQuantizationTest {

    private static final float[] MINIMUM = {
        -1.320799f, -1.5101867f, -1.4623278f, -2.104466f,
        -2.4919953f, -2.700104f, -2.1768136f, -1.2720782f
    };
    private static final float[] MAXIMUM = {
        2.7736316f, 2.0869782f, 1.7204847f, 2.4317324f,
        1.9504915f, 1.8533257f, 2.1599805f, 1.8594975f
    };
    private static final VectorRanges RANGES = new VectorRanges(MINIMUM, MAXIMUM);

    private static final Embedding FIRST =
            Embedding.of(
                    -0.80193144f,
                    -1.3243589f,
                    -0.24836162f,
                    0.42044523f,
                    1.1360465f,
                    0.1097064f,
                    -0.5526473f,
                    -0.7847804f);
    private static final Embedding SECOND =
            Embedding.of(
                    -1.2333287f,
                    -0.9582652f,
                    1.6000191f,
                    0.20288244f,
                    -1.7321348f,
                    -0.083696194f,
                    -1.163226f,
                    -0.6292881f);

    private static int[] numbers(VectorQuantization quantization, Embedding vector) {
        QuantizedEmbedding quantized = quantization.quantize(vector);
        return IntStream.range(0, quantized.size()).map(quantized::get).toArray();
    }

    @Test
    void eightBitsAreSentenceTransformersNumbers() {
        assertThat(numbers(VectorQuantization.uint8(RANGES), FIRST))
                .containsExactly(32, 13, 97, 141, 208, 157, 95, 39);
        assertThat(numbers(VectorQuantization.uint8(RANGES), SECOND))
                .containsExactly(5, 39, 245, 129, 43, 146, 59, 52);
        // Dropped towards 0 after 128 was taken away: -95 is not 32 less 128.
        assertThat(numbers(VectorQuantization.int8(RANGES), FIRST))
                .containsExactly(-95, -114, -30, 13, 80, 29, -32, -88);
        assertThat(numbers(VectorQuantization.int8(RANGES), SECOND))
                .containsExactly(-122, -88, 117, 1, -84, 18, -68, -75);
    }

    @Test
    void bitsAreSentenceTransformersBytes() {
        assertThat(numbers(VectorQuantization.ubinary(), FIRST)).containsExactly(28);
        assertThat(numbers(VectorQuantization.ubinary(), SECOND)).containsExactly(48);
        assertThat(numbers(VectorQuantization.binary(), FIRST)).containsExactly(-100);
        assertThat(numbers(VectorQuantization.binary(), SECOND)).containsExactly(-80);
    }

    @Test
    void theFirstNumberIsTheHighestBitAndZerosFillTheLastByte() {
        Embedding eleven = Embedding.of(1, -1, 0, 1e-30f, -1, -1, -1, -1, -1, 2, 3);

        QuantizedEmbedding bits = VectorQuantization.ubinary().quantize(eleven);

        assertThat(bits.bytes()).containsExactly(0b1001_0000, 0b0110_0000);
        assertThat(bits.dimensions()).isEqualTo(11);
        assertThat(bits.size()).isEqualTo(2);
    }

    @Test
    void numbersAtAndOutsideTheRangeSaturate() {
        VectorRanges ranges =
                new VectorRanges(new float[] {0, 0, 0, 2}, new float[] {255, 255, 255, 2});

        assertThat(numbers(VectorQuantization.int8(ranges), Embedding.of(0, 255, 127.5f, 2)))
                .containsExactly(-128, 127, 0, 0);
        assertThat(numbers(VectorQuantization.int8(ranges), Embedding.of(-9, 900, 256, 2.1f)))
                .containsExactly(-128, 127, 127, 127);
        assertThat(numbers(VectorQuantization.uint8(ranges), Embedding.of(-9, 900, 256, 1.9f)))
                .containsExactly(0, 255, 255, 0);
    }

    /** As numpy has it: two 255ths of two are not quite 255 steps in float32. */
    @Test
    void theGreatestNumberOfARangeMayBeOneBelowTheGreatestByte() {
        VectorRanges ranges = new VectorRanges(new float[] {-1}, new float[] {1});

        assertThat(numbers(VectorQuantization.int8(ranges), Embedding.of(1))).containsExactly(126);
        assertThat(numbers(VectorQuantization.uint8(ranges), Embedding.of(1))).containsExactly(254);
    }

    @Test
    void rangesAreFoundOnASampleAndReadAsTheyWereWritten() {
        VectorRanges.Sample sample = new VectorRanges.Sample();
        sample.add(Embedding.of(0.1f, -3, 5));
        sample.add(Embedding.of(0.3f, -4, 4));
        sample.add(Embedding.of(0.2f, -3.5f, 6));

        VectorRanges found = sample.ranges();

        assertThat(found)
                .isEqualTo(new VectorRanges(new float[] {0.1f, -4, 4}, new float[] {0.3f, -3, 6}));
        assertThat(sample.vectors()).isEqualTo(3);
        assertThat(VectorRanges.ofJson(found.toJson("a model", 3))).isEqualTo(found);
        assertThat(VectorRanges.ofJson("[[0.1, -4, 4], [0.3, -3, 6]]")).isEqualTo(found);
    }

    @Test
    void whatIsNoRangesIsRefused() {
        refused("{", "it is no JSON");
        refused("{}", "ranges have a least and a greatest number of each dimension, found 0 and 0");
        refused("[[1], [2, 3]]", "found 1 and 2");
        refused("[[1, 2], [2, 1]]", "the range of dimension 1 must be from a finite number");
        refused("{\"minimum\": [\"1\"], \"maximum\": [2]}", "must be lists of numbers");
        refused("[[1], [1e60]]", "found 1.0 to Infinity");
        VectorRanges.Sample sample = new VectorRanges.Sample();
        assertThatThrownBy(sample::ranges).hasMessage("ranges are found on vectors, found none");
        sample.add(Embedding.of(Float.NaN));
        assertThatThrownBy(sample::ranges).hasMessageContaining("found NaN to NaN");
        assertThatThrownBy(() -> sample.add(FIRST)).hasMessageContaining("found 1 and 8");
    }

    private static void refused(String json, String why) {
        assertThatThrownBy(() -> VectorRanges.ofJson(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    @Test
    void rangesOfAnotherDimensionAreRefused() {
        assertThatThrownBy(() -> VectorQuantization.int8(RANGES).quantize(Embedding.of(1, 2)))
                .hasMessage("the ranges (vector-ranges) are of 8 dimensions, the vectors of 2");
    }

    @ParameterizedTest
    @EnumSource(VectorFormat.class)
    void formatAndRangesFitEachOther(VectorFormat format) {
        VectorRanges wrong = format.needsRanges() ? null : RANGES;

        assertThatThrownBy(() -> VectorQuantization.of(format, wrong))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void quantizationsTravelAndAreEqualByTheirNumbers() throws Exception {
        VectorQuantization quantization = VectorQuantization.int8(RANGES);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(quantization);
        }
        try (ObjectInputStream in =
                new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject())
                    .isEqualTo(quantization)
                    .hasSameHashCodeAs(quantization)
                    .isNotEqualTo(VectorQuantization.uint8(RANGES))
                    .isNotEqualTo(
                            VectorQuantization.int8(
                                    new VectorRanges(new float[] {0}, new float[] {1})));
        }
    }

    @Test
    void bytesMustBeAsManyAsTheFormatHas() {
        assertThatThrownBy(() -> QuantizedEmbedding.of(VectorFormat.UBINARY, 9, new byte[1]))
                .hasMessageContaining("a vector of 9 dimensions has 2 bytes as UBINARY, found 1");
        assertThat(QuantizedEmbedding.of(VectorFormat.INT8, 1, new byte[] {-1}))
                .isNotEqualTo(QuantizedEmbedding.of(VectorFormat.UINT8, 1, new byte[] {-1}));
    }
}
