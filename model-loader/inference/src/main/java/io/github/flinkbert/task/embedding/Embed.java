package io.github.flinkbert.task.embedding;

import io.github.flinkbert.checkpoint.Pooling;
import io.github.flinkbert.checkpoint.SentenceEmbedding;
import io.github.flinkbert.encoder.Output;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.EncodedInput;
import io.github.flinkbert.task.InferencePlan;
import io.github.flinkbert.task.Scores;
import io.github.flinkbert.task.TextContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.annotation.PublicEvolving;

/**
 * A text's vector: of the adapter that was trained for it, where there is one, else of the release.
 *
 * @param pooling how token vectors become one vector; empty for the model's own way: as the adapter
 *     or a sentence-transformers release says, else the mean
 * @param layers which layers' hidden states; more than one are concatenated
 * @param normalize whether to scale the vector to Euclidean length 1; empty for as the model does
 *     with its own pooling, and not at all with another
 */
@PublicEvolving
public record Embed(Optional<Pooling> pooling, Layers layers, Optional<Boolean> normalize)
        implements Ask<Embedding> {

    public Embed {
        if (pooling.isPresent()) {
            requireLast(pooling.get(), layers);
        }
    }

    /** With everything said. */
    public Embed(Pooling pooling, Layers layers, boolean normalize) {
        this(Optional.of(pooling), layers, Optional.of(normalize));
    }

    /** As the model itself makes it: the adapter for vectors, else the release. */
    public static Embed asReleased() {
        return new Embed(Optional.empty(), Layers.LAST, Optional.empty());
    }

    /** Mean of the last layer, not normalised. */
    public static Embed mean() {
        return new Embed(Pooling.MEAN, Layers.LAST, false);
    }

    /** The same with another pooling. */
    public Embed with(Pooling other) {
        return new Embed(Optional.of(other), layers, normalize);
    }

    /** The same, scaled to length 1 or not. */
    public Embed with(boolean normalized) {
        return new Embed(pooling, layers, Optional.of(normalized));
    }

    /**
     * The pooling that is used.
     *
     * @param own how the model itself makes a text's vector, where it says so
     */
    public Pooling pooling(Optional<SentenceEmbedding> own) {
        return pooling.orElseGet(() -> own.map(SentenceEmbedding::pooling).orElse(Pooling.MEAN));
    }

    private static void requireLast(Pooling pooling, Layers layers) {
        if (pooling == Pooling.CLS_POOLER && !layers.equals(Layers.LAST)) {
            throw new IllegalArgumentException(
                    "BERT's own pooler (cls-pooler) stands on the last layer only");
        }
    }

    @Override
    public InferencePlan<Embedding> plan(TextContext text) {
        VectorSource source = VectorSource.of(text.model());
        Optional<SentenceEmbedding> own = source.own();
        Pooling used = pooling(own);
        requireLast(used, layers);
        boolean scaled =
                normalize.orElseGet(
                        () ->
                                pooling.isEmpty()
                                        && own.map(SentenceEmbedding::normalised).orElse(false));
        List<Output> outputs =
                layers.of(text.model().layers())
                        .<Output>mapToObj(layer -> new Output.Pooled(source.branch(), used, layer))
                        .toList();
        EncodedInput input = text.sideBySide();
        return new InferencePlan<>(
                input, outputs, scores -> join(used, scaled, input, outputs, scores));
    }

    private static Embedding join(
            Pooling pooling,
            boolean normalize,
            EncodedInput input,
            List<Output> outputs,
            Scores scores) {
        List<EmbeddingJoin.Window> windows = new ArrayList<>();
        for (int w = 0; w < input.sequences().size(); w++) {
            windows.add(
                    new EmbeddingJoin.Window(
                            concatenated(scores, w, outputs), input.sequences().get(w).length()));
        }
        return EmbeddingJoin.join(pooling, normalize, windows);
    }

    private static float[] concatenated(Scores scores, int window, List<Output> outputs) {
        int width = scores.of(window, outputs.get(0)).columns();
        float[] joined = new float[outputs.size() * width];
        for (int i = 0; i < outputs.size(); i++) {
            scores.of(window, outputs.get(i)).copyRow(0, joined, i * width);
        }
        return joined;
    }

    @Override
    public long bytes(Embedding result) {
        return 4L * result.size();
    }
}
