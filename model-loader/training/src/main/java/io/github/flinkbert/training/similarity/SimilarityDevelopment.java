package io.github.flinkbert.training.similarity;

import io.github.flinkbert.evaluation.similarity.Retrieval;
import io.github.flinkbert.evaluation.similarity.Similarity;
import io.github.flinkbert.tensor.Matrix;
import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.training.DevelopmentScorer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.annotation.Experimental;

/**
 * Scores on development pairs: of those with scores Spearman's correlation with the cosines; of
 * those that belong together how often a first text's own second one is nearest among all. Where
 * there are both kinds, Spearman's says which epoch is best.
 */
@Experimental
public final class SimilarityDevelopment implements DevelopmentScorer {

    private static final String SPEARMAN = "spearman";

    private final List<TextPair> scored;
    private final List<TextPair> matched;
    private final List<Sequence> sequences = new ArrayList<>();
    private final List<String> passages;

    /**
     * @param examples how texts are read
     * @param pairs at least two with scores, or one that belongs together
     */
    public SimilarityDevelopment(SimilarityExamples examples, List<TextPair> pairs) {
        scored = pairs.stream().filter(pair -> pair.kind() == PairKind.SCORED).toList();
        matched = pairs.stream().filter(pair -> pair.kind() == PairKind.MATCHED).toList();
        passages = matched.stream().map(TextPair::second).distinct().toList();
        for (TextPair pair : scored) {
            sequences.add(examples.sequence(pair.first(), -1));
            sequences.add(examples.sequence(pair.second(), -1));
        }
        matched.forEach(pair -> sequences.add(examples.sequence(pair.first(), -1)));
        passages.forEach(passage -> sequences.add(examples.sequence(passage, -1)));
    }

    /** Whether these pairs can be scored: single texts cannot. */
    public static boolean canScore(List<TextPair> pairs) {
        return pairs.stream().anyMatch(pair -> pair.kind() == PairKind.MATCHED)
                || pairs.stream().filter(pair -> pair.kind() == PairKind.SCORED).count() > 1;
    }

    @Override
    public String metric() {
        return scored.size() > 1 ? SPEARMAN : Retrieval.RECALL_AT_1;
    }

    @Override
    public Map<String, Double> score(Model model) {
        List<float[]> vectors =
                model.scores(sequences).stream().map(Matrix::values).map(float[]::clone).toList();
        Map<String, Double> scores = new LinkedHashMap<>();
        if (scored.size() > 1) {
            double[] gold = scored.stream().mapToDouble(TextPair::score).toArray();
            double[] found = new double[gold.length];
            for (int i = 0; i < found.length; i++) {
                found[i] = Similarity.cosine(vectors.get(2 * i), vectors.get(2 * i + 1));
            }
            scores.put(SPEARMAN, Similarity.spearman(gold, found));
        }
        if (!matched.isEmpty()) {
            int from = 2 * scored.size();
            int to = from + matched.size();
            int[] right = matched.stream().mapToInt(p -> passages.indexOf(p.second())).toArray();
            scores.putAll(
                    Retrieval.of(
                                    vectors.subList(from, to),
                                    vectors.subList(to, vectors.size()),
                                    right)
                            .scores());
        }
        return scores;
    }
}
