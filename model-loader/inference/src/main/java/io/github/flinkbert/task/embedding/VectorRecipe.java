package io.github.flinkbert.task.embedding;

import io.github.flinkbert.checkpoint.Pooling;
import io.github.flinkbert.checkpoint.SentenceEmbedding;
import io.github.flinkbert.checkpoint.SentenceModule;
import io.github.flinkbert.encoder.Output;
import io.github.flinkbert.task.EncodedInput;
import io.github.flinkbert.task.ModelContext;
import io.github.flinkbert.task.Scores;
import io.github.flinkbert.tensor.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.annotation.Internal;

/**
 * How a model makes a text's vector for an {@link Embed}, with everything said: pooling, then what
 * stands behind it, on the vector of the whole text, and at last the first numbers of it and its
 * length.
 *
 * @param branch of the encoder
 * @param layers that are pooled, one after the other
 * @param poolings whose vectors are laid one after the other
 * @param leftOut leading tokens that take no part
 * @param pooledWidth numbers of the pooled vectors together
 * @param modules those whose outcome is cut, a last scaling to length 1 left away
 * @param kept how many numbers of it are kept
 * @param normalised whether it then has length 1
 */
@Internal
public record VectorRecipe(
        String branch,
        List<Integer> layers,
        List<Pooling> poolings,
        int leftOut,
        int pooledWidth,
        List<SentenceModule> modules,
        int kept,
        boolean normalised) {

    private static final SentenceModule NORMALIZE = new SentenceModule.Normalize();

    private static final Set<Pooling> OF_ALL_TOKENS =
            Set.of(Pooling.MEAN, Pooling.MAX, Pooling.MEAN_SQRT_LEN, Pooling.WEIGHTED_MEAN);

    /**
     * @param promptTokens leading tokens of each sequence that are no part of the text
     * @throws IllegalArgumentException if the ask does not fit the model
     */
    public static VectorRecipe of(
            Embed ask, VectorSource source, ModelContext model, int promptTokens) {
        Optional<SentenceEmbedding> own = source.own();
        // With a pooling that is said, nothing behind the pooling is the model's.
        Optional<SentenceEmbedding> whole = ask.pooling().isEmpty() ? own : Optional.empty();
        List<SentenceModule> modules =
                new ArrayList<>(whole.map(SentenceEmbedding::modules).orElse(List.of()));
        boolean normalised =
                ask.normalize().orElse(whole.map(SentenceEmbedding::normalised).orElse(false));
        while (!modules.isEmpty() && modules.get(modules.size() - 1).equals(NORMALIZE)) {
            modules.remove(modules.size() - 1);
        }
        List<Integer> layers = ask.layers().of(model.layers()).boxed().toList();
        boolean last = layers.equals(List.of(model.layers()));
        if (!last && whole.filter(SentenceEmbedding::isDense).isPresent()) {
            throw new IllegalArgumentException(
                    "the model's Dense modules stand on its last layer alone; expected layer -1, or"
                            + " a pooling, which leaves them out");
        }
        List<Pooling> poolings = ask.poolings(own);
        poolings.forEach(pooling -> requireOne(model.poolings(), pooling));
        int pooled = poolings.size() * layers.size() * model.hiddenSize();
        int width = pooled;
        for (SentenceModule module : modules) {
            width = module.width(width);
        }
        return new VectorRecipe(
                source.branch(),
                layers,
                poolings,
                leavesOut(own, poolings) ? promptTokens : 0,
                pooled,
                modules,
                kept(ask, whole, width),
                normalised);
    }

    /** Whether a prompt's tokens take no part: of what one token says none is left out. */
    private static boolean leavesOut(Optional<SentenceEmbedding> own, List<Pooling> poolings) {
        return !own.map(SentenceEmbedding::promptPooled).orElse(true)
                && poolings.stream().anyMatch(OF_ALL_TOKENS::contains);
    }

    private static void requireOne(Set<Pooling> known, Pooling pooling) {
        if (!known.contains(pooling)) {
            throw new IllegalArgumentException(
                    "this model's vectors are pooled by %s; found %s"
                            .formatted(
                                    known.stream()
                                            .map(Pooling::word)
                                            .collect(Collectors.joining(", ")),
                                    pooling.word()));
        }
    }

    private static int kept(Embed ask, Optional<SentenceEmbedding> whole, int width) {
        if (ask.dimensions().isPresent()) {
            int wanted = ask.dimensions().getAsInt();
            if (wanted > width) {
                throw new IllegalArgumentException(
                        ("dimensions must be at most %d, which a vector of this model has; found"
                                        + " %d")
                                .formatted(width, wanted));
            }
            return wanted;
        }
        OptionalInt own = whole.map(SentenceEmbedding::dimensions).orElse(OptionalInt.empty());
        return Math.min(width, own.orElse(width));
    }

    /** What is wanted of the graph. */
    List<Output> outputs() {
        List<Output> outputs = new ArrayList<>();
        for (Pooling pooling : leftOut > 0 ? List.of(Pooling.MEAN) : poolings) {
            for (int layer : layers) {
                outputs.add(
                        leftOut > 0
                                ? new Output.TokenVectors(branch, layer)
                                : new Output.Pooled(branch, pooling, layer));
            }
        }
        return outputs;
    }

    Embedding make(EncodedInput input, Scores scores) {
        int part = pooledWidth / poolings.size();
        float[] pooled = new float[pooledWidth];
        // A text of which nothing is read has no direction: its vector is zero.
        for (int i = 0; i < poolings.size() && !input.sequences().isEmpty(); i++) {
            List<EmbeddingJoin.Window> windows = new ArrayList<>();
            for (int window = 0; window < input.sequences().size(); window++) {
                int tokens = input.sequences().get(window).pooled();
                windows.add(
                        new EmbeddingJoin.Window(
                                pooled(poolings.get(i), scores, window, part),
                                tokens,
                                first(tokens)));
            }
            float[] joined = EmbeddingJoin.joined(poolings.get(i), windows);
            System.arraycopy(joined, 0, pooled, i * part, part);
        }
        return Embedding.owning(finished(pooled));
    }

    /** What becomes of a pooled vector: the modules, the first numbers, the length. */
    public float[] finished(float[] pooled) {
        float[] vector = pooled;
        for (SentenceModule module : modules) {
            vector = module.apply(vector);
        }
        if (kept < vector.length) {
            vector = Arrays.copyOf(vector, kept);
        }
        return normalised ? NORMALIZE.apply(vector) : vector;
    }

    /** The last token takes part in any case. */
    private int first(int tokens) {
        return Math.min(leftOut, tokens - 1);
    }

    private float[] pooled(Pooling pooling, Scores scores, int window, int size) {
        float[] vector = new float[size];
        int at = 0;
        for (int layer : layers) {
            if (leftOut == 0) {
                Matrix found = scores.of(window, new Output.Pooled(branch, pooling, layer));
                found.copyRow(0, vector, at);
                at += found.columns();
            } else {
                Matrix found = scores.of(window, new Output.TokenVectors(branch, layer));
                float[] made = TokenPooling.pool(pooling, found, first(found.rows()));
                System.arraycopy(made, 0, vector, at, made.length);
                at += made.length;
            }
        }
        return vector;
    }
}
