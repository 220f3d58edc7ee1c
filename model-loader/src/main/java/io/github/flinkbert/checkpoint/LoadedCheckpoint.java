package io.github.flinkbert.checkpoint;

import io.github.flinkbert.checkpoint.location.FileDigests;
import io.github.flinkbert.text.Casing;
import io.github.flinkbert.text.Vocabulary;
import java.util.List;
import java.util.Optional;

/** A checkpoint whose parts have been found to fit each other. */
final class LoadedCheckpoint implements Checkpoint {

    private final String name;
    private final String format;
    private final BertConfig config;
    private final Vocabulary vocabulary;
    private final Optional<Casing> casing;
    private final MappedWeights weights;
    private final List<Head> heads;
    private final Optional<SentenceEmbedding> sentences;
    private final FileDigests digests;
    private volatile String digest;
    private volatile int trainedPositions;

    LoadedCheckpoint(
            String name,
            String format,
            BertConfig config,
            Vocabulary vocabulary,
            Optional<Casing> casing,
            MappedWeights weights,
            List<Head> heads,
            Optional<SentenceEmbedding> sentences,
            FileDigests digests) {
        EncoderVariables.requireFit(weights, config, name);
        if (vocabulary.size() != config.vocabularySize()) {
            throw new CheckpointException(
                    "%s: its vocabulary has %d pieces, but its word embedding has %d rows"
                            .formatted(name, vocabulary.size(), config.vocabularySize()));
        }
        this.name = name;
        this.format = format;
        this.config = config;
        this.vocabulary = vocabulary;
        this.casing = casing;
        this.weights = weights;
        this.heads = heads;
        this.sentences = sentences;
        this.digests = digests;
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
    public String digest() {
        // worth a second of reading on first use: computed twice at worst, and then the same
        String known = digest;
        if (known == null) {
            known = ContentDigest.of(config, vocabulary, weights, digests);
            digest = known;
        }
        return known;
    }

    @Override
    public BertConfig config() {
        return config;
    }

    @Override
    public Vocabulary vocabulary() {
        return vocabulary;
    }

    @Override
    public Optional<Casing> casing() {
        return casing;
    }

    @Override
    public Weights weights() {
        return weights;
    }

    @Override
    public List<Head> heads() {
        return heads;
    }

    @Override
    public Optional<SentenceEmbedding> sentenceEmbedding() {
        return sentences;
    }

    @Override
    public int trainedPositions() {
        int known = trainedPositions; // computed twice at worst, and then the same
        if (known == 0) {
            known = TrainedPositions.of(weights);
            trainedPositions = known;
        }
        return known;
    }

    @Override
    public void close() {
        // every read opens and closes its file
    }
}
