package io.github.flinkbert.benchmark.peer;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import io.github.flinkbert.benchmark.usage.Spent;
import java.util.List;
import org.apache.flink.annotation.Internal;

/** langchain4j's in-process model, given all texts at once: it spreads them over threads. */
@Internal
public record LangChainBatchEmbedder(String name, NumberFormatName format, EmbeddingModel model)
        implements Embedder {

    @Override
    public Spent.Done<List<float[]>> embed(List<String> texts) throws Exception {
        List<TextSegment> segments = texts.stream().map(TextSegment::from).toList();
        return Spent.on(
                () ->
                        model.embedAll(segments).content().stream()
                                .map(embedding -> embedding.vector())
                                .toList());
    }

    @Override
    public void close() {}
}
