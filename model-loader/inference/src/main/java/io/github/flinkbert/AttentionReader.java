package io.github.flinkbert;

import io.github.flinkbert.engine.LoadedModel;
import io.github.flinkbert.failure.TextRejectedException;
import io.github.flinkbert.task.attention.Attention;
import io.github.flinkbert.task.attention.WordAttention;
import io.github.flinkbert.text.Pieces;
import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.text.Tokenizer;

/** Reads the attention of the release for one text, past the queue of the engine. Thread-safe. */
final class AttentionReader {

    private AttentionReader() {}

    /**
     * @throws TextRejectedException if the text is longer than the encoder reads at once
     */
    static Attention read(LoadedModel model, String text) {
        Tokenizer tokenizer = model.tokenizer();
        Pieces pieces = tokenizer.tokenize(text);
        int room = model.maxPositions() - tokenizer.vocabulary().layout().length(0);
        if (pieces.size() > room) {
            throw new TextRejectedException(
                    "attention is shown for a text of at most %d pieces, found %d"
                            .formatted(room, pieces.size()));
        }
        Sequence sequence = Sequence.single(tokenizer.vocabulary(), pieces, 0, pieces.size());
        if (sequence.length() == 0) {
            throw new TextRejectedException(
                    "attention is shown for a text of at least one piece, found none");
        }
        return WordAttention.of(
                text,
                pieces,
                model.engine().encoder().attention(sequence),
                tokenizer.vocabulary().special().before(),
                tokenizer.vocabulary().special().after());
    }
}
