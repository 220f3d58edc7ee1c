package io.github.flinkbert.training.masks;

import io.github.flinkbert.tensor.Matrix;
import io.github.flinkbert.text.Vocabulary;
import io.github.flinkbert.training.DevelopmentScorer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.annotation.Experimental;

/**
 * How many masked words, and how many next sentences, are told right: {@code masked_lm_accuracy}
 * and {@code next_sentence_accuracy} of Google's {@code run_pretraining.py}. The same tokens are
 * masked after every epoch.
 */
@Experimental
public final class PretrainingDevelopment implements DevelopmentScorer {

    private static final String MASKED = "masked_lm_accuracy";
    private static final String NEXT = "next_sentence_accuracy";

    /** Columns of {@link PretrainingGraph#scores}. */
    private static final int RIGHT = 0;

    private static final int FIRST_OUTPUT = 1;

    private final List<MaskedPair> pairs = new ArrayList<>();

    /**
     * @param plain at least one
     * @param seed of what is masked
     */
    public PretrainingDevelopment(
            PretrainingObjective objective,
            Vocabulary vocabulary,
            List<PlainPair> plain,
            long seed) {
        for (PlainPair pair : plain) {
            pairs.add(objective.drawn(pair, vocabulary, seed + pairs.size()));
        }
    }

    @Override
    public String metric() {
        return MASKED;
    }

    @Override
    public Map<String, Double> score(Model model) {
        List<Matrix> scores = model.scoresOf(pairs);
        long masked = 0;
        long masks = 0;
        long next = 0;
        for (int i = 0; i < pairs.size(); i++) {
            Matrix found = scores.get(i);
            masks += pairs.get(i).masked().places().length;
            masked += Math.round(found.get(0, RIGHT));
            boolean isNext = found.get(0, FIRST_OUTPUT) > found.get(0, FIRST_OUTPUT + 1);
            next += isNext == pairs.get(i).isNext() ? 1 : 0;
        }
        Map<String, Double> named = new LinkedHashMap<>();
        named.put(MASKED, (double) masked / masks);
        named.put(NEXT, (double) next / pairs.size());
        return named;
    }
}
