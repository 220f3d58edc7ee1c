package io.github.flinkbert.flink.config;

import io.github.flinkbert.flink.registry.RegistryConfig;
import java.io.Serializable;

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
        RegistryConfig registry,
        int maxRecordBytes,
        int maxTextChars,
        TimeConfig times)
        implements Serializable {

    /** With the standard times. */
    public InputConfig(
            InputFormat format,
            JsonFields jsonFields,
            RegistryConfig registry,
            int maxRecordBytes,
            int maxTextChars) {
        this(format, jsonFields, registry, maxRecordBytes, maxTextChars, TimeConfig.STANDARD);
    }

    /** The names under which a JSON object holds a text event. */
    public record JsonFields(String text, String id, String question, String eventTime)
            implements Serializable {}

    static InputConfig from(Settings settings) {
        return new InputConfig(
                settings.get(SourceOptions.INPUT_FORMAT),
                new JsonFields(
                        settings.get(SourceOptions.JSON_TEXT_FIELD),
                        settings.get(SourceOptions.JSON_ID_FIELD),
                        settings.get(SourceOptions.JSON_QUESTION_FIELD),
                        settings.get(SourceOptions.JSON_TIME_FIELD)),
                RegistryOptions.config(settings),
                settings.get(SourceOptions.MAX_RECORD_BYTES),
                settings.get(SourceOptions.MAX_TEXT_CHARS),
                new TimeConfig(
                        settings.find(SourceOptions.TIME_ZONE).orElse(null),
                        settings.get(SourceOptions.TIME_UNIT)));
    }
}
