package io.github.flinkbert.flink.task.chunks;

import static io.github.flinkbert.flink.option.Option.optional;
import static io.github.flinkbert.flink.option.Option.withDefault;
import static io.github.flinkbert.flink.option.OptionTypes.choice;
import static io.github.flinkbert.flink.option.OptionTypes.wholeNumber;

import io.github.flinkbert.flink.binding.InputField;
import io.github.flinkbert.flink.binding.TaskRequest;
import io.github.flinkbert.flink.binding.TaskSettings;
import io.github.flinkbert.flink.option.Option;
import io.github.flinkbert.flink.option.Settings;
import io.github.flinkbert.flink.task.embedding.EmbeddingBinding;
import io.github.flinkbert.task.chunks.Chunking;
import io.github.flinkbert.task.chunks.EmbedChunks;
import java.util.List;
import java.util.Set;

/** The options of chunks, whose vectors are made as the options of embeddings say. */
final class ChunksSettings implements TaskSettings {

    private static final TaskSettings EMBEDDING = new EmbeddingBinding().settings().orElseThrow();

    private static final Option<Chunking> CHUNKING =
            withDefault(
                    "chunking",
                    choice(Chunking.class),
                    "early",
                    "What is read for a chunk's vector: early, the chunk alone; late, the whole"
                            + " text once, of which the chunk's token vectors are averaged (for"
                            + " models whose pooling is the mean).");

    private static final Option<Integer> PIECES =
            optional(
                    "chunk-pieces",
                    wholeNumber(EmbedChunks.FEWEST_PIECES),
                    "The most pieces of a chunk, special tokens left out; by default %d, or as many as the model reads at once where these are fewer. A chunk has as many whole sentences as fit; a longer sentence is cut."
                            .formatted(EmbedChunks.USUAL_PIECES));

    private static final Option<Integer> OVERLAP =
            withDefault(
                    "chunk-overlap",
                    wholeNumber(0),
                    String.valueOf(EmbedChunks.USUAL_OVERLAP),
                    "How many sentences at a chunk's end the next one begins with, as far as they"
                            + " leave room for another.");

    @Override
    public List<Option<?>> ofJob() {
        return List.of(CHUNKING, PIECES, OVERLAP);
    }

    @Override
    public List<Option<?>> ofStatement() {
        return ofJob();
    }

    @Override
    public List<Option<?>> alsoOfJob() {
        return EMBEDDING.ofJob();
    }

    @Override
    public List<Option<?>> alsoOfStatement() {
        return EMBEDDING.ofStatement();
    }

    @Override
    public void checkJobInputs(Settings settings, Set<InputField> inputs) {
        requireFloats(settings);
    }

    @Override
    public void checkStatement(Settings settings, Set<InputField> inputs) {
        requireFloats(settings);
    }

    private static void requireFloats(Settings settings) {
        EmbeddingBinding.smallFormat(settings)
                .ifPresent(
                        format ->
                                settings.problem(
                                        "chunks have vectors of float32: expected vector-format"
                                                + " float32 beside them, found "
                                                + format));
    }

    @Override
    public TaskRequest request(Settings settings) {
        return new ChunksRequest(
                EMBEDDING.request(settings),
                settings.get(CHUNKING),
                settings.find(PIECES).orElse(ChunksRequest.USUAL),
                settings.get(OVERLAP));
    }
}
