package io.github.flinkbert.family.words;

import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.checkpoint.ModelShape;
import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.location.FileDigests;
import io.github.flinkbert.tensor.Weights;
import io.github.flinkbert.text.Casing;
import io.github.flinkbert.text.Tokenizer;
import io.github.flinkbert.text.Vocabulary;
import java.util.Optional;
import org.apache.flink.annotation.Internal;

/** A file of word vectors, opened: the words are in memory, and their vectors there or mapped. */
@Internal
public final class WordsCheckpoint implements Checkpoint {

    /** Part of the digest: raise it when other words are made of the same text. */
    private static final String RULES = "word vectors 1\n";

    private final String name;
    private final String format;
    private final String digest;
    private final WordVectors vectors;
    private final Vocabulary vocabulary;

    /**
     * @param fileDigest SHA-256 of the file
     */
    WordsCheckpoint(String name, String format, String fileDigest, WordVectors vectors) {
        this.name = name;
        this.format = format;
        digest = FileDigests.ofText(RULES + fileDigest);
        this.vectors = vectors;
        vocabulary = Vocabulary.of(new WordIds(vectors), WordIds.SPECIAL);
    }

    /** The words and their vectors. */
    public WordVectors vectors() {
        return vectors;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String format() {
        return format;
    }

    @Override
    public String family() {
        return WordsFamily.NAME;
    }

    @Override
    public String digest() {
        return digest;
    }

    @Override
    public ModelShape shape() {
        return new WordsShape(vectors.size(), vectors.dimension());
    }

    @Override
    public Vocabulary vocabulary() {
        return vocabulary;
    }

    @Override
    public Optional<Casing> casing() {
        return Optional.of(vectors.isLowerCased() ? Casing.UNCASED : Casing.CASED);
    }

    @Override
    public Tokenizer tokenizer(Casing casing) {
        return new WordsTokenizer(vocabulary, vectors, casing == Casing.UNCASED);
    }

    @Override
    public Weights weights() {
        return Weights.NONE;
    }

    @Override
    public boolean takesAdapters() {
        return false;
    }

    @Override
    public int trainedPositions() {
        return shape().maxPositions();
    }

    @Override
    public int longestSequence() {
        return shape().maxPositions();
    }

    @Override
    public int positions(int wanted) {
        if (wanted != 0) {
            throw new CheckpointException(
                    "max-positions bounds what is read at once, but in %s (%s) a word has one vector, wherever it stands: expected none, found %d"
                            .formatted(name, family(), wanted));
        }
        return longestSequence();
    }

    @Override
    public void close() {
        // what is mapped goes with the vectors
    }
}
