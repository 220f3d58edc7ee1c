package io.github.flinkbert.family.gpt;

import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.checkpoint.Release;
import io.github.flinkbert.checkpoint.ReleasedTokenizer;
import io.github.flinkbert.checkpoint.SentenceEmbedding;
import io.github.flinkbert.checkpoint.TrainedPositions;
import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.location.FileDigests;
import io.github.flinkbert.tensor.Weights;
import io.github.flinkbert.text.Casing;
import io.github.flinkbert.text.Tokenizer;
import io.github.flinkbert.text.Vocabulary;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A GPT whose parts have been found to fit each other. */
final class GptCheckpoint implements Checkpoint {

    private final String family;
    private final Release release;
    private final String format;
    private final GptConfig config;
    private final ReleasedTokenizer tokenizer;
    private final Casing casing;
    private final GptWeights weights;
    private final Optional<SentenceEmbedding> sentences;
    private volatile @Nullable String digest;
    private volatile int trainedPositions;

    /**
     * @param family its name
     * @param casing that its tokenizer has, whatever else is said
     * @throws CheckpointException if the parts do not fit each other
     */
    GptCheckpoint(
            String family,
            Release release,
            String format,
            GptConfig config,
            ReleasedTokenizer tokenizer,
            Casing casing,
            GptWeights weights,
            Optional<SentenceEmbedding> sentences) {
        GptVariables.requireFit(weights, config, release.name());
        this.family = family;
        this.release = release;
        this.format = format;
        this.config = config;
        this.tokenizer = tokenizer.fitted(config.vocabularySize(), release.name());
        this.casing = casing;
        this.weights = weights;
        this.sentences = sentences;
    }

    @Override
    public String name() {
        return release.name();
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
            StringBuilder text = new StringBuilder(1 << 16).append(config).append('\n');
            for (int id = 0; id < vocabulary().size(); id++) {
                text.append(vocabulary().piece(id)).append('\n');
            }
            tokenizer.other().ifPresent(other -> text.append(other.settings()).append('\n'));
            sentences.ifPresent(own -> text.append(own).append('\n'));
            text.append(weights.described(release.digests()));
            known = FileDigests.ofText(text.toString());
            digest = known;
        }
        return known;
    }

    @Override
    public GptConfig shape() {
        return config;
    }

    @Override
    public boolean causal() {
        return true;
    }

    @Override
    public Vocabulary vocabulary() {
        return tokenizer.vocabulary();
    }

    @Override
    public Optional<Casing> casing() {
        return Optional.of(casing);
    }

    @Override
    public Tokenizer tokenizer(Casing wanted) {
        if (wanted != casing) {
            throw new CheckpointException(
                    casing == Casing.CASED
                            ? "%s takes texts as they are: its tokenizer knows no lower-casing; expected cased"
                                    .formatted(name())
                            : "%s lower-cases texts: its vocabulary has no capitals; expected uncased"
                                    .formatted(name()));
        }
        return tokenizer.other().orElseThrow().of(vocabulary());
    }

    @Override
    public Weights weights() {
        return weights;
    }

    @Override
    public Optional<SentenceEmbedding> sentenceEmbedding() {
        return sentences;
    }

    @Override
    public int trainedPositions() {
        int known = trainedPositions; // computed twice at worst, and then the same
        if (known == 0) {
            known = TrainedPositions.of(weights, GptVariables.POSITIONS);
            trainedPositions = known;
        }
        return known;
    }

    @Override
    public int positions(int wanted) {
        if (wanted != 0 && (wanted < 1 || wanted > config.maxPositions())) {
            throw new CheckpointException(
                    "max-positions must be from 1 to %d, the rows of %s's position table; found %d"
                            .formatted(config.maxPositions(), name(), wanted));
        }
        return wanted == 0 ? longestSequence() : wanted;
    }

    @Override
    public void close() {
        // every read opens and closes its file
    }
}
