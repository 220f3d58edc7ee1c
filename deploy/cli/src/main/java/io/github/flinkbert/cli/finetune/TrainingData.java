package io.github.flinkbert.cli.finetune;

import io.github.flinkbert.checkpoint.BertConfig;
import io.github.flinkbert.cli.evaluate.Evaluation;
import io.github.flinkbert.text.Tokenizer;
import io.github.flinkbert.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.annotation.Internal;

/** Files that were read and parted into training, development and test: before a model is there. */
@Internal
public interface TrainingData {

    /** For the model card, file by file. */
    List<DataFacts> facts();

    /** For people: what is learnt from, what is held out, and how that was chosen. */
    List<String> summary();

    /**
     * @param maxPositions the longest sequence to learn from: longer texts are learnt from in
     *     windows
     */
    PreparedData<?> prepare(Tokenizer tokenizer, int maxPositions);

    /**
     * What epochs were chosen by, for the card: how the finished model is scored on it, by a name
     * for each part of its own kind, which is empty where there is one only; none where nothing is
     * held out or it has no right predictions.
     */
    default Map<String, Evaluation> development() {
        return Map.of();
    }

    /** What the finished model is scored on: a name for each, and how. */
    Map<String, Evaluation> tests();

    /** The labels of the head; empty where it has none. */
    default List<String> labels() {
        return List.of();
    }

    /** Whether the result has a head; the encoder alone is changed where it has none. */
    default boolean hasHead() {
        return true;
    }

    /** Is told how the training goes; what it draws lies in the result's folder. */
    default TrainingListener listener(Path folder) {
        return TrainingListener.silent();
    }

    /** Pictures in the result's folder for the model card: what each shows, by its file's name. */
    default Map<String, String> pictures() {
        return Map.of();
    }

    /** Adds to the result's folder what only the data knows. */
    default void complete(Path folder) throws IOException {}

    /** The same, where it depends on the checkpoint, too. */
    default void complete(Path folder, BertConfig config) throws IOException {
        complete(folder);
    }

    /** For the model card: what the data says of what the result cannot do, as sentences. */
    default List<String> limits() {
        return List.of();
    }

    /** Hugging Face's name of the task, such as {@code token-classification}. */
    String pipelineTag();

    /** The command that uses the result. */
    String command();
}
