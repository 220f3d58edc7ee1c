package io.github.flinkbert.flink.encode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.flink.config.OutputOptions.DeadLetterContent;
import io.github.flinkbert.flink.config.OutputOptions.OutputConfig;
import io.github.flinkbert.flink.config.OutputOptions.OutputFormat;
import io.github.flinkbert.flink.record.Enriched;
import io.github.flinkbert.flink.record.EnrichmentResult;
import io.github.flinkbert.flink.record.KafkaRecord;
import io.github.flinkbert.flink.record.ModelStamp;
import io.github.flinkbert.flink.record.TextQuery;
import io.github.flinkbert.flink.task.entities.EntitiesTask;
import io.github.flinkbert.flink.task.redaction.RedactedOutput;
import io.github.flinkbert.flink.task.redaction.RedactedOutput.Offsets;
import io.github.flinkbert.flink.task.redaction.RedactedOutput.Place;
import io.github.flinkbert.flink.task.redaction.RedactionTask;
import io.github.flinkbert.task.entities.Entity;
import io.github.flinkbert.task.redaction.RedactedSpan;
import io.github.flinkbert.task.redaction.Redaction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.junit.jupiter.api.Test;

class RedactedRecordsTest {

    private static final Enriched<TextQuery> REDACTED =
            new Enriched<>(
                    new TextQuery(
                            new KafkaRecord(null, null, List.of(), "topic", 0, 0, 0),
                            "id",
                            "Ann met Bob.",
                            Map.of(),
                            OptionalLong.empty(),
                            Map.of()),
                    EnrichmentResult.builder()
                            .put(
                                    EntitiesTask.KEY,
                                    List.of(
                                            new Entity("PER", "Ann", 0, 3, 0.5f),
                                            new Entity("EVENT", "met", 4, 7, 0.5f)))
                            .put(
                                    RedactionTask.KEY,
                                    new Redaction(
                                            "[PER] met Bob.",
                                            List.of(new RedactedSpan("PER", 0, 3, 0, 5))))
                            .build(),
                    new ModelStamp("m", "d", "float32", Map.of()));

    private static byte[] encoded(OutputFormat format, Place place, Offsets offsets) {
        return EnrichedTextEncoder.of(
                        new OutputConfig(
                                "t",
                                format,
                                "d",
                                format,
                                null,
                                1,
                                Duration.ZERO,
                                new RedactedOutput(place, offsets),
                                DeadLetterContent.WHOLE))
                .encode(REDACTED);
    }

    private static String json(Place place, Offsets offsets) {
        return new String(encoded(OutputFormat.JSON, place, offsets), UTF_8);
    }

    @Test
    void theRedactedTextStandsBesideTheText() {
        assertThat(json(Place.FIELD, Offsets.MOVED))
                .contains("\"text\":\"Ann met Bob.\"")
                .contains("\"text\":\"Ann\",\"start\":0,\"end\":3")
                .endsWith(
                        "\"redacted\":\"[PER] met Bob.\",\"redactions\":[{\"type\":\"PER\","
                                + "\"start\":0,\"end\":3,\"redactedStart\":0,\"redactedEnd\":5}]}");
    }

    @Test
    void inItsPlaceNothingQuotesTheTextAndOffsetsMoveWithIt() {
        assertThat(json(Place.TEXT, Offsets.MOVED))
                .doesNotContain("Ann")
                .doesNotContain("\"redacted\"")
                .contains("\"text\":\"[PER] met Bob.\"")
                .contains("\"label\":\"PER\",\"text\":\"[PER]\",\"start\":0,\"end\":5")
                .contains("\"label\":\"EVENT\",\"text\":\"met\",\"start\":6,\"end\":9");
    }

    @Test
    void orOffsetsStayThoseOfTheTextAsItCameIn() {
        assertThat(json(Place.TEXT, Offsets.ORIGINAL))
                .doesNotContain("Ann")
                .contains("\"label\":\"PER\",\"text\":\"[PER]\",\"start\":0,\"end\":3")
                .contains("\"label\":\"EVENT\",\"text\":\"met\",\"start\":4,\"end\":7");
    }

    /** Also in plain Avro, which does not say which version wrote a value. */
    @Test
    void readersOfTheVersionBeforeReadTheRedactedText() throws Exception {
        Schema before =
                new Schema.Parser()
                        .parse(
                                Path.of(
                                                "../schemas/src/test/resources/released/v6/EnrichedText.avsc")
                                        .toFile());
        GenericRecord read =
                new GenericDatumReader<GenericRecord>(before)
                        .read(
                                null,
                                DecoderFactory.get()
                                        .binaryDecoder(
                                                encoded(
                                                        OutputFormat.AVRO,
                                                        Place.TEXT,
                                                        Offsets.MOVED),
                                                null));
        assertThat(read.get("text")).hasToString("[PER] met Bob.");
    }
}
