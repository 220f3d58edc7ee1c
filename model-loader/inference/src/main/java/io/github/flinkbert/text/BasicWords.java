package io.github.flinkbert.text;

import org.apache.flink.annotation.Internal;

/**
 * Cuts a text into words as Google's {@code BasicTokenizer} does for cased releases: at white
 * space, each punctuation mark and each ideograph a word of its own, control and format characters
 * left out. Case and accents stay as they are.
 */
@Internal
public final class BasicWords {

    private BasicWords() {}

    /** Takes the words of a text, in their order. */
    @FunctionalInterface
    public interface Listener {

        /**
         * @param word its characters, without those that are left out
         * @param start its first UTF-16 code unit in the text
         * @param end one past its last
         */
        void word(String word, int start, int end);
    }

    /** Tells the words of the code units {@code from} to {@code to}, as if they were a text. */
    public static void split(String text, int from, int to, Listener listener) {
        StringBuilder word = new StringBuilder();
        int start = from;
        int end = from;
        int at = from;
        while (at < to) {
            int codePoint = text.codePointAt(at);
            int next = Math.min(to, at + Character.charCount(codePoint));
            CharacterClass kind = CharacterClass.of(codePoint);
            if (kind == CharacterClass.ORDINARY) {
                start = word.isEmpty() ? at : start;
                word.append(text, at, next);
                end = next;
            } else if (kind != CharacterClass.REMOVED) {
                tell(word, start, end, listener);
                if (kind != CharacterClass.SPACE) {
                    listener.word(text.substring(at, next), at, next);
                }
            }
            at = next;
        }
        tell(word, start, end, listener);
    }

    private static void tell(StringBuilder word, int start, int end, Listener listener) {
        if (!word.isEmpty()) {
            listener.word(word.toString(), start, end);
            word.setLength(0);
        }
    }
}
