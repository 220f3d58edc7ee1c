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
import io.github.flinkbert.flink.task.language.LanguageTask;
import io.github.flinkbert.flink.task.redaction.RedactedOutput;
import io.github.flinkbert.schemas.EnrichedText;
import io.github.flinkbert.task.language.TextLanguage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.junit.jupiter.api.Test;

class LanguageEncodedTest {

    private static final Enriched<TextQuery> KOREAN =
            new Enriched<>(
                    new TextQuery(
                            new KafkaRecord(null, null, List.of(), "topic", 0, 0, 0),
                            "id",
                            "안녕",
                            Map.of(),
                            OptionalLong.empty(),
                            Map.of()),
                    EnrichmentResult.builder()
                            .put(LanguageTask.KEY, new TextLanguage("ko", 0.75f))
                            .build(),
                    new ModelStamp("m", "d", "float32", Map.of()));

    private static byte[] encoded(OutputFormat format) {
        return EnrichedTextEncoder.of(
                        new OutputConfig(
                                "t",
                                format,
                                "d",
                                format,
                                null,
                                1,
                                Duration.ZERO,
                                RedactedOutput.BESIDE,
                                DeadLetterContent.WHOLE))
                .encode(KOREAN);
    }

    @Test
    void jsonHasCodeAndScoreBehindAllThatEarlierVersionsHave() {
        assertThat(new String(encoded(OutputFormat.JSON), UTF_8))
                .isEqualTo(
                        "{\"id\":\"id\",\"text\":\"안녕\",\"model\":{\"name\":\"m\","
                                + "\"digest\":\"d\",\"precision\":\"float32\"},"
                                + "\"language\":\"ko\",\"languageScore\":0.75}");
    }

    @Test
    void readersOfTheVersionBeforeReadTextsWithLanguages() throws Exception {
        byte[] now = encoded(OutputFormat.AVRO);
        Schema before =
                new Schema.Parser()
                        .parse(
                                Path.of(
                                                "../schemas/src/test/resources/released/v6/EnrichedText.avsc")
                                        .toFile());

        GenericRecord read =
                new GenericDatumReader<GenericRecord>(before)
                        .read(null, DecoderFactory.get().binaryDecoder(now, null));
        EnrichedText own =
                new SpecificDatumReader<>(EnrichedText.class)
                        .read(null, DecoderFactory.get().binaryDecoder(now, null));

        assertThat(read.get("text")).hasToString("안녕");
        assertThat(own.getLanguage()).isEqualTo("ko");
        assertThat(own.getLanguageScore()).isEqualTo(0.75f);
    }
}
