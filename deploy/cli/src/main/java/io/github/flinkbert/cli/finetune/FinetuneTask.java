package io.github.flinkbert.cli.finetune;

import io.github.flinkbert.cli.evaluate.DataFormat;
import java.util.List;
import java.util.Optional;
import org.apache.flink.annotation.Internal;

/**
 * A task that {@code finetune} teaches. Its class has picocli's fields for the options that it
 * alone has; given with another task, they are refused.
 */
@Internal
public interface FinetuneTask {

    /** The word after {@code --task}; also {@link TrainingData}'s objective's name. */
    String name();

    /** For the help page: what its files are, such as "SQuAD's JSON, 1.1 or 2.0". */
    String files();

    /** The formats of its files that {@code --format} names; none where there is one only. */
    List<DataFormat> formats();

    /**
     * The option of its own by which the user chose what is held out to develop on; empty where
     * none is given.
     */
    default Optional<String> heldOutBy() {
        return Optional.empty();
    }

    /**
     * Reads the files: before a model is opened, so that a bad line shows at once.
     *
     * @param seed of what is drawn to be held out
     */
    TrainingData read(DataOptions data, long seed);
}
