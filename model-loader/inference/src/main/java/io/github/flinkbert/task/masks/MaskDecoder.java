package io.github.flinkbert.task.masks;

import io.github.flinkbert.tensor.Matrix;
import io.github.flinkbert.text.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.annotation.Internal;

/** Words for masks, out of the pieces that the graph found likeliest. Thread-safe. */
@Internal
public final class MaskDecoder {

    private final Vocabulary vocabulary;

    public MaskDecoder(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /**
     * @param pieces one row a mask; the first half of its columns are vocabulary ids, likeliest
     *     first, the second half their probabilities
     * @param mask row
     */
    public List<Candidate> decode(Matrix pieces, int mask) {
        int top = pieces.columns() / 2;
        List<Candidate> candidates = new ArrayList<>(top);
        for (int i = 0; i < top; i++) {
            String piece = vocabulary.piece((int) pieces.get(mask, i));
            candidates.add(new Candidate(piece, pieces.get(mask, top + i)));
        }
        return candidates;
    }
}
