package io.github.flinkbert.cli.evaluate;

import io.github.flinkbert.Bert;
import java.util.Map;
import java.util.function.LongConsumer;

/** Gold data that was read, and how a model is scored on it. */
public interface Evaluation {

    /** What is counted, for people: "questions". */
    String items();

    int size();

    /**
     * Asks the model about every item.
     *
     * @param progress told how many items are done
     * @return scores under the metrics' own names, in the order to print them
     */
    Map<String, Object> run(Bert bert, LongConsumer progress) throws InterruptedException;
}
