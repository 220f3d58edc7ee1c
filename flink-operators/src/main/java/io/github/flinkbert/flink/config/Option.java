package io.github.flinkbert.flink.config;

import java.util.Optional;

/**
 * An option of the job: everything that is known about it, in one place.
 *
 * @param key its name, in kebab-case
 * @param type what its values look like, for people, such as {@code 10s, 5min} or {@code json|avro}
 * @param defaultText the value that is used where none is given; empty where there is none
 * @param required whether the job refuses to start without it
 * @param description one or two sentences for people
 * @param parser turns the text that was given into a value
 */
public record Option<T>(
        String key,
        String type,
        Optional<String> defaultText,
        boolean required,
        String description,
        OptionParser<T> parser) {

    static <T> Option<T> required(String key, OptionParser.Typed<T> typed, String description) {
        return new Option<>(key, typed.type(), Optional.empty(), true, description, typed.parser());
    }

    static <T> Option<T> optional(String key, OptionParser.Typed<T> typed, String description) {
        return new Option<>(
                key, typed.type(), Optional.empty(), false, description, typed.parser());
    }

    static <T> Option<T> withDefault(
            String key, OptionParser.Typed<T> typed, String defaultText, String description) {
        return new Option<>(
                key, typed.type(), Optional.of(defaultText), false, description, typed.parser());
    }
}
