package io.github.flinkbert.flink;

import io.github.flinkbert.Bert;
import io.github.flinkbert.flink.config.AskConfig;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.text.MaskedText;
import java.util.List;
import org.apache.flink.annotation.Internal;

/**
 * Asks a model once before the first text comes: asks that do not fit it, such as a layer that it
 * does not have, or an adapter that may be chosen and is not there, show when the job starts, not
 * when its topic wakes up.
 */
@Internal
public final class Probe {

    /** Stands for a text and for what it brings: with a mask, for tasks that need one. */
    private static final String TEXT = MaskedText.MASK;

    private Probe() {}

    /**
     * First all together, which costs no run, then for replies, for a head may be there and its
     * weights not.
     *
     * @throws RuntimeException with a sentence if what is asked does not fit the model
     */
    public static void of(Bert bert, AskConfig asks) {
        List<Ask<?>> every = asks.everyAsk(TEXT);
        bert.requireFit(every);
        var unused = bert.ask(TEXT, every);
    }
}
