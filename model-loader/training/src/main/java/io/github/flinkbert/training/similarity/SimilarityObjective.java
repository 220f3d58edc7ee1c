package io.github.flinkbert.training.similarity;

import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.checkpoint.Pooling;
import io.github.flinkbert.checkpoint.SentenceEmbedding;
import io.github.flinkbert.training.graph.Wiring;
import io.github.flinkbert.training.graph.WordEmbeddings;
import io.github.flinkbert.training.objective.Objective;
import io.github.flinkbert.training.objective.ObjectiveGraph;
import io.github.flinkbert.training.objective.TrainedHead;
import io.github.flinkbert.training.setting.TrainingException;
import io.github.flinkbert.training.setting.TuningMethod;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.flink.annotation.Experimental;
import org.tensorflow.types.family.TNumber;

/**
 * Vectors of texts whose cosines measure how alike the texts are. The vector is the token vectors'
 * mean, or that of {@code [CLS]}, scaled to length 1. Each batch is of one kind of pairs:
 *
 * <ul>
 *   <li>with scores: CoSENT (Su 2022), {@code log(1 + Σ exp(scale · (cos_j - cos_i)))} over all i
 *       and j of which i has the greater score;
 *   <li>that belong together: each first text picks its second one among all of the batch by
 *       softmax cross-entropy of {@code scale · cos} (Henderson et al. 2017; {@code
 *       MultipleNegativesRankingLoss} of sentence-transformers);
 *   <li>one text twice: the same, dropout being all that differs (Gao et al. 2021, "SimCSE").
 * </ul>
 *
 * @param pooling {@code MEAN} or {@code CLS}
 * @param scale of the cosines
 * @param bothDirections whether each second text picks its first one, too; the loss is the mean of
 *     both
 * @param batchPairs pairs of a batch
 */
@Experimental
public record SimilarityObjective(
        Pooling pooling, double scale, boolean bothDirections, int batchPairs)
        implements Objective<SimilarityExample> {

    /** As sentence-transformers has it: mean, cosines 20-fold, one direction; 64 pairs. */
    public static final SimilarityObjective DEFAULT =
            new SimilarityObjective(Pooling.MEAN, 20, false, 64);

    /** Keeps seeds that are made of several numbers apart. */
    private static final long SPREAD = 1_000_003;

    public SimilarityObjective {
        if (pooling != Pooling.MEAN && pooling != Pooling.CLS) {
            throw new IllegalArgumentException(
                    "vectors are trained with the pooling mean or cls, found "
                            + pooling.name().toLowerCase(Locale.ROOT));
        }
        if (!(scale > 0) || Double.isInfinite(scale)) {
            throw new IllegalArgumentException("the scale must be positive, found " + scale);
        }
        if (batchPairs < 2) {
            throw new IllegalArgumentException(
                    "a batch must have at least 2 pairs, found " + batchPairs);
        }
    }

    @Override
    public String name() {
        return "similarity";
    }

    @Override
    public String identity() {
        return "Similarity[pooling=%s, scale=%s, bothDirections=%s, batchPairs=%d]"
                .formatted(pooling, scale, bothDirections, batchPairs);
    }

    @Override
    public Optional<TrainedHead> head() {
        return Optional.empty();
    }

    @Override
    public <T extends TNumber> ObjectiveGraph<T> graph(
            Wiring<T> wiring, Supplier<WordEmbeddings> words) {
        return new SimilarityGraph<>(wiring, this);
    }

    @Override
    public void require(Checkpoint checkpoint, TuningMethod tuning) {
        checkpoint.sentenceEmbedding().ifPresent(own -> requireLearnable(own, checkpoint.name()));
        if (!(tuning instanceof TuningMethod.Lora)) {
            throw new TrainingException(
                    "similarity is learnt by low-rank changes of the encoder, expected the tuning"
                            + " method lora, found "
                            + (tuning instanceof TuningMethod.HeadOnly ? "head" : "full"));
        }
    }

    /** What the release does with a text's vector is learnt through, or there is a sentence. */
    private void requireLearnable(SentenceEmbedding own, String name) {
        if (own.isDense()) {
            throw new TrainingException(
                    ("%s makes vectors by Dense modules, which are not learnt through; expected its"
                                    + " encoder alone, without modules.json, or another model")
                            .formatted(name));
        }
        if (!own.poolings().equals(List.of(pooling))) {
            throw new TrainingException(
                    "%s pools by %s, and vectors are to be learnt by %s; expected the same"
                            .formatted(name, words(own.poolings()), words(List.of(pooling))));
        }
        if (!own.prompts().standardText().isEmpty()) {
            throw new TrainingException(
                    ("%s reads the prompt \"%s\" before every text, which is not learnt with;"
                                    + " expected null for default_prompt_name")
                            .formatted(name, own.prompts().standardText()));
        }
        if (own.dimensions().isPresent()) {
            throw new TrainingException(
                    ("%s keeps %d numbers of its vectors (truncate_dim), and all are learnt;"
                                    + " expected null")
                            .formatted(name, own.dimensions().getAsInt()));
        }
    }

    private static String words(List<Pooling> poolings) {
        return poolings.stream()
                .map(each -> each.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .collect(Collectors.joining(" and "));
    }

    /** Batches of one kind in any order; what is left over is shared among a kind's batches. */
    @Override
    public List<List<Integer>> together(List<SimilarityExample> examples, long seed, int epoch) {
        Random random = new Random(seed * SPREAD + epoch);
        List<List<Integer>> batches = new ArrayList<>();
        for (PairKind kind : PairKind.values()) {
            List<Integer> pairs = new ArrayList<>();
            for (int i = 0; i < examples.size(); i += 2) {
                if (examples.get(i).kind() == kind) {
                    pairs.add(i);
                }
            }
            Collections.shuffle(pairs, random);
            int count = (int) Math.max(1, Math.round((double) pairs.size() / batchPairs));
            for (int batch = 0; batch < count && !pairs.isEmpty(); batch++) {
                int from = (int) ((long) pairs.size() * batch / count);
                int to = (int) ((long) pairs.size() * (batch + 1) / count);
                List<Integer> indices = new ArrayList<>();
                pairs.subList(from, to).forEach(i -> indices.addAll(List.of(i, i + 1)));
                batches.add(indices);
            }
        }
        Collections.shuffle(batches, random);
        return batches;
    }
}
