package io.github.flinkbert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.checkpoint.CasingChoice;
import io.github.flinkbert.checkpoint.LabelHeadKind;
import io.github.flinkbert.engine.Acceleration;
import io.github.flinkbert.engine.Device;
import io.github.flinkbert.engine.Precision;
import io.github.flinkbert.failure.CheckpointException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BertOptionsTest {

    private static final BertOptions PLAIN = BertOptions.of("model");

    /** Each differs from the plain ones in one value, and from each other. */
    private static final List<BertOptions> CHANGED =
            List.of(
                    PLAIN.withCheckpoint("other"),
                    PLAIN.withCasing(CasingChoice.UNCASED),
                    PLAIN.withAdapters(Map.of("names", "folder")),
                    PLAIN.withPrecision(Precision.BFLOAT16),
                    PLAIN.withDevice(Device.CPU),
                    PLAIN.withAcceleration(new Acceleration(0, true)),
                    PLAIN.withThreads(3),
                    PLAIN.withCacheBytes(4096),
                    PLAIN.withMaxPositions(128),
                    PLAIN.withLabelHead(LabelHeadKind.TOKENS),
                    PLAIN.withLabelHead(LabelHeadKind.TEXTS));

    @Test
    void whatIsNotSaidIsLeftToTheModelAndTheMachine() {
        assertThat(PLAIN.checkpoint()).isEqualTo("model");
        assertThat(PLAIN.casing()).isEqualTo(CasingChoice.AS_RELEASED);
        assertThat(PLAIN.adapters()).isEmpty();
        assertThat(PLAIN.precision()).isEqualTo(Precision.AUTO);
        assertThat(PLAIN.device()).isEqualTo(Device.AUTO);
        assertThat(PLAIN.acceleration()).isEqualTo(Acceleration.NONE);
        assertThat(PLAIN.threads()).isZero();
        assertThat(PLAIN.cacheBytes()).isZero();
        assertThat(PLAIN.maxPositions()).isZero();
        assertThat(PLAIN.labelHead()).isEmpty();
    }

    @Test
    void theBuilderSaysTheSame() {
        BertOptions built =
                BertOptions.builder("model")
                        .casing(CasingChoice.CASED)
                        .adapters(Map.of("names", "folder"))
                        .precision(Precision.FLOAT32)
                        .device(Device.CPU)
                        .threads(2)
                        .cacheBytes(1 << 20)
                        .maxPositions(64)
                        .build();

        assertThat(built)
                .isEqualTo(
                        PLAIN.withMaxPositions(64)
                                .withCacheBytes(1 << 20)
                                .withThreads(2)
                                .withDevice(Device.CPU)
                                .withPrecision(Precision.FLOAT32)
                                .withAdapters(Map.of("names", "folder"))
                                .withCasing(CasingChoice.CASED));
        assertThat(BertOptions.builder("other").checkpoint("model").build()).isEqualTo(PLAIN);
    }

    @Test
    void optionsAreEqualWhereEveryValueIs() throws Exception {
        assertThat(CHANGED).doesNotContain(PLAIN).doesNotHaveDuplicates();
        for (BertOptions options : CHANGED) {
            assertThat(options.toBuilder().build())
                    .isEqualTo(options)
                    .hasSameHashCodeAs(options)
                    .hasToString(options.toString());
            assertThat(overTheWire(options)).isEqualTo(options).hasSameHashCodeAs(options);
        }
        assertThat(PLAIN).isEqualTo(BertOptions.builder("model").build());
    }

    @Test
    void optionsDoNotChangeWithWhatTheyWereMadeOf() {
        Map<String, String> adapters = new HashMap<>(Map.of("names", "folder"));
        BertOptions options = PLAIN.withAdapters(adapters);
        BertOptions.Builder builder = options.toBuilder();

        adapters.put("more", "elsewhere");
        assertThat(builder.threads(9).build()).isNotEqualTo(options);

        assertThat(options.adapters()).isEqualTo(Map.of("names", "folder"));
        assertThat(options.threads()).isZero();
        assertThatThrownBy(() -> options.adapters().put("more", "elsewhere"))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void aCacheOfTextsIsOneOfBytes() {
        assertThat(PLAIN.withCachedTexts(1000).cacheBytes()).isEqualTo(8_192_000);
        assertThat(PLAIN.withCachedTexts(Integer.MAX_VALUE).cacheBytes())
                .isEqualTo(8192L * Integer.MAX_VALUE);
        assertThat(PLAIN.withCachedTexts(0)).isEqualTo(PLAIN);
    }

    @Test
    void negativeValuesAreRefused() {
        assertThatThrownBy(() -> PLAIN.withThreads(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("threads must not be negative, found -1");
        assertThatThrownBy(() -> PLAIN.withMaxPositions(-2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("maxPositions must not be negative, found -2");
        assertThatThrownBy(() -> PLAIN.withCacheBytes(-3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cacheBytes must not be negative, found -3");
        assertThatThrownBy(() -> PLAIN.withCachedTexts(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("cacheBytes must not be negative");
    }

    private static Object overTheWire(BertOptions options) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(options);
        }
        try (ObjectInputStream in =
                new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return in.readObject();
        }
    }

    @Test
    void adaptersByNameSayWhichCheckpointIsTheirs() {
        BertOptions options = BertOptions.ofAdapters("entities-en", "answers-en");

        assertThat(options.checkpoint()).isEqualTo(BertOptions.BERT_BASE_CASED);
        assertThat(options.adapters())
                .isEqualTo(Map.of("entities-en", "entities-en", "answers-en", "answers-en"));
        assertThatThrownBy(() -> BertOptions.ofAdapters("entities-en", "entities-ko"))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("adapters stand on one checkpoint");
    }

    @Test
    void anAdapterThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> BertOptions.ofAdapters("names-xx"))
                .isInstanceOf(CheckpointException.class)
                .hasMessageStartingWith("there is no folder names-xx");
    }
}
