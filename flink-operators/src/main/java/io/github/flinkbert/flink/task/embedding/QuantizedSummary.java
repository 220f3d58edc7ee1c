package io.github.flinkbert.flink.task.embedding;

import io.github.flinkbert.flink.binding.Summary;
import io.github.flinkbert.flink.option.OptionTypes;
import io.github.flinkbert.task.embedding.QuantizedEmbedding;

/** How wide it is, and in which format. */
final class QuantizedSummary implements Summary<QuantizedEmbedding> {

    @Override
    public String of(QuantizedEmbedding vector) {
        return "embedding: %d numbers, %s"
                .formatted(vector.dimensions(), OptionTypes.kebab(vector.format()));
    }

    @Override
    public String countOf(QuantizedEmbedding vector) {
        return "embedding of " + vector.dimensions();
    }

    @Override
    public boolean isNumeric() {
        return true;
    }
}
