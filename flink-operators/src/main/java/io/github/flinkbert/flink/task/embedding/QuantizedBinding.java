package io.github.flinkbert.flink.task.embedding;

import io.github.flinkbert.flink.binding.ColumnVariant;
import io.github.flinkbert.flink.binding.JsonField;
import io.github.flinkbert.flink.binding.OutputColumn;
import io.github.flinkbert.flink.binding.ResultFormat;
import io.github.flinkbert.flink.binding.ScalarType;
import io.github.flinkbert.flink.binding.Summary;
import io.github.flinkbert.flink.binding.TaskBinding;
import io.github.flinkbert.flink.binding.TaskKey;
import io.github.flinkbert.flink.option.OptionTypes;
import io.github.flinkbert.schemas.EnrichedText;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.Results;
import io.github.flinkbert.task.embedding.EmbedQuantized;
import io.github.flinkbert.task.embedding.QuantizedEmbedding;
import io.github.flinkbert.task.embedding.VectorFormat;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.annotation.Internal;
import org.jspecify.annotations.Nullable;

/**
 * What the Flink side knows of {@link EmbeddingTask#QUANTIZED}. Has no options of its own: those of
 * {@link EmbeddingBinding} ask for it.
 */
@Internal
public final class QuantizedBinding implements TaskBinding<QuantizedEmbedding> {

    @Override
    public TaskKey<QuantizedEmbedding> key() {
        return EmbeddingTask.QUANTIZED;
    }

    @Override
    public Class<? extends Ask<?>> reads() {
        return EmbedQuantized.class;
    }

    @Override
    public Optional<QuantizedEmbedding> gather(Results results) {
        return TaskBinding.resultsOf(EmbedQuantized.class, results).findFirst();
    }

    @Override
    public ResultFormat<QuantizedEmbedding> format() {
        return new QuantizedFormat();
    }

    @Override
    public Summary<QuantizedEmbedding> summary() {
        return new QuantizedSummary();
    }

    @Override
    public boolean hasField() {
        return true;
    }

    @Override
    public Optional<BiConsumer<EnrichedText.Builder, QuantizedEmbedding>> field() {
        return Optional.of((text, vector) -> text.setQuantizedEmbedding(written(vector)));
    }

    private static io.github.flinkbert.schemas.QuantizedEmbedding written(
            QuantizedEmbedding vector) {
        return new io.github.flinkbert.schemas.QuantizedEmbedding(
                OptionTypes.kebab(vector.format()),
                vector.dimensions(),
                ByteBuffer.wrap(vector.bytes()));
    }

    /** Numbers as numbers; bits stay bytes, which are Base64. */
    @Override
    public Optional<JsonField<QuantizedEmbedding>> json() {
        return Optional.of(new JsonField<>("quantizedEmbedding", QuantizedBinding::shown));
    }

    private static Map<String, Object> shown(QuantizedEmbedding vector) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("format", OptionTypes.kebab(vector.format()));
        shown.put("dimensions", vector.dimensions());
        shown.put(
                "values",
                vector.format().isBinary()
                        ? ByteBuffer.wrap(vector.bytes())
                        : IntStream.range(0, vector.size()).mapToObj(vector::get).toList());
        return shown;
    }

    @Override
    public List<ColumnVariant<QuantizedEmbedding>> variants() {
        return List.of(
                variant(
                        OutputColumn.array(
                                "embedding",
                                ScalarType.TINYINT,
                                vector ->
                                        vector.format() == VectorFormat.INT8
                                                ? vector.bytes()
                                                : null),
                        VectorFormat.INT8),
                variant(
                        OutputColumn.array(
                                "embedding", ScalarType.SMALLINT, QuantizedBinding::shorts),
                        VectorFormat.UINT8),
                variant(
                        OutputColumn.scalar(
                                "embedding",
                                ScalarType.BYTES,
                                vector -> vector.format().isBinary() ? vector.bytes() : null),
                        VectorFormat.UBINARY,
                        VectorFormat.BINARY));
    }

    private static ColumnVariant<QuantizedEmbedding> variant(
            OutputColumn<QuantizedEmbedding> column, VectorFormat... formats) {
        return new ColumnVariant<>(
                column,
                QuantizationSettings.FORMAT.key(),
                Stream.of(formats).map(OptionTypes::kebab).toList());
    }

    private static short @Nullable [] shorts(QuantizedEmbedding vector) {
        if (vector.format() != VectorFormat.UINT8) {
            return null;
        }
        short[] numbers = new short[vector.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (short) vector.get(i);
        }
        return numbers;
    }
}
