package io.github.flinkbert.cli.evaluate;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.annotation.Internal;

/**
 * A task that {@code evaluate} scores. Its class has picocli's fields for the options that it alone
 * has; given with another task, they are refused.
 */
@Internal
public interface EvaluationTask {

    /** The word after {@code --task}. */
    String name();

    /** The formats of its files. */
    List<DataFormat> formats();

    /** Shipped adapters to use where the user names no model; see ShippedAdapters. */
    List<String> usualAdapters();

    /**
     * What is to be read.
     *
     * @param head name of the task head that is scored; empty for the only one
     * @param remarks told what was chosen where the file leaves a choice
     */
    record Source(
            Path file, FormatChoice format, Slice slice, String head, Consumer<String> remarks) {}

    /** Reads the file: before a model is loaded, which takes long. */
    Evaluation read(Source source);
}
