package io.github.flinkbert.cli.finetune.answers;

import io.github.flinkbert.cli.evaluate.DataFormat;
import io.github.flinkbert.cli.evaluate.answers.AnswerFormats;
import io.github.flinkbert.cli.finetune.DataOptions;
import io.github.flinkbert.cli.finetune.FinetuneTask;
import io.github.flinkbert.cli.finetune.TrainingData;
import java.util.List;
import java.util.Optional;
import org.apache.flink.annotation.Internal;
import picocli.CommandLine.Option;

/** Answers, from questions with gold answers. */
@Internal
public final class AnswerFinetuneTask implements FinetuneTask {

    private static final String HOLDOUT = "--holdout-articles";

    @Option(
            names = HOLDOUT,
            paramLabel = "N",
            description = "Develop on the last N articles of the first --data file (answers).")
    private Optional<Integer> articles = Optional.empty();

    @Override
    public String name() {
        return "answers";
    }

    @Override
    public String files() {
        return "SQuAD's JSON, 1.1 or 2.0";
    }

    @Override
    public List<DataFormat> formats() {
        return AnswerFormats.ALL;
    }

    @Override
    public Optional<String> heldOutBy() {
        return articles.map(count -> HOLDOUT);
    }

    @Override
    public TrainingData read(DataOptions data, long seed) {
        return new AnswerData(data, articles, seed);
    }
}
