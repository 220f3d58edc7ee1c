package io.github.flinkbert.cli.embedding;

import io.github.flinkbert.checkpoint.Pooling;
import io.github.flinkbert.task.embedding.Embed;
import io.github.flinkbert.task.embedding.Layers;
import java.util.Optional;
import org.apache.flink.annotation.Internal;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** How a text's vector is made: what {@code embed} and {@code evaluate} share. */
@Internal
public final class EmbeddingOptions {

    @Option(
            names = "--pooling",
            paramLabel = "cls|mean|max|cls-pooler",
            description =
                    "How token vectors become one (default: as a sentence-transformers release"
                        + " says, else mean); cls-pooler is BERT's own pooler, a dense layer and"
                        + " tanh over [CLS].")
    private Optional<Pooling> pooling = Optional.empty();

    @ArgGroup private Which which = new Which();

    /** At most one of the two. */
    static final class Which {
        @Option(
                names = "--layer",
                paramLabel = "N",
                description =
                        "The layer to take (default: -1, the last); 0 is the embedding layer,"
                                + " negative numbers count from the end.")
        private int layer = -1;

        @Option(names = "--last-four", description = "The last four layers, one after the other.")
        private boolean lastFour;
    }

    @Option(names = "--normalize", description = "Scale each vector to length 1.")
    private boolean normalize;

    Layers layers() {
        return which.lastFour ? Layers.LAST_FOUR : Layers.layer(which.layer);
    }

    /** What the user says; what is not said is left to the release. */
    public Embed ask() {
        return new Embed(pooling, layers(), normalize ? Optional.of(true) : Optional.empty());
    }

    /** An option that only pooled vectors have and that was given. */
    Optional<String> onlyForPooled() {
        return pooling.map(given -> "--pooling")
                .or(() -> normalize ? Optional.of("--normalize") : Optional.empty());
    }
}
