package io.github.flinkbert.flink.config;

import static io.github.flinkbert.flink.option.Option.optional;
import static io.github.flinkbert.flink.option.Option.withDefault;
import static io.github.flinkbert.flink.option.OptionTypes.LIST;
import static io.github.flinkbert.flink.option.OptionTypes.TEXT;
import static io.github.flinkbert.flink.option.OptionTypes.choice;

import io.github.flinkbert.flink.binding.InputField;
import io.github.flinkbert.flink.config.InputOptions.InputFormat;
import io.github.flinkbert.flink.option.Option;
import io.github.flinkbert.flink.option.Option.Typed;
import io.github.flinkbert.flink.option.OptionTypes;
import io.github.flinkbert.flink.option.Settings;
import io.github.flinkbert.flink.path.TextPath;
import io.github.flinkbert.flink.task.redaction.RedactedOutput;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.annotation.Internal;
import org.jspecify.annotations.Nullable;

/** How the Kafka job writes records as they are, with one more field. */
@Internal
public final class InPlaceOptions {

    static final Option<OutputMode> OUTPUT_MODE =
            withDefault(
                    "output-mode",
                    choice(OutputMode.class),
                    "enriched",
                    "What is written: EnrichedTexts, or in place, which is each record as it was"
                            + " read, of any JSON object or Avro record, with one more field.");

    static final Option<List<TextPath>> TEXT_PATHS =
            withDefault(
                    "text-paths",
                    paths(),
                    "text",
                    "In place: where the texts lie in a record, as JSON pointers or with dots; *"
                            + " is every element of an array.");

    static final Option<SeveralTexts> SEVERAL_TEXTS =
            withDefault(
                    "several-texts",
                    choice(SeveralTexts.class),
                    "joined",
                    "In place: whether the texts of a record are asked about as one, joined by"
                            + " blanks, or each by itself.");

    static final Option<String> OUTPUT_FIELD =
            withDefault(
                    "output-field",
                    TEXT,
                    "bert",
                    "In place: name of the field that is added. A record that has it already is a"
                            + " dead letter.");

    static final Option<String> AVRO_SCHEMA =
            optional(
                    "avro-schema",
                    TEXT,
                    "In place: file with the schema of the records, for input-format=avro; by"
                            + " default TextEvent's.");

    /** In the order in which help shows them. */
    static final List<Option<?>> ALL =
            List.of(OUTPUT_MODE, TEXT_PATHS, SEVERAL_TEXTS, OUTPUT_FIELD, AVRO_SCHEMA);

    private static final String AVRO_NAME = "[A-Za-z_][A-Za-z0-9_]*";

    private InPlaceOptions() {}

    /** What the values are that the job writes. */
    public enum OutputMode {
        /** {@link io.github.flinkbert.schemas.EnrichedText}. */
        ENRICHED,
        /** The value that was read, with one more field. */
        IN_PLACE
    }

    /** How a record's texts are asked about where there are several. */
    public enum SeveralTexts {
        /** As one text, with a blank between two. */
        JOINED,
        /** Each by itself. */
        EACH
    }

    /**
     * How records are written in place.
     *
     * @param texts where texts lie
     * @param field name of the field that is added
     * @param avroSchema text of the schema of plain Avro; null for a text event's
     * @param inputs fields of the record with what tasks take beside a text
     * @param id field with the record's identity
     */
    public record InPlaceConfig(
            List<TextPath> texts,
            SeveralTexts several,
            String field,
            @Nullable String avroSchema,
            Map<InputField, String> inputs,
            String id)
            implements Serializable {

        public InPlaceConfig {
            texts = List.copyOf(texts);
            inputs = Map.copyOf(inputs);
        }

        /** Empty where the job writes enriched texts. */
        static Optional<InPlaceConfig> from(Settings settings) {
            if (!isInPlace(settings)) {
                return Optional.empty();
            }
            Map<InputField, String> inputs = new LinkedHashMap<>();
            InputOptions.JSON_INPUT_FIELDS.forEach(
                    (field, option) -> inputs.put(field, settings.get(option)));
            return Optional.of(
                    new InPlaceConfig(
                            settings.get(TEXT_PATHS),
                            settings.get(SEVERAL_TEXTS),
                            settings.get(OUTPUT_FIELD),
                            settings.find(AVRO_SCHEMA)
                                    .flatMap(file -> schema(settings, file))
                                    .orElse(null),
                            inputs,
                            settings.get(InputOptions.JSON_ID_FIELD)));
        }
    }

    private static Typed<List<TextPath>> paths() {
        return Typed.text(
                "/a/b,a.b,…",
                text -> LIST.parser().parse(text).stream().map(TextPath::parse).toList());
    }

    static boolean isInPlace(Settings settings) {
        return settings.find(OUTPUT_MODE).filter(OutputMode.IN_PLACE::equals).isPresent();
    }

    static void check(Settings settings) {
        if (!isInPlace(settings)) {
            ALL.stream()
                    .filter(option -> !option.equals(OUTPUT_MODE))
                    .forEach(
                            option -> refuse(settings, option, "is for output-mode=in-place only"));
            return;
        }
        for (Option<?> option :
                List.of(
                        InputOptions.JSON_TEXT_FIELD,
                        InputOptions.JSON_TIME_FIELD,
                        InputOptions.TIME_ZONE,
                        InputOptions.TIME_UNIT)) {
            refuse(
                    settings,
                    option,
                    "is not for output-mode=in-place: text-paths says where texts are, and times"
                            + " stay as they are");
        }
        settings.require(
                !settings.isGiven(RouteOptions.ROUTE)
                        || settings.find(SEVERAL_TEXTS).stream()
                                .allMatch(SeveralTexts.JOINED::equals),
                "route chooses one model for a record: several-texts must be joined");
        settings.require(
                !RedactedOutput.isInPlaceOfText(settings),
                "redact-into=text is not for output-mode=in-place, which leaves the texts of"
                        + " records as they are: the redacted text goes into the added field");
        settings.find(InputOptions.INPUT_FORMAT).ifPresent(format -> checkFormat(settings, format));
        settings.find(AVRO_SCHEMA).ifPresent(file -> schema(settings, file));
        settings.require(
                !settings.isGiven(DuplicateOptions.NEAR_DUPLICATES)
                        || settings.find(SEVERAL_TEXTS).stream()
                                .allMatch(SeveralTexts.JOINED::equals),
                "near-duplicates compares records by one vector each: several-texts must be"
                        + " joined");
    }

    private static void checkFormat(Settings settings, InputFormat format) {
        settings.require(
                format != InputFormat.TEXT,
                "input-format=text has no fields: output-mode=in-place takes json, avro or"
                        + " avro-confluent");
        boolean ofAnotherSchema =
                format == InputFormat.JSON_CONFLUENT || format == InputFormat.PROTOBUF_CONFLUENT;
        settings.require(
                !ofAnotherSchema,
                "output-mode=in-place adds no field to schemas of JSON or Protobuf: input-format"
                        + " must be json, avro or avro-confluent, found "
                        + OptionTypes.kebab(format));
        if (format == InputFormat.TEXT || ofAnotherSchema) {
            return;
        }
        settings.find(OutputOptions.OUTPUT_FORMAT)
                .filter(written -> settings.isGiven(OutputOptions.OUTPUT_FORMAT))
                .ifPresent(
                        written ->
                                settings.require(
                                        written.name().equals(format.name()),
                                        "output-mode=in-place writes the form that it reads: output-format must be %s, found %s"
                                                .formatted(
                                                        OptionTypes.kebab(format),
                                                        OptionTypes.kebab(written))));
        settings.require(
                format == InputFormat.AVRO || !settings.isGiven(AVRO_SCHEMA),
                "avro-schema is for input-format=avro only");
        settings.require(
                format == InputFormat.JSON
                        || settings.find(OUTPUT_FIELD).stream()
                                .allMatch(field -> field.matches(AVRO_NAME)),
                "output-field must be a name that Avro allows, of letters, digits and _, found"
                        + " \"%s\"".formatted(settings.find(OUTPUT_FIELD).orElse("")));
    }

    private static void refuse(Settings settings, Option<?> option, String why) {
        settings.require(!settings.isGiven(option), "%s %s".formatted(option.key(), why));
    }

    /** Empty, with a problem, where the file cannot be read. */
    private static Optional<String> schema(Settings settings, String file) {
        try {
            return Optional.of(Files.readString(Path.of(file)));
        } catch (IOException | InvalidPathException e) {
            settings.problem(
                    "avro-schema must be a file that can be read, found \"%s\"".formatted(file));
            return Optional.empty();
        }
    }
}
