package io.github.flinkbert.flink.task.embedding;

import io.github.flinkbert.flink.binding.OutputColumn;
import io.github.flinkbert.flink.binding.ResultFormat;
import io.github.flinkbert.flink.binding.Summary;
import io.github.flinkbert.flink.binding.TaskBinding;
import io.github.flinkbert.flink.binding.TaskKey;
import io.github.flinkbert.flink.binding.TaskSettings;
import io.github.flinkbert.flink.option.OptionTypes;
import io.github.flinkbert.flink.option.Settings;
import io.github.flinkbert.schemas.EnrichedText;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.Results;
import io.github.flinkbert.task.embedding.Embed;
import io.github.flinkbert.task.embedding.Embedding;
import io.github.flinkbert.task.embedding.VectorFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.flink.annotation.Internal;

/** What the Flink side knows of {@link EmbeddingTask}. */
@Internal
public final class EmbeddingBinding implements TaskBinding<Embedding> {

    /** What options make vectors into instead of float32; empty where they leave them. */
    public static Optional<String> smallFormat(Settings settings) {
        return settings.find(QuantizationSettings.FORMAT)
                .filter(format -> format != VectorFormat.FLOAT32)
                .map(OptionTypes::kebab);
    }

    @Override
    public TaskKey<Embedding> key() {
        return EmbeddingTask.KEY;
    }

    @Override
    public Optional<TaskSettings> settings() {
        return Optional.of(new EmbeddingSettings());
    }

    @Override
    public Class<? extends Ask<?>> reads() {
        return Embed.class;
    }

    @Override
    public Optional<Embedding> gather(Results results) {
        return TaskBinding.resultsOf(Embed.class, results).findFirst();
    }

    @Override
    public ResultFormat<Embedding> format() {
        return new EmbeddingFormat();
    }

    @Override
    public Summary<Embedding> summary() {
        return new EmbeddingSummary();
    }

    @Override
    public boolean hasField() {
        return true;
    }

    @Override
    public Optional<BiConsumer<EnrichedText.Builder, Embedding>> field() {
        return Optional.of((text, embedding) -> text.setEmbedding(boxed(embedding)));
    }

    private static List<Float> boxed(Embedding embedding) {
        List<Float> values = new ArrayList<>(embedding.size());
        for (int i = 0; i < embedding.size(); i++) {
            values.add(embedding.get(i));
        }
        return values;
    }

    @Override
    public List<OutputColumn<Embedding>> columns() {
        return List.of(OutputColumn.vector("embedding", Embedding::vector));
    }
}
