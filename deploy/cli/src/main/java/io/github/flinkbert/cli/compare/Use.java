package io.github.flinkbert.cli.compare;

/**
 * A word where it stands in a sentence.
 *
 * @param start first UTF-16 code unit of the word in the sentence
 * @param end one past the last
 */
record Use(String sentence, int start, int end) {

    String word() {
        return sentence.substring(start, end);
    }
}
