package io.github.flinkbert.cli.finetune.similarity;

import io.github.flinkbert.checkpoint.Pooling;
import io.github.flinkbert.cli.evaluate.similarity.PairColumnOptions;
import io.github.flinkbert.cli.terminal.UserException;
import io.github.flinkbert.training.similarity.SimilarityObjective;
import java.util.Optional;
import org.apache.flink.annotation.Internal;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How vectors are made and compared while they are learnt. */
@Internal
public final class SimilarityOptions {

    /** [CLS], one piece, [SEP]. */
    private static final int SHORTEST = 3;

    @Mixin private PairColumnOptions columns;

    @Option(
            names = "--pooling",
            paramLabel = "mean|cls",
            description =
                    "Similarity: how token vectors become one (default: mean). The result says it,"
                            + " and embed obeys.")
    private Optional<Pooling> pooling = Optional.empty();

    @Option(
            names = "--batch-pairs",
            paramLabel = "N",
            description =
                    "Similarity: pairs that are compared with each other, whatever --batch-tokens"
                            + " says of a run (default: 64).")
    private Optional<Integer> pairs = Optional.empty();

    @Option(
            names = "--both-directions",
            description =
                    "Similarity: each second text picks its first one among all of the batch, too.")
    private boolean bothDirections;

    @Option(
            names = "--similarity-scale",
            paramLabel = "X",
            description = "Similarity: what cosines are multiplied by (default: 20).")
    private Optional<Double> scale = Optional.empty();

    @Option(
            names = "--longest",
            paramLabel = "N",
            defaultValue = "128",
            description =
                    "Similarity: the longest sequence that is learnt from, special tokens included."
                            + " A longer passage is cut around its answer, other texts at their end"
                            + " (default: ${DEFAULT-VALUE}).")
    private int longest;

    PairColumnOptions columns() {
        return columns;
    }

    SimilarityObjective objective() {
        SimilarityObjective usual = SimilarityObjective.DEFAULT;
        return new SimilarityObjective(
                pooling.orElse(usual.pooling()),
                scale.orElse(usual.scale()),
                bothDirections,
                pairs.orElse(usual.batchPairs()));
    }

    /**
     * @param maxPositions that the encoder takes
     */
    int longest(int maxPositions) {
        if (longest < SHORTEST) {
            throw new UserException(
                    "--longest must be at least %d, found %d".formatted(SHORTEST, longest));
        }
        return Math.min(longest, maxPositions);
    }
}
