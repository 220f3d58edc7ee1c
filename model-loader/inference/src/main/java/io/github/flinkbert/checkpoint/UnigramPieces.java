package io.github.flinkbert.checkpoint;

import io.github.flinkbert.location.FileDigests;
import io.github.flinkbert.text.NormalizationStep;
import io.github.flinkbert.text.Tokenizer;
import io.github.flinkbert.text.UnigramModel;
import io.github.flinkbert.text.UnigramTokenizer;
import io.github.flinkbert.text.Vocabulary;
import io.github.flinkbert.text.WordStep;
import java.util.HashSet;
import java.util.List;

/**
 * All that a unigram tokenizer is made of, whatever file said it.
 *
 * @param layout the special tokens
 * @param pieces by id; null for an id that no piece has
 * @param scores of the first pieces, by id
 * @param byteFallback whether what is unknown is spelt in bytes
 * @param normalization what is done to a text
 * @param words how it is cut into words
 * @param markTakesSpace whether white space before a masked word is not read
 */
record UnigramPieces(
        UnigramLayout layout,
        List<String> pieces,
        List<Double> scores,
        boolean byteFallback,
        List<NormalizationStep> normalization,
        List<WordStep> words,
        boolean markTakesSpace)
        implements ReleasedTokenizer.OtherTokenizer {

    /** Rows that Multilingual MiniLM's word embedding has beyond its pieces are 35. */
    private static final int MOST_SPARE_ROWS = 64;

    UnigramPieces {
        for (int id = 0; id < scores.size(); id++) {
            if (!Double.isFinite(scores.get(id))) {
                throw new IllegalArgumentException(
                        "the score of the piece \"%s\" is %s; expected a number"
                                .formatted(pieces.get(id), scores.get(id)));
            }
        }
    }

    /**
     * @throws IllegalArgumentException if a special token is missing
     */
    Vocabulary vocabulary() {
        return Vocabulary.of(pieces, layout.special());
    }

    @Override
    public Tokenizer of(Vocabulary vocabulary) {
        UnigramModel model =
                new UnigramModel(
                        vocabulary,
                        scores.stream().mapToDouble(Double::doubleValue).toArray(),
                        new HashSet<>(layout.tokens().values()),
                        byteFallback);
        return new UnigramTokenizer(vocabulary, model, normalization, words, markTakesSpace);
    }

    @Override
    public int mostSpareRows() {
        return MOST_SPARE_ROWS;
    }

    @Override
    public String settings() {
        String all =
                "%s %s %s %s %s"
                        .formatted(scores, byteFallback, normalization, words, markTakesSpace);
        return "unigram " + FileDigests.ofText(all);
    }

    /** Whether texts are lower-cased. */
    boolean lowerCases() {
        return normalization.stream().anyMatch(step -> step.toString().equals("lower case"));
    }

    /** Whether accents go. */
    boolean stripsAccents() {
        return normalization.stream().anyMatch(step -> step.toString().equals("without marks"));
    }
}
