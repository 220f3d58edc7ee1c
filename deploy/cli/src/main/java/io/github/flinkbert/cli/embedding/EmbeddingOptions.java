package io.github.flinkbert.cli.embedding;

import io.github.flinkbert.checkpoint.Pooling;
import io.github.flinkbert.cli.option.JobOptionTexts;
import io.github.flinkbert.task.embedding.Embed;
import io.github.flinkbert.task.embedding.Layers;
import java.util.Optional;
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

    Layers layers() {
        return which.lastFour ? Layers.LAST_FOUR : which.layer;
    }

    /** What the user says; what is not said is left to the release. */
    public Embed ask() {
        return new Embed(pooling, layers(), normalize);
    }

    /** An option that only pooled vectors have and that was given. */
    Optional<String> onlyForPooled() {
        return pooling.map(given -> "--pooling").or(() -> normalize.map(given -> "--normalize"));
    }
}
