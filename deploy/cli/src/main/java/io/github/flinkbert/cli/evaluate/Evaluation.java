package io.github.flinkbert.cli.evaluate;

import io.github.flinkbert.Bert;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.apache.flink.annotation.Internal;

/** Gold data that was read, and how a model is scored on it. */
@Internal
public interface Evaluation {

    /** For who does not ask for mistakes, which may take time to find. */
    Consumer<Mistake> UNTOLD = mistake -> {};

    /** What is counted, for people: "questions". */
    String items();

    int size();

    /** Names of the scores that sum it up; the others are counts, and scores of parts. */
    List<String> overall();

    /**
     * Asks the model about every item.
     *
     * @param progress told how many items are done
     * @param mistakes told of each wrong prediction, in the order of the data; {@link #UNTOLD} for
     *     nobody
     * @return scores under the metrics' own names, in the order to print them
     */
    Map<String, Object> run(Bert bert, LongConsumer progress, Consumer<Mistake> mistakes)
            throws InterruptedException;

    /**
     * Scores of parts, such as those of a type, by the part's name.
     *
     * @param scores that {@link #run} gave
     */
    default Map<String, Map<String, Number>> parts(Map<String, Object> scores) {
        return Map.of();
    }

    /** The scores of parts that lie under a name among the scores. */
    static Map<String, Map<String, Number>> partsUnder(String name, Map<String, Object> scores) {
        Map<String, Map<String, Number>> parts = new LinkedHashMap<>();
        if (scores.get(name) instanceof Map<?, ?> all) {
            all.forEach(
                    (part, values) -> {
                        Map<String, Number> numbers = new LinkedHashMap<>();
                        if (values instanceof Map<?, ?> given) {
                            given.forEach(
                                    (metric, value) -> {
                                        if (value instanceof Number number) {
                                            numbers.put(String.valueOf(metric), number);
                                        }
                                    });
                        }
                        parts.put(String.valueOf(part), numbers);
                    });
        }
        return parts;
    }

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
