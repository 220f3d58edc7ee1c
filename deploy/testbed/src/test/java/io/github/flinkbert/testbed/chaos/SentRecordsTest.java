package io.github.flinkbert.testbed.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.flink.config.InPlaceOptions.InPlaceConfig;
import io.github.flinkbert.flink.config.InPlaceOptions.SeveralTexts;
import io.github.flinkbert.flink.decode.MalformedRecordException;
import io.github.flinkbert.flink.inplace.avro.AddedField;
import io.github.flinkbert.flink.inplace.avro.AvroForm;
import io.github.flinkbert.flink.inplace.avro.RegistryFraming;
import io.github.flinkbert.flink.inplace.form.RecordForm;
import io.github.flinkbert.flink.inplace.form.Wanted;
import io.github.flinkbert.flink.inplace.json.JsonForm;
import io.github.flinkbert.flink.path.TextPath;
import io.github.flinkbert.flink.registry.RegistryConfig;
import io.github.flinkbert.flink.registry.RegistryException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SentRecordsTest {

    private static final Texts TEXTS = new Texts(7);

    /** Of a null-or-record union, the record; its bytes are nobody's matter here. */
    private static final byte[] FOUND_AVRO = {2, 1, 1};

    private static final byte[] FOUND_JSON = "{\"embedding\":[]}".getBytes(UTF_8);
    private static final int BROKEN = 49;

    @Test
    void anAvroRecordIsWholeAsTheJobWritesItAndNotOtherwise() throws Exception {
        try (SentRecords records = SentRecords.of(Optional.of(InPlaceForm.AVRO), TEXTS)) {
            RecordForm form = avro(records);
            for (int n = 0; n < 3; n++) {
                byte[] value = records.value(n);
                assertThat(form.read(value).texts()).containsValue(TEXTS.text(n));
                byte[] out = form.write(value, FOUND_AVRO);

                requireWhole(records, n, out, 5);
                assertThat(records.isWhole(n, value)).as("as it was sent").isFalse();
                assertThat(records.isWhole(n, form.write(value, new byte[] {0})))
                        .as("without a result")
                        .isFalse();
                records.nextVersion();
            }
            assertThatThrownBy(() -> form.read(records.value(BROKEN)))
                    .isInstanceOf(MalformedRecordException.class);
        }
    }

    @Test
    void aJsonRecordIsWholeAsTheJobWritesItAndNotOtherwise() throws Exception {
        try (SentRecords records = SentRecords.of(Optional.of(InPlaceForm.JSON), TEXTS)) {
            RecordForm form = new JsonForm(wanted("/ticket/bodies/*"), "bert");
            byte[] value = records.value(3);
            assertThat(form.read(value).texts()).containsValue(TEXTS.text(3));

            requireWhole(records, 3, form.write(value, FOUND_JSON), 0);
            assertThat(records.isWhole(3, value)).isFalse();
            assertThat(records.isWhole(3, form.write(value, "null".getBytes(UTF_8)))).isFalse();
            assertThatThrownBy(() -> form.read(records.value(BROKEN)))
                    .isInstanceOf(MalformedRecordException.class);
        }
    }

    /**
     * @param header bytes before those that were sent
     */
    private static void requireWhole(SentRecords records, int n, byte[] out, int header) {
        assertThat(records.isWhole(n, out)).isTrue();
        assertThat(records.isWhole(n + 1, out)).as("of another text").isFalse();
        byte[] altered = out.clone();
        altered[header + 3]++;
        assertThat(records.isWhole(n, altered)).as("altered").isFalse();
        assertThat(records.isWhole(n, new byte[0])).isFalse();
    }

    @Test
    void aRegistryThatWasAwayHasAllThatItHadAndWhatCameMeanwhile() throws Exception {
        try (SentRecords records = SentRecords.of(Optional.of(InPlaceForm.AVRO), TEXTS)) {
            RecordForm form = avro(records);
            byte[] before = form.write(records.value(0), FOUND_AVRO);
            ChaosRegistry registry = records.registry().orElseThrow();

            registry.stop();
            records.nextVersion();
            byte[] value = records.value(1);
            assertThatThrownBy(() -> form.read(value)).isInstanceOf(RegistryException.class);
            registry.restart();

            assertThat(records.isWhole(1, form.write(value, FOUND_AVRO))).isTrue();
            assertThat(avro(records).write(records.value(1), FOUND_AVRO))
                    .isEqualTo(form.write(value, FOUND_AVRO));
            assertThat(records.isWhole(0, before)).isTrue();
        }
    }

    @Test
    void aRegistryThatStopsNeedsRecordsThatHaveOne() {
        assertThat(plan(Optional.of(InPlaceForm.AVRO)).faults())
                .containsExactly(Fault.STOP_REGISTRY);
        assertThatThrownBy(() -> plan(Optional.of(InPlaceForm.JSON)))
                .hasMessage("stop-registry needs records that have a registry: --in-place avro");
    }

    private static ChaosPlan plan(Optional<InPlaceForm> inPlace) {
        return new ChaosPlan(
                7,
                Duration.ZERO,
                List.of(Fault.STOP_REGISTRY),
                Duration.ZERO,
                1,
                2,
                1,
                Optional.empty(),
                Optional.empty(),
                inPlace,
                Map.of());
    }

    private static RecordForm avro(SentRecords records) {
        return new AvroForm(
                wanted("body"),
                new RegistryFraming(
                        new RegistryConfig(
                                List.of(records.registry().orElseThrow().url()), "", true),
                        "enriched",
                        AddedField.of("bert", false)));
    }

    private static Wanted wanted(String path) {
        return new Wanted(
                new InPlaceConfig(
                        List.of(TextPath.parse(path)),
                        SeveralTexts.JOINED,
                        "bert",
                        null,
                        Map.of(),
                        "id"),
                List.of(),
                List.of());
    }
}
