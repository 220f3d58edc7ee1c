package io.github.flinkbert.cli.evaluate.similarity;

import io.github.flinkbert.cli.embedding.EmbeddingOptions;
import io.github.flinkbert.cli.evaluate.DataFormat;
import io.github.flinkbert.cli.evaluate.Evaluation;
import io.github.flinkbert.cli.evaluate.EvaluationTask;
import io.github.flinkbert.training.similarity.PairFile;
import java.util.List;
import org.apache.flink.annotation.Internal;
import picocli.CommandLine.Mixin;

/** The similarity of a file's sentence pairs, or how its questions find their passages. */
@Internal
public final class SimilarityEvaluationTask implements EvaluationTask {

    @Mixin private EmbeddingOptions embedding;
    @Mixin private PairColumnOptions columns;

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
        PairFile file = columns.read(source.file(), source.format());
        return PairEvaluation.of(
                file, source.slice().of(source.file(), file.pairs()), embedding.ask());
    }
}
