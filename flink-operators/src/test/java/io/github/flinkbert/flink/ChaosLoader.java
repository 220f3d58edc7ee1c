package io.github.flinkbert.flink;

import io.github.flinkbert.flink.model.ModelDefinition;
import java.util.Random;

/**
 * A model that fails at random points of a run, a given number of times.
 *
 * @param real loads what answers otherwise
 */
record ChaosLoader(Enricher.Loader real) implements Enricher.Loader {

    /** Texts from one failure to the next, at least and at most. */
    private static final int SHORTEST = 200;

    private static Random random;
    private static int left;
    private static int until;

    /** Begins a new run of failures. */
    static synchronized void begin(long seed, int failures) {
        random = new Random(seed);
        left = failures;
        until = SHORTEST;
    }

    /** Failures that have not come yet. */
    static synchronized int left() {
        return left;
    }

    private static synchronized boolean failsNow(int longest) {
        if (left == 0 || --until > 0) {
            return false;
        }
        left--;
        until = SHORTEST + random.nextInt(longest - SHORTEST);
        return true;
    }

    @Override
    public Enricher load(ModelDefinition model) {
        return new BrittleEnricher(real.load(model), () -> failsNow(1000));
    }
}
