package io.github.flinkbert.cli.evaluate.labels;

import io.github.flinkbert.cli.evaluate.DataFormat;
import io.github.flinkbert.cli.evaluate.Evaluation;
import io.github.flinkbert.cli.evaluate.EvaluationTask;
import java.util.List;
import org.apache.flink.annotation.Internal;
import picocli.CommandLine.Mixin;

/** Labels or scores of a file's texts, or of its pairs of texts. */
@Internal
public final class LabelEvaluationTask implements EvaluationTask {

    @Mixin private LabelColumnOptions columns;

    @Override
    public String name() {
        return "labels";
    }

    @Override
    public List<DataFormat> formats() {
        return LabelFormats.ALL;
    }

    @Override
    public List<String> usualAdapters() {
        return List.of();
    }

    @Override
    public Evaluation read(Source source) {
        return LabelEvaluation.of(source, columns);
    }
}
