package io.github.flinkbert.flink.option;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.flink.annotation.Internal;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ConfigOptions.OptionBuilder;
import org.apache.flink.configuration.ConfigOptions.TypedConfigOptionBuilder;
import org.apache.flink.configuration.FallbackKey;

/**
 * An option of the job: everything that is known about it, in one place.
 *
 * @param definition as Flink has options: key, deprecated keys, default and description. Its type
 *     is text where Flink has no such type, or writes its values otherwise than {@code parser}
 *     does.
 * @param type what its values look like, for people, such as {@code 10s, 5min} or {@code json|avro}
 * @param defaultText the value that is used where none is given; empty where there is none
 * @param required whether the job refuses to start without it
 * @param description one or two sentences for people
 * @param parser turns the text that was given into a value
 */
@Internal
public record Option<T>(
        ConfigOption<?> definition,
        String type,
        Optional<String> defaultText,
        boolean required,
        String description,
        Parser<T> parser) {

    public static <T> Option<T> required(String key, Typed<T> typed, String description) {
        return of(key, typed, Optional.empty(), true, description);
    }

    public static <T> Option<T> optional(String key, Typed<T> typed, String description) {
        return of(key, typed, Optional.empty(), false, description);
    }

    public static <T> Option<T> withDefault(
            String key, Typed<T> typed, String defaultText, String description) {
        return of(key, typed, Optional.of(defaultText), false, description);
    }

    private static <T> Option<T> of(
            String key,
            Typed<T> typed,
            Optional<String> defaultText,
            boolean required,
            String description) {
        return new Option<>(
                typed.define(key, defaultText).withDescription(description),
                typed.type(),
                defaultText,
                required,
                description,
                typed.parser());
    }

    /** The same, which is still read under names that it had before. */
    public Option<T> withDeprecatedKeys(String... keys) {
        return new Option<>(
                definition.withDeprecatedKeys(keys),
                type,
                defaultText,
                required,
                description,
                parser);
    }

    /** Its name, in kebab-case. */
    public String key() {
        return definition.key();
    }

    /** The names that it had before, the newest first. */
    public List<String> deprecatedKeys() {
        return StreamSupport.stream(definition.fallbackKeys().spliterator(), false)
                .filter(FallbackKey::isDeprecated)
                .map(FallbackKey::getKey)
                .toList();
    }

    /** All its names, the present one first. */
    public List<String> keys() {
        return Stream.concat(Stream.of(key()), deprecatedKeys().stream()).toList();
    }

    /** Turns the text of an option into its value. */
    @FunctionalInterface
    public interface Parser<T> {

        /**
         * @throws IllegalArgumentException whose message says what was expected, to follow "must
         *     be"
         */
        T parse(String text);
    }

    /**
     * A parser, what the texts that it takes look like, and which type Flink has for them.
     *
     * @param flinkOption begins Flink's definition of an option and gives it its default
     */
    public record Typed<T>(String type, Parser<T> parser, FlinkOption flinkOption) {

        /** Text for Flink, which has no such type, or writes its values otherwise. */
        public static <T> Typed<T> text(String type, Parser<T> parser) {
            return new Typed<>(type, parser, (key, standard) -> with(standard, key.stringType()));
        }

        /** Of a type that Flink has: it reads every text that the parser takes, as the parser. */
        public static <T> Typed<T> of(
                String type,
                Parser<T> parser,
                Function<OptionBuilder, TypedConfigOptionBuilder<T>> flinkType) {
            return new Typed<>(
                    type,
                    parser,
                    (key, standard) -> with(standard.map(parser::parse), flinkType.apply(key)));
        }

        private static <V> ConfigOption<V> with(
                Optional<V> standard, TypedConfigOptionBuilder<V> option) {
            return standard.map(option::defaultValue).orElseGet(option::noDefaultValue);
        }

        ConfigOption<?> define(String key, Optional<String> defaultText) {
            return flinkOption.define(ConfigOptions.key(key), defaultText);
        }
    }

    /** Flink's definition of an option, from its key and the text of its default. */
    @FunctionalInterface
    public interface FlinkOption {
        ConfigOption<?> define(OptionBuilder key, Optional<String> defaultText);
    }
}
