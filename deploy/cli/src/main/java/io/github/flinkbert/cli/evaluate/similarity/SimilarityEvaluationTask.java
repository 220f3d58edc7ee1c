package io.github.flinkbert.cli.evaluate.similarity;

import io.github.flinkbert.cli.embedding.EmbeddingOptions;
import io.github.flinkbert.cli.evaluate.DataFormat;
import io.github.flinkbert.cli.evaluate.Evaluation;
import io.github.flinkbert.cli.evaluate.EvaluationTask;
import io.github.flinkbert.task.embedding.Prompt;
import io.github.flinkbert.training.similarity.PairFile;
import java.util.List;
import java.util.Optional;
import org.apache.flink.annotation.Internal;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The similarity of a file's sentence pairs, or how its questions find their passages. */
@Internal
public final class SimilarityEvaluationTask implements EvaluationTask {

    @Mixin private EmbeddingOptions embedding;
    @Mixin private PairColumnOptions columns;

    @Option(
            names = "--passage-prompt",
            paramLabel = "TEXT",
            description =
                    "Similarity: what is read before each passage, where --prompt stands before"
                            + " each question; by default the model's own prompt document, passage"
                            + " or corpus, if it has one, and before questions its prompt query.")
    private Optional<String> passagePrompt = Optional.empty();

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
                file,
                source.slice().of(source.file(), file.pairs()),
                embedding.ask(),
                passagePrompt.map(Prompt::of).orElse(Prompt.asReleased()));
    }
}
