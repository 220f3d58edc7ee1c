package io.github.flinkbert.testing;

import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The seeds of random tests. Each is printed before the test draws from it; {@code
 * -Dflinkbert.seed=12345} repeats it.
 */
public final class RandomSeed {

    private static final String PROPERTY = "flinkbert.seed";

    /** One for the whole process, so that any of its tests is repeated with it. */
    private static final long OF_THIS_PROCESS =
            ThreadLocalRandom.current().nextLong(1, 1_000_000_000);

    private RandomSeed() {}

    /** Draws that differ from one run of the tests to the next. */
    public static Random random() {
        return random(OF_THIS_PROCESS);
    }

    /** A seed that differs from one run of the tests to the next. */
    public static long next() {
        return next(OF_THIS_PROCESS);
    }

    /**
     * The same draws in each run unless the property says otherwise.
     *
     * @param usual the seed without the property
     */
    public static Random random(long usual) {
        return new Random(next(usual));
    }

    /**
     * @param usual the seed without the property
     */
    public static long next(long usual) {
        String given = System.getProperty(PROPERTY);
        long seed = given == null ? usual : Long.parseLong(given);
        System.out.println("seed " + seed + " (repeat with -D" + PROPERTY + "=" + seed + ")");
        return seed;
    }
}
