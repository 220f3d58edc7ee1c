package io.github.flinkbert.flink.inplace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.flink.config.InPlaceOptions.InPlaceConfig;
import io.github.flinkbert.flink.config.InPlaceOptions.SeveralTexts;
import io.github.flinkbert.flink.config.KafkaJobConfig;
import io.github.flinkbert.flink.option.JobConfigException;
import io.github.flinkbert.flink.path.TextPath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InPlaceOptionsTest {

    private static KafkaJobConfig config(String... options) {
        Map<String, String> all =
                new HashMap<>(
                        Map.of(
                                "bootstrap-servers", "localhost:9092",
                                "input-topics", "texts",
                                "output-topic", "enriched",
                                "model", "/models/cased"));
        for (int i = 0; i < options.length; i += 2) {
            all.put(options[i], options[i + 1]);
        }
        return KafkaJobConfig.from(all);
    }

    @Test
    void enrichedTextsAreWrittenUnlessToldOtherwise() {
        assertThat(config().inPlace()).isEmpty();
    }

    @Test
    void whatIsNotSaidIsTheTextOfATextEvent() {
        InPlaceConfig inPlace = config("output-mode", "in-place").inPlace().orElseThrow();

        assertThat(inPlace.texts()).containsExactly(TextPath.ofField("text"));
        assertThat(inPlace.several()).isEqualTo(SeveralTexts.JOINED);
        assertThat(inPlace.field()).isEqualTo("bert");
        assertThat(inPlace.id()).isEqualTo("id");
    }

    @Test
    void everyOptionArrives() {
        InPlaceConfig inPlace =
                config(
                                "output-mode", "in-place",
                                "text-paths", "/a/*/b, c.d",
                                "several-texts", "each",
                                "output-field", "what was found")
                        .inPlace()
                        .orElseThrow();

        assertThat(inPlace.texts())
                .containsExactly(TextPath.parse("a.*.b"), TextPath.parse("/c/d"));
        assertThat(inPlace.several()).isEqualTo(SeveralTexts.EACH);
        assertThat(inPlace.field()).isEqualTo("what was found");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text-paths | a | text-paths is for output-mode=in-place only",
                "output-field | a | output-field is for output-mode=in-place only",
                "several-texts | each | several-texts is for output-mode=in-place only",
                "avro-schema | a.avsc | avro-schema is for output-mode=in-place only",
                "output-mode | other | output-mode must be one of enriched, in-place, found"
            })
    void withoutTheModeItsOptionsAreRefused(String option, String value, String sentence) {
        assertThatThrownBy(() -> config(option, value)).hasMessageContaining(sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "input-format | text | input-format=text has no fields",
                "input-format | json-confluent | output-mode=in-place adds no field to schemas of",
                "input-format | protobuf-confluent | output-mode=in-place adds no field to schemas",
                "input-format | protobuf-confluent | schema-registry-url is required",
                "output-format | avro | output-mode=in-place writes the form that it reads:"
                        + " output-format must be json, found avro",
                "json-text-field | a | json-text-field is not for output-mode=in-place",
                "time-zone | UTC | time-zone is not for output-mode=in-place",
                "avro-schema | /none.avsc | avro-schema must be a file that can be read",
                "text-paths | /a~ | text-paths must be a JSON pointer such as",
            })
    void whatHasNoEffectInPlaceIsRefused(String option, String value, String sentence) {
        assertThatThrownBy(() -> config("output-mode", "in-place", option, value))
                .isInstanceOf(JobConfigException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void avroTakesOnlyItsOwnNames() {
        assertThatThrownBy(
                        () ->
                                config(
                                        "output-mode", "in-place",
                                        "input-format", "avro",
                                        "output-field", "a b"))
                .hasMessageContaining("output-field must be a name that Avro allows");
    }

    @Test
    void nearDuplicatesNeedOneVectorARecord() {
        assertThatThrownBy(
                        () ->
                                config(
                                        "output-mode", "in-place",
                                        "several-texts", "each",
                                        "order", "unordered",
                                        "near-duplicates", "mark"))
                .hasMessageContaining("several-texts must be joined");
    }

    @Test
    void theSchemaOfPlainAvroIsReadWhereTheJobIsSubmitted(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("a.avsc");
        Files.writeString(file, "{\"type\":\"record\",\"name\":\"R\",\"fields\":[]}");

        String written = written(file);
        assertThat(new Schema.Parser().parse(written).getField("bert")).isNotNull();

        Files.writeString(file, "{\"type\":\"record\",\"name\":\"R\"}");
        assertThatThrownBy(() -> written(file))
                .isInstanceOf(JobConfigException.class)
                .hasMessageContaining("avro-schema must be a schema of Avro");

        Files.writeString(file, "\"string\"");
        assertThatThrownBy(() -> written(file))
                .isInstanceOf(JobConfigException.class)
                .hasMessageContaining("only a record takes one more field");
    }

    private static String written(Path schema) {
        return InPlaceRecords.of(
                        config(
                                "output-mode", "in-place",
                                "input-format", "avro",
                                "avro-schema", schema.toString()))
                .flatMap(InPlaceRecords::writtenSchema)
                .orElseThrow();
    }
}
