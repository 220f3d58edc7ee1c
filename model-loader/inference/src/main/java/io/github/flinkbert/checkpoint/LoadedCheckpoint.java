package io.github.flinkbert.checkpoint;

import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.location.FileDigests;
import io.github.flinkbert.tensor.Weights;
import io.github.flinkbert.text.Casing;
import io.github.flinkbert.text.Tokenizer;
import io.github.flinkbert.text.TokenizerRules;
import io.github.flinkbert.text.Vocabulary;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A checkpoint whose parts have been found to fit each other. */
final class LoadedCheckpoint implements Checkpoint {

    private final String name;
    private final String format;
    private final BertConfig config;
    private final ReleasedTokenizer tokenizer;
    private final Weights weights;
    private final MappedWeights stored;
    private final HeadReader.Found heads;
    private final Optional<SentenceEmbedding> sentences;
    private final FileDigests digests;
    private final String family;
    private volatile @Nullable String digest;
    private volatile int trainedPositions;

    LoadedCheckpoint(
            String name,
            String format,
            BertConfig config,
            ReleasedTokenizer tokenizer,
            MappedWeights weights,
            HeadReader.Found heads,
            Optional<SentenceEmbedding> sentences,
            FileDigests digests) {
        this(name, format, config, tokenizer, weights, weights, heads, sentences, digests);
    }

    /**
     * @param stored what the weights are made of, for the digest
     */
    LoadedCheckpoint(
            String name,
            String format,
            BertConfig config,
            ReleasedTokenizer tokenizer,
            Weights weights,
            MappedWeights stored,
            HeadReader.Found heads,
            Optional<SentenceEmbedding> sentences,
            FileDigests digests) {
        this(
                HuggingFaceBert.FAMILY,
                name,
                format,
                config,
                tokenizer,
                weights,
                stored,
                heads,
                sentences,
                digests);
    }

    /**
     * @param family the name of the family that it belongs to
     */
    LoadedCheckpoint(
            String family,
            String name,
            String format,
            BertConfig config,
            ReleasedTokenizer tokenizer,
            Weights weights,
            MappedWeights stored,
            HeadReader.Found heads,
            Optional<SentenceEmbedding> sentences,
            FileDigests digests) {
        EncoderVariables.requireFit(weights, config, name);
        this.family = family;
        this.name = name;
        this.format = format;
        this.config = config;
        this.tokenizer = tokenizer.fitted(config.vocabularySize(), name);
        this.weights = weights;
        this.stored = stored;
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
    public String family() {
        return family;
    }

    @Override
    public String digest() {
        // worth a second of reading on first use: computed twice at worst, and then the same
        String known = digest;
        if (known == null) {
            known = ContentDigest.of(config, tokenizer, stored, sentences, digests);
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
        return tokenizer.vocabulary();
    }

    @Override
    public Optional<Casing> casing() {
        return tokenizer.casing();
    }

    @Override
    public Tokenizer tokenizer(Casing casing) {
        if (tokenizer.other().isEmpty()) {
            return Checkpoint.super.tokenizer(casing);
        }
        if (!tokenizer.casing().equals(Optional.of(casing))) {
            throw new CheckpointException(
                    casing == Casing.CASED
                            ? "%s lower-cases texts, as its tokenizer's files say; expected uncased"
                                    .formatted(name)
                            : "%s takes texts as they are: its tokenizer knows no lower-casing; expected cased"
                                    .formatted(name));
        }
        return tokenizer.other().get().of(tokenizer.vocabulary());
    }

    @Override
    public TokenizerRules tokenizerRules() {
        return tokenizer.rules();
    }

    @Override
    public Weights weights() {
        return weights;
    }

    @Override
    public Optional<QuantizedWeights> quantized() {
        return weights instanceof QuantizedWeights own ? Optional.of(own) : Optional.empty();
    }

    @Override
    public List<Head> heads() {
        return heads.asked();
    }

    @Override
    public List<Head> otherHeads() {
        return heads.others();
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
