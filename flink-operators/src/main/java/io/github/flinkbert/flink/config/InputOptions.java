package io.github.flinkbert.flink.config;

import static io.github.flinkbert.flink.option.Option.optional;
import static io.github.flinkbert.flink.option.Option.withDefault;
import static io.github.flinkbert.flink.option.OptionTypes.TEXT;
import static io.github.flinkbert.flink.option.OptionTypes.ZONE;
import static io.github.flinkbert.flink.option.OptionTypes.choice;
import static io.github.flinkbert.flink.option.OptionTypes.wholeNumber;

import io.github.flinkbert.flink.binding.InputField;
import io.github.flinkbert.flink.option.Option;
import io.github.flinkbert.flink.option.Settings;
import io.github.flinkbert.flink.registry.RegistryConfig;
import io.github.flinkbert.flink.task.Tasks;
import java.io.Serializable;
import java.time.ZoneId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.annotation.Internal;
import org.jspecify.annotations.Nullable;

/** How the values that the Kafka job reads become texts. */
@Internal
public final class InputOptions {

    static final Option<InputFormat> INPUT_FORMAT =
            withDefault(
                    "input-format",
                    choice(InputFormat.class),
                    "json",
                    "Form of the values read: JSON objects, Avro TextEvents in plain binary or"
                            + " as a schema registry has them, the text itself in UTF-8, or JSON"
                            + " objects or Protobuf messages as a schema registry has them.");

    static final Option<String> JSON_TEXT_FIELD =
            withDefault("json-text-field", TEXT, "text", "JSON field with the text.");

    static final Option<String> JSON_ID_FIELD =
            withDefault(
                    "json-id-field",
                    TEXT,
                    "id",
                    "JSON field with the text's identity; topic/partition/offset where absent.");

    /** Where what texts bring with them for a task is. */
    static final Map<InputField, Option<String>> JSON_INPUT_FIELDS = jsonInputFields();

    private static Map<InputField, Option<String>> jsonInputFields() {
        Map<InputField, Option<String>> options = new LinkedHashMap<>();
        for (InputField field : Tasks.INPUTS) {
            options.put(
                    field,
                    withDefault(
                            "json-%s-field".formatted(field.inOptions()),
                            TEXT,
                            field.name(),
                            "JSON field with %s.".formatted(field.description())));
        }
        return options;
    }

    static final Option<String> JSON_TIME_FIELD =
            withDefault(
                    "json-time-field",
                    TEXT,
                    "eventTime",
                    "JSON field with the event's time, in ISO 8601 or a number since 1970.");

    static final Option<ZoneId> TIME_ZONE =
            optional(
                    "time-zone",
                    ZONE,
                    "Zone of times in JSON that say none; without it such a record is a dead"
                            + " letter.");

    static final Option<EpochUnit> TIME_UNIT =
            withDefault(
                    "time-unit",
                    choice(EpochUnit.class),
                    "millis",
                    "In what numbers in JSON count the time since 1970.");

    static final Option<Integer> MAX_RECORD_BYTES =
            withDefault(
                    "max-record-bytes",
                    wholeNumber(1),
                    "1048576",
                    "Longest value that is read; a longer one is a dead letter.");

    static final Option<Integer> MAX_TEXT_CHARS =
            withDefault(
                    "max-text-chars",
                    wholeNumber(1),
                    "100000",
                    "Longest text that is asked about, and longest of what a task takes beside it,"
                            + " in UTF-16 code units; a longer one is a dead letter.");

    private static final List<Option<?>> OF_JSON =
            Stream.of(
                            List.of(JSON_TEXT_FIELD, JSON_ID_FIELD),
                            JSON_INPUT_FIELDS.values(),
                            List.of(JSON_TIME_FIELD, TIME_ZONE, TIME_UNIT))
                    .<Option<?>>flatMap(Collection::stream)
                    .toList();

    /** In the order in which help shows them. */
    static final List<Option<?>> ALL =
            Stream.of(List.of(INPUT_FORMAT), OF_JSON, List.of(MAX_RECORD_BYTES, MAX_TEXT_CHARS))
                    .<Option<?>>flatMap(Collection::stream)
                    .toList();

    private InputOptions() {}

    /** The form of the values that are read. */
    public enum InputFormat {
        JSON,
        /** {@link io.github.flinkbert.schemas.TextEvent} in plain binary, without a schema id. */
        AVRO,
        /** Avro in the wire format of Confluent's schema registry. */
        AVRO_CONFLUENT,
        /** The value is the text, in UTF-8. */
        TEXT,
        /** A JSON object in the wire format of Confluent's schema registry. */
        JSON_CONFLUENT,
        /** A Protobuf message in that format, which is read as the JSON object of its fields. */
        PROTOBUF_CONFLUENT;

        /** Whether values are read as JSON objects, with whatever before them. */
        boolean isJson() {
            return this == JSON || this == JSON_CONFLUENT || this == PROTOBUF_CONFLUENT;
        }

        /** Whether values can be read only with schemas of a registry. */
        boolean needsRegistry() {
            return this == AVRO_CONFLUENT || this == PROTOBUF_CONFLUENT;
        }
    }

    /** What may come with each text. A value that is the text itself brings nothing. */
    static Set<InputField> inputs(Settings settings) {
        return isText(settings) ? Set.of() : Set.copyOf(Tasks.INPUTS);
    }

    /** Whether attributes may come with each text. */
    static boolean attributes(Settings settings) {
        return !isText(settings);
    }

    private static boolean isText(Settings settings) {
        return settings.find(INPUT_FORMAT).filter(InputFormat.TEXT::equals).isPresent();
    }

    /** In what numbers count the time since 1970-01-01T00:00:00Z. */
    public enum EpochUnit {
        SECONDS(1_000),
        MILLIS(1);

        private final int millis;

        EpochUnit(int millis) {
            this.millis = millis;
        }

        public int millis() {
            return millis;
        }
    }

    /**
     * What the times of events mean that do not say it themselves.
     *
     * @param zone of times without one; null where such times are refused
     * @param unit of numbers
     */
    public record TimeConfig(@Nullable ZoneId zone, EpochUnit unit) implements Serializable {

        /** Every time says its zone, numbers are milliseconds. */
        public static final TimeConfig STANDARD = new TimeConfig(null, EpochUnit.MILLIS);
    }

    /**
     * How values become texts.
     *
     * @param registry null where no format needs it
     * @param maxRecordBytes longest value that is read
     * @param maxTextChars longest text that is asked about, in UTF-16 code units
     * @param times of JSON
     */
    public record InputConfig(
            InputFormat format,
            JsonFields jsonFields,
            @Nullable RegistryConfig registry,
            int maxRecordBytes,
            int maxTextChars,
            TimeConfig times)
            implements Serializable {

        /** With the standard times. */
        public InputConfig(
                InputFormat format,
                JsonFields jsonFields,
                @Nullable RegistryConfig registry,
                int maxRecordBytes,
                int maxTextChars) {
            this(format, jsonFields, registry, maxRecordBytes, maxTextChars, TimeConfig.STANDARD);
        }

        /**
         * The names under which a JSON object holds a text event.
         *
         * @param inputs of what a text brings with it
         */
        public record JsonFields(
                String text, String id, Map<InputField, String> inputs, String eventTime)
                implements Serializable {
            public JsonFields {
                inputs = Map.copyOf(inputs);
            }
        }

        static InputConfig from(Settings settings) {
            return new InputConfig(
                    settings.get(INPUT_FORMAT),
                    new JsonFields(
                            settings.get(JSON_TEXT_FIELD),
                            settings.get(JSON_ID_FIELD),
                            JSON_INPUT_FIELDS.entrySet().stream()
                                    .collect(
                                            Collectors.toMap(
                                                    Map.Entry::getKey,
                                                    field -> settings.get(field.getValue()))),
                            settings.get(JSON_TIME_FIELD)),
                    RegistryOptions.config(settings),
                    settings.get(MAX_RECORD_BYTES),
                    settings.get(MAX_TEXT_CHARS),
                    new TimeConfig(settings.find(TIME_ZONE).orElse(null), settings.get(TIME_UNIT)));
        }
    }

    /** Avro's fields have names of their own and say what its times are; plain texts have none. */
    static void check(Settings settings) {
        boolean json = settings.find(INPUT_FORMAT).stream().allMatch(InputFormat::isJson);
        for (Option<?> option : OF_JSON) {
            settings.require(
                    json || !settings.isGiven(option),
                    "%s is for input-format=json only".formatted(option.key()));
        }
    }
}
