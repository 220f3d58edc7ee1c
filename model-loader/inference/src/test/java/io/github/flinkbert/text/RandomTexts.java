package io.github.flinkbert.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Random;

/**
 * Random Unicode strings, out of ranges where something happens.
 *
 * <p>Only code points that Unicode 8 had: Hugging Face's character categories are of that version,
 * Java 17's of version 13.
 */
public final class RandomTexts {

    private static final int[][] RANGES = {
        {' ', '~'},
        {'a', 'e'},
        {0, 0x2FF},
        {0x300, 0x3FF},
        {0x400, 0x5FF},
        {0x600, 0x8FF},
        {0x900, 0xDFF},
        {0xE00, 0x10FF},
        {0x1100, 0x11FF},
        {0x1E00, 0x206F},
        {0x2070, 0x2FFF},
        {0x3000, 0x30FF},
        {0x4E00, 0x9FFF},
        {0xA000, 0xABFF},
        {0xAC00, 0xD7A3},
        {0xF900, 0xFFFF},
        {0x10000, 0x1FFFF},
        {0x1D150, 0x1D180},
        {0x20000, 0x2FFFF},
        {0xE0000, 0xE01EF},
    };
    private static final int[] OFTEN =
            " \t\n\u00A0'.:-\u00AD\u200D\u0301\u0323\u0345\u302E\u3099".codePoints().toArray();

    private static final BitSet UNICODE_8 = assignedInUnicode8();

    private final Random random;
    private final BitSet allowed;

    public RandomTexts(long seed) {
        random = new Random(seed);
        allowed = (BitSet) UNICODE_8.clone();
    }

    /** Where the tables differ although Unicode 8 had the character, for {@link #next}. */
    public void without(int from, int to) {
        allowed.clear(from, to + 1);
    }

    boolean isAllowed(int codePoint) {
        return allowed.get(codePoint);
    }

    /** A string of 1 to 24 code points out of two of the ranges. */
    public String next() {
        int[] first = RANGES[random.nextInt(RANGES.length)];
        int[] second = RANGES[random.nextInt(RANGES.length)];
        StringBuilder text = new StringBuilder();
        for (int left = 1 + random.nextInt(24); left > 0; left--) {
            int codePoint =
                    random.nextInt(6) == 0
                            ? OFTEN[random.nextInt(OFTEN.length)]
                            : from(random.nextBoolean() ? first : second);
            text.appendCodePoint(codePoint);
        }
        return text.toString();
    }

    /** Whether Unicode 8 had all of the text's characters. */
    public static boolean isOfUnicode8(String text) {
        return text.codePoints().allMatch(UNICODE_8::get);
    }

    private int from(int[] range) {
        int codePoint = range[0] + random.nextInt(range[1] - range[0] + 1);
        int next = allowed.nextSetBit(codePoint);
        return next >= 0 && next <= range[1] ? next : 'a';
    }

    private static BitSet assignedInUnicode8() {
        BitSet assigned = new BitSet();
        String name = "assigned-in-unicode-8.txt";
        try (InputStream ranges = RandomTexts.class.getResourceAsStream(name)) {
            new String(ranges.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .map(line -> line.split("-", 2))
                    .forEach(
                            r ->
                                    assigned.set(
                                            Integer.parseInt(r[0], 16),
                                            Integer.parseInt(r[1], 16) + 1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return assigned;
    }
}
