package io.github.flinkbert.training.answers;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.flink.annotation.Experimental;

/**
 * When two answers count as equal, and how much of one is in the other. White space and letters are
 * what Python calls so, the reference scripts being Python's.
 */
@Experimental
public enum AnswerComparison {
    /**
     * {@code evaluate-v1.1.py} and {@code evaluate-v2.0.py} of SQuAD: lower case, ASCII punctuation
     * and English articles dropped; overlap is counted in words.
     */
    SQUAD {
        @Override
        public String normalize(String answer) {
            String bare = PUNCTUATION.matcher(answer.toLowerCase(Locale.ROOT)).replaceAll("");
            return fixWhiteSpace(ARTICLE.matcher(bare).replaceAll(" "));
        }

        @Override
        List<String> units(String normalized) {
            return normalized.isEmpty() ? List.of() : List.of(normalized.split(" "));
        }
    },

    /**
     * {@code evaluate-korquad_v1.0.py}: quotation marks and brackets part words, articles stay;
     * overlap is counted in characters, white space aside.
     */
    KORQUAD {
        @Override
        public String normalize(String answer) {
            String parted = KOREAN_QUOTE.matcher(answer).replaceAll(" ");
            String lower = parted.toLowerCase(Locale.ROOT);
            return fixWhiteSpace(PUNCTUATION.matcher(lower).replaceAll(""));
        }

        @Override
        List<String> units(String normalized) {
            return normalized
                    .codePoints()
                    .filter(character -> character != ' ')
                    .mapToObj(Character::toString)
                    .toList();
        }
    };

    private static final Pattern PUNCTUATION = Pattern.compile("[!-/:-@\\[-`{-~]");
    private static final Pattern KOREAN_QUOTE = Pattern.compile("['\"《》<>〈〉()‘’]");

    /** Python's word boundary: letters, numbers and the underscore make words, marks do not. */
    private static final Pattern ARTICLE =
            Pattern.compile("(?<![\\p{L}\\p{N}_])(a|an|the)(?![\\p{L}\\p{N}_])");

    /** What Python's {@code str.split} parts at. */
    private static final Pattern WHITE_SPACE = Pattern.compile("[\\t-\\r\\x1c-\\x20\\x85\\p{Z}]+");

    /** An answer without what the script disregards. */
    public abstract String normalize(String answer);

    /** What overlap is counted in. */
    abstract List<String> units(String normalized);

    /** Whether both are equal once normalised. */
    public boolean exact(String gold, String predicted) {
        return normalize(gold).equals(normalize(predicted));
    }

    /**
     * Harmonic mean of precision and recall over units, from 0 to 1; two answers of no units at all
     * score 0.
     */
    public double f1(String gold, String predicted) {
        List<String> goldUnits = units(normalize(gold));
        List<String> predictedUnits = units(normalize(predicted));
        Map<String, Integer> left = new HashMap<>();
        goldUnits.forEach(unit -> left.merge(unit, 1, Integer::sum));
        int same = 0;
        for (String unit : predictedUnits) {
            if (left.merge(unit, -1, Integer::sum) >= 0) {
                same++;
            }
        }
        if (same == 0) {
            return 0;
        }
        double precision = 1.0 * same / predictedUnits.size();
        double recall = 1.0 * same / goldUnits.size();
        return 2 * precision * recall / (precision + recall);
    }

    private static String fixWhiteSpace(String text) {
        return String.join(
                " ",
                Arrays.stream(WHITE_SPACE.split(text)).filter(word -> !word.isEmpty()).toList());
    }
}
