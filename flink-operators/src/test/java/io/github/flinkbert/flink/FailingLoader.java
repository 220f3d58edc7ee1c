package io.github.flinkbert.flink;

import io.github.flinkbert.flink.model.ModelDefinition;
import io.github.flinkbert.testing.RandomSeed;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Models that fail at random, as devices do that go away.
 *
 * @param real loads what answers otherwise
 * @param oneIn about so many texts fail one of them, while failures are left
 */
record FailingLoader(Enricher.Loader real, int oneIn) implements Enricher.Loader {

    static final AtomicInteger LEFT = new AtomicInteger();

    private static final Random RANDOM = RandomSeed.random();

    @Override
    public Enricher load(ModelDefinition model) {
        return new BrittleEnricher(
                real.load(model),
                () ->
                        RANDOM.nextInt(oneIn) == 0
                                && LEFT.getAndUpdate(left -> Math.max(0, left - 1)) > 0);
    }
}
