package io.github.flinkbert.cli.compare;

import io.github.flinkbert.cli.terminal.UserException;
import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.List;

/** Finds words in sentences. */
final class Uses {

    private Uses() {}

    /**
     * Where the word stands first, in upper or lower case: as a whole word, or, in Korean, with
     * particles behind it.
     *
     * @throws UserException if it does not stand there
     */
    static Use of(String word, String sentence) {
        for (int at = 0; at + word.length() <= sentence.length(); at++) {
            int end = at + word.length();
            boolean begins = at == 0 || !Character.isLetterOrDigit(sentence.charAt(at - 1));
            boolean ends =
                    end == sentence.length()
                            || !Character.isLetterOrDigit(sentence.charAt(end))
                            || isHangul(word.charAt(word.length() - 1));
            if (begins && ends && sentence.regionMatches(true, at, word, 0, word.length())) {
                return new Use(sentence, at, end);
            }
        }
        throw new UserException(
                "expected the word %s in each sentence, found none in: %s"
                        .formatted(word, sentence));
    }

    /** Every word of a sentence: letters and digits without others between them. */
    static List<Use> all(String sentence) {
        List<Use> words = new ArrayList<>();
        int start = -1;
        for (int at = 0; at <= sentence.length(); at++) {
            boolean part = at < sentence.length() && Character.isLetterOrDigit(sentence.charAt(at));
            if (part && start < 0) {
                start = at;
            } else if (!part && start >= 0) {
                words.add(new Use(sentence, start, at));
                start = -1;
            }
        }
        return words;
    }

    static boolean isHangul(char unit) {
        return UnicodeScript.of(unit) == UnicodeScript.HANGUL;
    }
}
