package io.github.flinkbert.training.masks;

import io.github.flinkbert.text.MaskedText;
import io.github.flinkbert.text.Vocabulary;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.apache.flink.annotation.Experimental;

/**
 * Chooses the tokens that are to be guessed. Of the chosen 80 % become {@code [MASK]}, 10 % a
 * random piece, and 10 % stay.
 *
 * <p>Source: Devlin et al. 2019, section 3.1; {@code create_masked_lm_predictions} of Google's
 * {@code create_pretraining_data.py}.
 *
 * @param share of the sequence's tokens, special tokens counted, as there
 * @param wholeWords whether the pieces of a word are chosen together
 */
@Experimental
public record Masking(double share, boolean wholeWords, Vocabulary vocabulary) {

    private static final double MASKED = 0.8;
    private static final double RANDOM = 0.1;

    /** The most tokens that are chosen of so many. */
    static int most(double share, int tokens) {
        return Math.max(1, (int) Math.round(tokens * share));
    }

    public MaskedSequence draw(PlainSequence plain, long seed) {
        Random random = new Random(seed);
        List<List<Integer>> candidates = candidates(plain);
        Collections.shuffle(candidates, random);
        int most = most(share, plain.sequence().length());
        TreeSet<Integer> chosen = new TreeSet<>();
        for (List<Integer> together : candidates) {
            if (chosen.size() + together.size() <= most) {
                chosen.addAll(together);
            }
        }
        int[] ids = plain.sequence().ids();
        int[] places = chosen.stream().mapToInt(Integer::intValue).toArray();
        int[] pieces = new int[places.length];
        for (int i = 0; i < places.length; i++) {
            pieces[i] = ids[places[i]];
            double drawn = random.nextDouble();
            if (drawn < MASKED) {
                ids[places[i]] = vocabulary.id(MaskedText.MASK);
            } else if (drawn < MASKED + RANDOM) {
                ids[places[i]] = random.nextInt(vocabulary.size());
            }
        }
        return new MaskedSequence(plain.sequence().withIds(ids), places, pieces);
    }

    /** Tokens that are chosen together or not at all. */
    private List<List<Integer>> candidates(PlainSequence plain) {
        List<List<Integer>> candidates = new ArrayList<>();
        int before = -1;
        for (int token = 0; token < plain.words().length; token++) {
            int word = plain.words()[token];
            if (word < 0) {
                continue;
            }
            if (wholeWords && word == before) {
                candidates.get(candidates.size() - 1).add(token);
            } else {
                candidates.add(new ArrayList<>(List.of(token)));
            }
            before = word;
        }
        return candidates;
    }
}
