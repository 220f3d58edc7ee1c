package io.github.flinkbert.training.labels;

import static java.util.Objects.requireNonNull;

import io.github.flinkbert.checkpoint.ProblemType;
import io.github.flinkbert.evaluation.similarity.Similarity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.annotation.Experimental;

/**
 * Scores of predicted labels, under scikit-learn's names and as scikit-learn computes them with
 * {@code zero_division=0}: a precision or a recall of nothing is 0. Scores of predicted numbers are
 * SciPy's correlations.
 *
 * @param overall accuracy, F1, precision and recall by their means, Matthews' correlation; or the
 *     correlations
 * @param labels precision, recall and F1 of each label, and of how many texts it is; empty for
 *     scores
 */
@Experimental
public record LabelScores(
        Map<String, Double> overall, Map<String, OfLabel> labels, Optional<Confusion> confusion) {

    /**
     * @param support texts that have the label
     */
    public record OfLabel(double precision, double recall, double f1, int support) {

        static OfLabel of(int right, int found, int support) {
            double precision = ratio(right, found);
            double recall = ratio(right, support);
            return new OfLabel(precision, recall, ratio(2.0 * right, found + support), support);
        }
    }

    private static final String ACCURACY = "accuracy";
    private static final String MACRO = "f1_macro";
    private static final String WEIGHTED = "f1_weighted";
    private static final String MATTHEWS = "matthews_corrcoef";
    private static final String PEARSON = "pearson";
    private static final String SPEARMAN = "spearman";

    /** The scores that sum it up; the first says which epoch is best. */
    public static List<String> summary(ProblemType problem) {
        return switch (problem) {
            case SINGLE_LABEL -> List.of(ACCURACY, MACRO, WEIGHTED, MATTHEWS);
            case MULTI_LABEL -> List.of(MACRO, "f1_micro", WEIGHTED, ACCURACY);
            default -> List.of(PEARSON, SPEARMAN);
        };
    }

    /**
     * @param labels the head's outputs: where a text may have several, labels that no text has and
     *     none was given count, too, as columns of scikit-learn's indicator matrix do
     * @param gold texts
     * @param found predictions, in the same order
     */
    public static LabelScores of(
            ProblemType problem,
            List<String> labels,
            List<LabelledText> gold,
            List<LabelPrediction> found) {
        if (gold.size() != found.size() || gold.isEmpty()) {
            throw new IllegalArgumentException(
                    "expected as many predictions as texts, and at least one, found %d and %d"
                            .formatted(found.size(), gold.size()));
        }
        if (problem == ProblemType.REGRESSION) {
            double[] right = gold.stream().mapToDouble(LabelledText::score).toArray();
            double[] said = found.stream().mapToDouble(LabelPrediction::score).toArray();
            Map<String, Double> scores = new LinkedHashMap<>();
            scores.put(PEARSON, Similarity.pearson(right, said));
            scores.put(SPEARMAN, Similarity.spearman(right, said));
            return new LabelScores(scores, Map.of(), Optional.empty());
        }
        return classes(
                labels,
                problem == ProblemType.MULTI_LABEL,
                gold.stream().map(LabelledText::labels).toList(),
                found.stream().map(LabelPrediction::labels).toList());
    }

    private static LabelScores classes(
            List<String> labels,
            boolean several,
            List<List<String>> gold,
            List<List<String>> found) {
        Set<String> names = new LinkedHashSet<>(several ? labels : List.of());
        Set<String> others = new TreeSet<>();
        gold.forEach(others::addAll);
        found.forEach(others::addAll);
        names.addAll(others);
        Map<String, int[]> counts = new LinkedHashMap<>();
        names.forEach(name -> counts.put(name, new int[3]));
        int exact = 0;
        for (int i = 0; i < gold.size(); i++) {
            Set<String> right = Set.copyOf(gold.get(i));
            Set<String> said = Set.copyOf(found.get(i));
            exact += right.equals(said) ? 1 : 0;
            right.forEach(label -> requireNonNull(counts.get(label), label)[2]++);
            for (String label : said) {
                int[] count = requireNonNull(counts.get(label), label);
                count[1]++;
                count[0] += right.contains(label) ? 1 : 0;
            }
        }
        Map<String, OfLabel> byLabel = new LinkedHashMap<>();
        counts.forEach((name, c) -> byLabel.put(name, OfLabel.of(c[0], c[1], c[2])));
        Map<String, Double> overall = new LinkedHashMap<>();
        overall.put(ACCURACY, (double) exact / gold.size());
        means(byLabel, new ArrayList<>(counts.values()), overall);
        if (!several) {
            overall.put(MATTHEWS, matthews(gold.size(), counts));
        }
        return new LabelScores(overall, byLabel, Optional.of(Confusion.of(labels, gold, found)));
    }

    private static void means(
            Map<String, OfLabel> labels, List<int[]> counts, Map<String, Double> into) {
        OfLabel micro =
                OfLabel.of(
                        counts.stream().mapToInt(c -> c[0]).sum(),
                        counts.stream().mapToInt(c -> c[1]).sum(),
                        counts.stream().mapToInt(c -> c[2]).sum());
        double[] macro = new double[3];
        double[] weighted = new double[3];
        for (OfLabel each : labels.values()) {
            double[] of = {each.f1(), each.precision(), each.recall()};
            for (int i = 0; i < of.length; i++) {
                macro[i] += of[i] / labels.size();
                weighted[i] += micro.support() == 0 ? 0 : of[i] * each.support() / micro.support();
            }
        }
        double[] total = {micro.f1(), micro.precision(), micro.recall()};
        String[] names = {"f1", "precision", "recall"};
        for (int i = 0; i < names.length; i++) {
            into.put(names[i] + "_macro", macro[i]);
            into.put(names[i] + "_micro", total[i]);
            into.put(names[i] + "_weighted", weighted[i]);
        }
    }

    /**
     * Of several classes (Gorodkin 2004, "Comparing two K-category assignments by a K-category
     * correlation coefficient"); 0 where one side has one class only.
     */
    private static double matthews(long texts, Map<String, int[]> counts) {
        double right = 0;
        double products = 0;
        double goldSquares = 0;
        double foundSquares = 0;
        for (int[] each : counts.values()) {
            right += each[0];
            products += (double) each[1] * each[2];
            foundSquares += (double) each[1] * each[1];
            goldSquares += (double) each[2] * each[2];
        }
        double all = (double) texts * texts;
        double spread = (all - foundSquares) * (all - goldSquares);
        return spread == 0 ? 0 : (right * texts - products) / Math.sqrt(spread);
    }

    private static double ratio(double part, double whole) {
        return whole == 0 ? 0 : part / whole;
    }

    /** For {@code evaluate}: the overall scores, then each label's. */
    public Map<String, Object> toMap() {
        Map<String, Object> all = new LinkedHashMap<>(overall);
        if (!labels.isEmpty()) {
            Map<String, Object> each = new LinkedHashMap<>();
            labels.forEach(
                    (name, scores) -> {
                        Map<String, Object> of = new LinkedHashMap<>();
                        of.put("precision", scores.precision());
                        of.put("recall", scores.recall());
                        of.put("f1", scores.f1());
                        of.put("support", scores.support());
                        each.put(name, of);
                    });
            all.put("labels", each);
        }
        return all;
    }
}
