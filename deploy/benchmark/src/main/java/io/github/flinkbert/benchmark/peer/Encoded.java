package io.github.flinkbert.benchmark.peer;

import io.github.flinkbert.text.Pieces;
import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.text.Tokenizer;
import java.util.List;
import org.apache.flink.annotation.Internal;

/** What peers that take tokens are given; they are not charged for it. */
@Internal
public final class Encoded {

    private Encoded() {}

    /** {@code [CLS] text [SEP]}, cut off where it gets longer than that. */
    public static List<Sequence> of(Tokenizer tokenizer, List<String> texts, int mostTokens) {
        int mostPieces = mostTokens - Sequence.length(0);
        return texts.stream()
                .map(
                        text -> {
                            Pieces pieces = tokenizer.tokenize(text);
                            int to = Math.min(pieces.size(), mostPieces);
                            return Sequence.single(tokenizer.vocabulary(), pieces, 0, to);
                        })
                .toList();
    }
}
