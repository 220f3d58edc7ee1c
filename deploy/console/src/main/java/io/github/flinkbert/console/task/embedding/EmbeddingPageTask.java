package io.github.flinkbert.console.task.embedding;

import io.github.flinkbert.console.bounded.Ring;
import io.github.flinkbert.console.task.PageTask;
import io.github.flinkbert.console.task.RecordField;
import io.github.flinkbert.console.task.SeenText;
import io.github.flinkbert.console.task.Trial;
import io.github.flinkbert.task.embedding.Embed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.flink.annotation.Internal;

/**
 * Embeddings of the stream, kept for the map, and that of a text that is tried, with the nearest of
 * the stream.
 */
@Internal
public final class EmbeddingPageTask implements PageTask {

    private static final EmbeddingField FIELD = new EmbeddingField();
    private static final int HELD = 3_000;
    private static final int NEIGHBOURS = 3;

    /** Wider than the last four layers of BERT-Large together is no embedding of ours. */
    private static final int WIDEST = 4_096;

    private final Ring<Embedded> kept = new Ring<>(HELD);

    @Override
    public Optional<RecordField<?>> field() {
        return Optional.of(FIELD);
    }

    @Override
    public void saw(SeenText text) {
        float[] vector = text.get(FIELD);
        if (vector.length > 0 && vector.length <= WIDEST) {
            kept.add(Embedded.of(text, vector));
        }
    }

    /** The last ones of the stream. */
    Ring<Embedded> kept() {
        return kept;
    }

    /** Shows {@code embedding}, and in {@code nearest} the texts of the stream nearest to it. */
    @Override
    public void ask(Trial trial) {
        show(trial, new float[0]);
        trial.ask(Embed.asReleased(), found -> show(trial, found.vector()));
    }

    private void show(Trial trial, float[] vector) {
        trial.show("embedding", vector);
        trial.show(
                "nearest",
                vector.length == 0 ? List.of() : Nearest.of(vector, kept.all(), NEIGHBOURS));
    }

    /** {@code search}: the texts of the stream that are nearest to one that was typed in. */
    @Override
    public Map<String, Consumer<Trial>> questions() {
        return Map.of("search", new MeaningSearch(kept));
    }

    /** {@code map}: the embeddings that are kept, in two dimensions. */
    @Override
    public Map<String, Supplier<?>> requests() {
        return Map.of("map", () -> EmbeddingMap.of(kept.all()));
    }
}
