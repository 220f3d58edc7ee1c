package io.github.flinkbert.cli.evaluate.similarity;

import io.github.flinkbert.cli.embedding.EmbeddingOptions;
import io.github.flinkbert.cli.evaluate.DataFormat;
import io.github.flinkbert.cli.evaluate.Evaluation;
import io.github.flinkbert.cli.evaluate.EvaluationTask;
import java.util.List;
import org.apache.flink.annotation.Internal;
import picocli.CommandLine.Mixin;

/** The similarity of a file's sentence pairs. */
@Internal
public final class SimilarityEvaluationTask implements EvaluationTask {

    @Mixin private EmbeddingOptions embedding;

    @Override
    public String name() {
        return "similarity";
    }

    @Override
    public List<DataFormat> formats() {
        return SimilarityFormats.ALL;
    }

    @Override
    public List<String> usualAdapters() {
        return List.of();
    }

    @Override
    public Evaluation read(Source source) {
        return SimilarityEvaluation.of(source, embedding.ask());
    }
}
