package io.github.flinkbert.flink.config;

import java.util.Optional;
import java.util.function.Function;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ConfigOptions.OptionBuilder;
import org.apache.flink.configuration.ConfigOptions.TypedConfigOptionBuilder;

/** Turns the text of an option into its value. */
@FunctionalInterface
public interface OptionParser<T> {

    /**
     * @throws IllegalArgumentException whose message says what was expected, to follow "must be"
     */
    T parse(String text);

    /**
     * A parser, what the texts that it takes look like, and which type Flink has for them.
     *
     * @param flinkOption begins Flink's definition of an option and gives it its default
     */
    record Typed<T>(String type, OptionParser<T> parser, FlinkOption flinkOption) {

        /** Text for Flink, which has no such type, or writes its values otherwise. */
        static <T> Typed<T> text(String type, OptionParser<T> parser) {
            return new Typed<>(type, parser, (key, standard) -> with(standard, key.stringType()));
        }

        /** Of a type that Flink has: it reads every text that the parser takes, as the parser. */
        static <T> Typed<T> of(
                String type,
                OptionParser<T> parser,
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
    interface FlinkOption {
        ConfigOption<?> define(OptionBuilder key, Optional<String> defaultText);
    }
}
