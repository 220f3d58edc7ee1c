package io.github.flinkbert.benchmark.peer;

import dev.langchain4j.model.embedding.EmbeddingModel;
import io.github.flinkbert.benchmark.usage.Spent;
import java.util.List;
import org.apache.flink.annotation.Internal;

/** langchain4j's in-process model, asked for one text after the other, as its users mostly do. */
@Internal
public record LangChainEmbedder(String name, NumberFormatName format, EmbeddingModel model)
        implements Embedder {

    @Override
    public Spent.Done<List<float[]>> embed(List<String> texts) throws Exception {
        return Spent.on(
                () -> texts.stream().map(text -> model.embed(text).content().vector()).toList());
    }

    @Override
    public void close() {}
}
