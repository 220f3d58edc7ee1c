package io.github.flinkbert.training.similarity;

import io.github.flinkbert.text.Pieces;
import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.text.Tokenizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.annotation.Experimental;

/**
 * Turns pairs into what is learnt from: each text in one sequence of its own. A longer text is cut:
 * around the part that its pair is about where that is known, else at its end.
 *
 * @param longest sequence, special tokens included
 */
@Experimental
public record SimilarityExamples(Tokenizer tokenizer, int longest) {

    /** Two examples a pair, one after the other. */
    public List<SimilarityExample> of(List<TextPair> pairs) {
        List<SimilarityExample> examples = new ArrayList<>(2 * pairs.size());
        Map<String, Integer> texts = new HashMap<>();
        for (int i = 0; i < pairs.size(); i++) {
            TextPair pair = pairs.get(i);
            examples.add(example(pair, i, false, sequence(pair.first(), -1), texts));
            examples.add(example(pair, i, true, sequence(pair.second(), pair.at()), texts));
        }
        return examples;
    }

    private static SimilarityExample example(
            TextPair pair,
            int number,
            boolean second,
            Sequence sequence,
            Map<String, Integer> texts) {
        String text = second ? pair.second() : pair.first();
        Integer known = texts.get(text);
        int id = known == null ? texts.size() : known;
        texts.put(text, id);
        return new SimilarityExample(
                sequence, number, second, id, pair.kind(), (float) pair.score());
    }

    /**
     * @param at code unit of the text that must be in it; -1 for its beginning
     */
    Sequence sequence(String text, int at) {
        Pieces pieces = tokenizer.tokenize(text);
        int room = longest - Sequence.length(0);
        int from = 0;
        if (at >= 0 && pieces.size() > room) {
            int piece = 0;
            while (piece < pieces.size() - 1 && pieces.end(piece) <= at) {
                piece++;
            }
            from = Math.max(0, Math.min(piece - room / 2, pieces.size() - room));
        }
        int to = Math.min(pieces.size(), from + room);
        return Sequence.single(tokenizer.vocabulary(), pieces, from, to);
    }
}
