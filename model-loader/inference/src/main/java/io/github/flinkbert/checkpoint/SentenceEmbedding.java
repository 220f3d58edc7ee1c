package io.github.flinkbert.checkpoint;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.annotation.PublicEvolving;

/**
 * How a sentence-transformers release, or an adapter that says so in its form, makes a text's
 * vector: prompt and text are read, token vectors pooled, and the modules applied in their order.
 *
 * @param poolings how token vectors become one; the vectors of several are laid one after the other
 * @param promptPooled whether a prompt's tokens take part in pooling
 * @param modules what is done with the pooled vector
 * @param maxTokens tokens after which that library cuts a text, special tokens included; empty
 *     where the release does not say. Here a longer text is read in windows of so many tokens.
 * @param prompts what may stand before texts
 * @param similarity what vectors are compared by
 * @param dimensions how many numbers are kept, the first ones; empty for all. The vector is then
 *     scaled to length 1 again if it was before.
 */
@PublicEvolving
public record SentenceEmbedding(
        List<Pooling> poolings,
        boolean promptPooled,
        List<SentenceModule> modules,
        OptionalInt maxTokens,
        SentencePrompts prompts,
        SimilarityFunction similarity,
        OptionalInt dimensions) {

    private static final Set<Pooling> OF_OLD = Set.of(Pooling.CLS, Pooling.MEAN, Pooling.MAX);

    private static final SentenceModule NORMALIZE = new SentenceModule.Normalize();

    public SentenceEmbedding {
        poolings = List.copyOf(poolings);
        modules = List.copyOf(modules);
        if (poolings.isEmpty()) {
            throw new IllegalArgumentException("a vector needs a pooling");
        }
    }

    /** One pooling, and whether its vector is scaled to length 1. */
    public SentenceEmbedding(Pooling pooling, boolean normalised, OptionalInt maxTokens) {
        this(
                List.of(pooling),
                true,
                normalised ? List.of(NORMALIZE) : List.of(),
                maxTokens,
                SentencePrompts.NONE,
                SimilarityFunction.COSINE,
                OptionalInt.empty());
    }

    /** The pooling; of several the first. */
    public Pooling pooling() {
        return poolings.get(0);
    }

    /** Whether vectors have length 1: the last module scales them. */
    public boolean normalised() {
        return !modules.isEmpty() && modules.get(modules.size() - 1).equals(NORMALIZE);
    }

    /** Whether there is a dense layer over the pooled vector. */
    public boolean isDense() {
        return modules.stream().anyMatch(DenseModule.class::isInstance);
    }

    /**
     * Whether {@link #pooling}, {@link #normalised} and {@link #maxTokens} say all of its vectors,
     * as they did when there was nothing else to say.
     */
    boolean isPlain() {
        return OF_OLD.contains(pooling())
                && equals(
                        new SentenceEmbedding(
                                List.of(pooling()),
                                true,
                                normalised() ? List.of(NORMALIZE) : List.of(),
                                maxTokens,
                                SentencePrompts.NONE,
                                similarity,
                                OptionalInt.empty()));
    }

    /**
     * What a checkpoint's digest says of it: nothing where it was obeyed before there was more to
     * say, so that digests in savepoints stay what they are. Prompts that have to be asked for by
     * their names were passed over then.
     */
    String forCheckpointDigest() {
        SentenceEmbedding unasked =
                prompts.standardText().isEmpty()
                        ? new SentenceEmbedding(
                                poolings,
                                promptPooled,
                                modules,
                                maxTokens,
                                SentencePrompts.NONE,
                                similarity,
                                dimensions)
                        : this;
        return unasked.isPlain() ? "" : toString();
    }

    /**
     * Numbers of a vector of all modules, before any is left away.
     *
     * @param hiddenSize of the encoder
     * @throws IllegalArgumentException if a Dense module takes vectors of another width
     */
    public int width(int hiddenSize) {
        int width = poolings.size() * hiddenSize;
        for (SentenceModule module : modules) {
            width = module.width(width);
        }
        return width;
    }

    /**
     * Part of digests: says all that changes a vector, and what was all there was at first as it
     * was said then.
     */
    @Override
    public String toString() {
        if (isPlain()) {
            return "SentenceEmbedding[pooling=%s, normalised=%s, maxTokens=%s]"
                    .formatted(pooling(), normalised(), maxTokens);
        }
        return ("SentenceEmbedding[poolings=%s, promptPooled=%s, modules=%s, maxTokens=%s,"
                        + " prompts=%s, dimensions=%s]")
                .formatted(
                        poolings,
                        promptPooled,
                        modules.stream().map(Object::toString).collect(Collectors.joining("; ")),
                        maxTokens,
                        prompts,
                        dimensions);
    }
}
