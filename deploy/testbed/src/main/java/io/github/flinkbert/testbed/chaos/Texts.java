package io.github.flinkbert.testbed.chaos;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/** The texts that are sent: number {@code n} is always the same one. */
record Texts(long seed) {

    private static final int ONE_IN = 50;
    private static final int MOST_WORDS = 30;
    private static final int LONGEST_WORD = 8;

    /** Whether record {@code n} is none that the job could enrich. */
    static boolean isBroken(int n) {
        return n % ONE_IN == ONE_IN - 1;
    }

    static byte[] key(int n) {
        return String.valueOf(n).getBytes(StandardCharsets.UTF_8);
    }

    static int number(byte[] key) {
        return Integer.parseInt(new String(key, StandardCharsets.UTF_8));
    }

    /** Small letters and blanks. */
    String text(int n) {
        return words(new Random(seed * 1_000_003 + n));
    }

    private static String words(Random random) {
        StringBuilder text = new StringBuilder();
        int words = 1 + random.nextInt(MOST_WORDS);
        for (int word = 0; word < words; word++) {
            text.append(word == 0 ? "" : " ");
            int letters = 1 + random.nextInt(LONGEST_WORD);
            for (int letter = 0; letter < letters; letter++) {
                text.append((char) ('a' + random.nextInt(26)));
            }
        }
        return text.toString();
    }
}
