package io.github.flinkbert.cli.embedding;

import io.github.flinkbert.checkpoint.Pooling;
import io.github.flinkbert.cli.option.JobOptionTexts;
import io.github.flinkbert.cli.terminal.UserException;
import io.github.flinkbert.task.embedding.Embed;
import io.github.flinkbert.task.embedding.Layers;
import io.github.flinkbert.task.embedding.Prompt;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.flink.annotation.Internal;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** How a text's vector is made: what {@code embed} and {@code evaluate} share. */
@Internal
public final class EmbeddingOptions {

    @Option(
            names = "--pooling",
            paramLabel = "${bundle:job.pooling.type}",
            descriptionKey = "job.pooling")
    private Optional<Pooling> pooling = Optional.empty();

    /** As the job reads it. */
    static final class LayerWord implements ITypeConverter<Layers> {
        @Override
        public Layers convert(String word) {
            return (Layers) JobOptionTexts.parse("layer", word);
        }
    }

    @ArgGroup private Which which = new Which();

    /** At most one of the two. */
    static final class Which {
        @Option(
                names = "--layer",
                paramLabel = "${bundle:job.layer.type}",
                converter = LayerWord.class,
                descriptionKey = "job.layer")
        private Layers layer = Layers.LAST;

        @Option(names = "--last-four", description = "The last four layers, one after the other.")
        private boolean lastFour;
    }

    @Option(
            names = "--normalize",
            paramLabel = "true|false",
            arity = "0..1",
            fallbackValue = "true",
            descriptionKey = "job.normalize")
    private Optional<Boolean> normalize = Optional.empty();

    @Option(
            names = "--prompt",
            paramLabel = "${bundle:job.prompt.type}",
            descriptionKey = "job.prompt")
    private Optional<String> prompt = Optional.empty();

    @Option(
            names = "--prompt-name",
            paramLabel = "${bundle:job.prompt-name.type}",
            descriptionKey = "job.prompt-name")
    private Optional<String> promptName = Optional.empty();

    @Option(
            names = "--dimensions",
            paramLabel = "${bundle:job.dimensions.type}",
            converter = DimensionsWord.class,
            descriptionKey = "job.dimensions")
    private Optional<Integer> dimensions = Optional.empty();

    static final class DimensionsWord implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String word) {
            return (Integer) JobOptionTexts.parse("dimensions", word);
        }
    }

    Layers layers() {
        return which.lastFour ? Layers.LAST_FOUR : which.layer;
    }

    /** What the user says; what is not said is left to the release. */
    public Embed ask() {
        return new Embed(
                pooling,
                layers(),
                normalize,
                prompt(),
                dimensions.map(OptionalInt::of).orElse(OptionalInt.empty()));
    }

    /**
     * What the user says of prompts.
     *
     * @throws UserException if it is said in two ways
     */
    Prompt prompt() {
        if (prompt.isPresent() && promptName.isPresent()) {
            throw new UserException(
                    "--prompt is a prompt itself and --prompt-name the name of one: expected one"
                            + " of them");
        }
        return new Prompt(prompt, promptName);
    }

    /** An option that only pooled vectors have and that was given. */
    Optional<String> onlyForPooled() {
        return pooling.map(given -> "--pooling")
                .or(() -> normalize.map(given -> "--normalize"))
                .or(() -> dimensions.map(given -> "--dimensions"));
    }
}
