package io.github.flinkbert.text;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;

/**
 * What becomes of every code point of a text that is lower-cased and cut into words: nothing, the
 * end of a word, a word of its own, or letters. One by one, whatever stands beside it.
 *
 * <p>Source: {@code BertNormalizer} and {@code BertPreTokenizer} of Hugging Face's tokenizers, with
 * all of their settings on: control, format and private-use characters go, ideographs are words of
 * their own, NFD, non-spacing marks go, lower case. Categories are those of the running JDK.
 *
 * <p>Stands in pages of 256 code points, each made when a text first needs it. Safe for use by many
 * threads: a page is written before it is shown, and making one twice makes the same.
 */
final class LowerCasedCharacters {

    /** The end of a word. */
    static final int SPACE = ' ';

    /** What {@link #of} gives for a code point that may change places with those behind it. */
    static final int[] ORDERED = {};

    private static final int PAGE = 256;
    private static final int HIGHEST = 0x345;
    private static final int[] NOTHING = {};
    private static final int[] END = {SPACE};

    private final AtomicReferenceArray<int[][]> pages =
            new AtomicReferenceArray<>((Character.MAX_CODE_POINT + 1) / PAGE);

    /**
     * {@link #SPACE}, a letter, or the complement ({@code ~}) of a code point that is a word of its
     * own. Not to be written to.
     */
    int[] of(int codePoint) {
        int number = codePoint / PAGE;
        int[][] page = pages.get(number);
        if (page == null) {
            page =
                    IntStream.range(number * PAGE, (number + 1) * PAGE)
                            .mapToObj(LowerCasedCharacters::made)
                            .toArray(int[][]::new);
            pages.set(number, page);
        }
        return page[codePoint % PAGE];
    }

    private static int[] made(int codePoint) {
        CharacterClass kind = CharacterClass.of(codePoint);
        if (isRemoved(codePoint)) {
            return NOTHING;
        }
        if (kind == CharacterClass.SPACE) {
            return END;
        }
        String decomposed = Normalization.decompose(Character.toString(codePoint));
        if (Normalization.strip(decomposed).anyMatch(LowerCasedCharacters::isMark)) {
            return ORDERED;
        }
        int[] parts =
                Normalization.strip(decomposed)
                        .flatMap(part -> Normalization.lower(part).codePoints())
                        .map(LowerCasedCharacters::word)
                        .toArray();
        if (kind != CharacterClass.CHINESE) {
            return parts;
        }
        int[] apart = new int[parts.length + 2];
        Arrays.fill(apart, SPACE);
        System.arraycopy(parts, 0, apart, 1, parts.length);
        return apart;
    }

    /** Whether a code point is taken out of a text before anything else. */
    static boolean isRemoved(int codePoint) {
        return CharacterClass.of(codePoint) == CharacterClass.REMOVED
                || Character.getType(codePoint) == Character.PRIVATE_USE;
    }

    /** Whether a code point's canonical combining class is not 0. */
    static boolean isMark(int codePoint) {
        // Of the highest class the other way of finding out says nothing.
        return codePoint == HIGHEST || Normalization.isOrdered(codePoint);
    }

    private static int word(int codePoint) {
        return switch (CharacterClass.of(codePoint)) {
            case PUNCTUATION -> ~codePoint;
            case SPACE -> SPACE;
            default -> codePoint;
        };
    }
}
