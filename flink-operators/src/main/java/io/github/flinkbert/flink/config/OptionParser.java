package io.github.flinkbert.flink.config;

/** Turns the text of an option into its value. */
@FunctionalInterface
public interface OptionParser<T> {

    /**
     * @throws IllegalArgumentException whose message says what was expected, to follow "must be"
     */
    T parse(String text);

    /** A parser, and what the texts that it takes look like. */
    record Typed<T>(String type, OptionParser<T> parser) {}
}
