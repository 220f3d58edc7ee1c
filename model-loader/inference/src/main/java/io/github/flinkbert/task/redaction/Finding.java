package io.github.flinkbert.task.redaction;

/**
 * Personal data that was found in a text. It is never shown, and never leaves this package.
 *
 * @param type such as {@code EMAIL}, or an entity's type
 * @param start first UTF-16 code unit in the text
 * @param end one past the last
 * @param value what it says, written in one way: equal values, equal pseudonyms
 */
record Finding(String type, int start, int end, String value) {

    @Override
    public String toString() {
        return "Finding[%s at %d to %d]".formatted(type, start, end);
    }
}
