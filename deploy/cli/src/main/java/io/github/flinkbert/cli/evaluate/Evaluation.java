package io.github.flinkbert.cli.evaluate;

import io.github.flinkbert.Bert;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.apache.flink.annotation.Internal;

/** Gold data that was read, and how a model is scored on it. */
@Internal
public interface Evaluation {

    /** What is counted, for people: "questions". */
    String items();

    int size();

    /** Names of the scores that sum it up; the others are counts, and scores of parts. */
    List<String> overall();

    /**
     * Asks the model about every item.
     *
     * @param progress told how many items are done
     * @return scores under the metrics' own names, in the order to print them
     */
    Map<String, Object> run(Bert bert, LongConsumer progress) throws InterruptedException;

    /**
     * What a reader of the scores should know, as sentences.
     *
     * @param scores that {@link #run} gave
     */
    default List<String> remarks(Map<String, Object> scores) {
        return List.of();
    }

    /**
     * The same of a head by its name, whatever head was named before; this one where it asks no
     * head.
     */
    default Evaluation ofHead(String name) {
        return this;
    }
}
