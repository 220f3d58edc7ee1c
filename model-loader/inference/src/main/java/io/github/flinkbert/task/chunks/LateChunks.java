package io.github.flinkbert.task.chunks;

import io.github.flinkbert.checkpoint.Pooling;
import io.github.flinkbert.encoder.Output;
import io.github.flinkbert.task.InferencePlan;
import io.github.flinkbert.task.MostContext;
import io.github.flinkbert.task.ScoredWindow;
import io.github.flinkbert.task.Scores;
import io.github.flinkbert.task.TextContext;
import io.github.flinkbert.task.embedding.Embed;
import io.github.flinkbert.task.embedding.Embedding;
import io.github.flinkbert.task.embedding.PromptedText;
import io.github.flinkbert.task.embedding.VectorRecipe;
import io.github.flinkbert.task.embedding.VectorSource;
import io.github.flinkbert.tensor.Matrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Reads the whole text once; a chunk's vector is the mean of its tokens' vectors, each from the
 * window in which it has most context.
 *
 * <p>Source: Günther et al. 2024, "Late Chunking: Contextual Chunk Embeddings Using Long-Context
 * Embedding Models", section 3. {@code [CLS]}, {@code [SEP]} and a prompt are in no chunk. What a
 * release does with a text's vector is done with each chunk's.
 */
final class LateChunks {

    private LateChunks() {}

    /**
     * @param chunks at least one
     * @throws IllegalArgumentException if the vectors are not to be means
     */
    static InferencePlan<TextChunks> plan(Embed embed, TextContext text, List<Stretch> chunks) {
        VectorSource source = VectorSource.of(text.model());
        PromptedText read = new PromptedText(text, embed.prompt().resolved(source.prompts()));
        read.requireWholeWords();
        VectorRecipe recipe = VectorRecipe.of(embed, source, text.model(), 0);
        requireMean(recipe.poolings());
        List<Output> outputs =
                recipe.layers().stream()
                        .<Output>map(layer -> new Output.TokenVectors(source.branch(), layer))
                        .toList();
        return new InferencePlan<>(
                read.overlapping(),
                outputs,
                scores ->
                        EmbedChunks.result(text, chunks, vectors(chunks, outputs, scores, recipe)));
    }

    private static void requireMean(List<Pooling> poolings) {
        if (!poolings.equals(List.of(Pooling.MEAN))) {
            throw new IllegalArgumentException(
                    ("late chunking takes the mean of a chunk's token vectors: expected the pooling"
                                    + " mean, or early chunking; found the pooling %s")
                            .formatted(
                                    poolings.stream()
                                            .map(LateChunks::word)
                                            .collect(Collectors.joining(" and "))));
        }
    }

    private static String word(Pooling pooling) {
        return pooling.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static List<Embedding> vectors(
            List<Stretch> chunks, List<Output> outputs, Scores scores, VectorRecipe recipe) {
        List<List<ScoredWindow>> layers = outputs.stream().map(scores::ofTokens).toList();
        List<ScoredWindow> windows = layers.get(0);
        int[] mostContext = MostContext.ofPieces(windows.get(windows.size() - 1).to(), windows);
        List<Embedding> vectors = new ArrayList<>(chunks.size());
        for (Stretch chunk : chunks) {
            float[] mean = mean(chunk, layers, mostContext);
            vectors.add(Embedding.of(recipe.finished(mean)));
        }
        return vectors;
    }

    /** Layers one after another, as in {@link Embed#layers}. */
    private static float[] mean(Stretch chunk, List<List<ScoredWindow>> layers, int[] mostContext) {
        int width = layers.get(0).get(0).scores().columns();
        float[] mean = new float[layers.size() * width];
        for (int layer = 0; layer < layers.size(); layer++) {
            double[] sums = new double[width];
            for (int piece = chunk.from(); piece < chunk.to(); piece++) {
                ScoredWindow window = layers.get(layer).get(mostContext[piece]);
                Matrix tokens = window.scores();
                int row = window.row(piece);
                for (int i = 0; i < width; i++) {
                    sums[i] += tokens.get(row, i);
                }
            }
            for (int i = 0; i < width; i++) {
                mean[layer * width + i] = (float) (sums[i] / chunk.pieces());
            }
        }
        return mean;
    }
}
