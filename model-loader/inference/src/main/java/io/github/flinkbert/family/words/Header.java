package io.github.flinkbert.family.words;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.flinkbert.failure.CheckpointException;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The first line of word2vec's files and of {@code .vec}.
 *
 * @param words how many there are
 * @param dimension numbers of a vector
 */
record Header(int words, int dimension) {

    /** Numbers of the longest vector that is read. */
    static final int MOST_NUMBERS = 1 << 16;

    private static final int LONGEST = 64;
    private static final Pattern FORM = Pattern.compile("\\s*(\\d+)\\s+(\\d+)\\s*");

    /** The header that a line is, or null where it is none: two whole numbers and nothing else. */
    static @Nullable Header of(byte[] bytes, int from, int to) {
        if (to - from > LONGEST) {
            return null;
        }
        Matcher form = FORM.matcher(new String(bytes, from, to - from, ISO_8859_1));
        return form.matches() ? new Header(number(form.group(1)), number(form.group(2))) : null;
    }

    /** What is more than an {@code int} holds is too much anyway. */
    private static int number(String digits) {
        return digits.length() > 10
                ? Integer.MAX_VALUE
                : (int) Math.min(Integer.MAX_VALUE, Long.parseLong(digits));
    }

    /**
     * @param size the file's bytes, where that is known
     * @param bytesOfWord that a word takes at least
     * @param bytesOfNumber likewise
     * @throws CheckpointException if the file cannot hold so many words
     */
    void requireRoom(String name, OptionalLong size, int bytesOfWord, int bytesOfNumber) {
        if (words < 1 || dimension < 1 || dimension > MOST_NUMBERS) {
            throw new CheckpointException(
                    "%s, line 1: expected at least one word of 1 to %,d numbers, found %,d words of %,d"
                            .formatted(name, MOST_NUMBERS, words, dimension));
        }
        long least = (long) words * (bytesOfWord + (long) bytesOfNumber * dimension);
        // the last one may end with the file
        if (size.isPresent() && size.getAsLong() < least - bytesOfWord) {
            throw new CheckpointException(
                    "%s, line 1: %,d words of %,d numbers take at least %,d bytes, but the file has %,d: it was cut short, or its first line is wrong"
                            .formatted(name, words, dimension, least, size.getAsLong()));
        }
    }

    /**
     * @throws CheckpointException if there are not as many words as it says
     */
    void requireCount(String name, long found) {
        if (found != words) {
            throw new CheckpointException(
                    "%s: its first line says %,d words, found %,d%s"
                            .formatted(
                                    name,
                                    words,
                                    found,
                                    found < words ? ": the file was cut short" : ""));
        }
    }
}
