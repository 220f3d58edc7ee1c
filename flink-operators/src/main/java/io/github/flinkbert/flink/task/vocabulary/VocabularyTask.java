package io.github.flinkbert.flink.task.vocabulary;

import io.github.flinkbert.flink.binding.TaskKey;
import io.github.flinkbert.task.vocabulary.CountUnknown;
import org.apache.flink.annotation.PublicEvolving;

/** How much of a text the model does not know. Every text is asked it: it takes no time. */
@PublicEvolving
public final class VocabularyTask {

    /**
     * The share of the text's pieces that are {@code [UNK]}, only where it is the threshold or
     * more: what the model says of such a text says little.
     */
    public static final TaskKey<Float> KEY = TaskKey.named("unknown-pieces");

    /** What is asked. */
    public static final CountUnknown ASK = new CountUnknown();

    private VocabularyTask() {}

    /**
     * What is asked, with a threshold of one's own.
     *
     * @param threshold as in {@link CountUnknown}
     */
    public static CountUnknown ask(double threshold) {
        return new CountUnknown(threshold);
    }
}
