package io.github.flinkbert.cli;

import static java.util.Objects.requireNonNull;

import io.github.flinkbert.cli.evaluate.DataFormat;
import io.github.flinkbert.cli.evaluate.EvaluationTask;
import io.github.flinkbert.cli.evaluate.FormatChoice;
import io.github.flinkbert.cli.evaluate.answers.AnswerEvaluationTask;
import io.github.flinkbert.cli.evaluate.entities.EntityEvaluationTask;
import io.github.flinkbert.cli.evaluate.labels.LabelEvaluationTask;
import io.github.flinkbert.cli.evaluate.similarity.SimilarityEvaluationTask;
import io.github.flinkbert.cli.finetune.FinetuneTask;
import io.github.flinkbert.cli.finetune.answers.AnswerFinetuneTask;
import io.github.flinkbert.cli.finetune.entities.EntityFinetuneTask;
import io.github.flinkbert.cli.finetune.labels.LabelFinetuneTask;
import io.github.flinkbert.cli.finetune.masks.MaskFinetuneTask;
import io.github.flinkbert.cli.finetune.similarity.SimilarityFinetuneTask;
import io.github.flinkbert.cli.option.TaskMixins;
import io.github.flinkbert.cli.terminal.Words;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The tasks of {@code finetune} and {@code evaluate}, listed once. */
final class CommandTasks {

    private final List<FinetuneTask> finetune =
            List.of(
                    new EntityFinetuneTask(),
                    new AnswerFinetuneTask(),
                    new MaskFinetuneTask(),
                    new LabelFinetuneTask(),
                    new SimilarityFinetuneTask());

    private final List<EvaluationTask> evaluate =
            List.of(
                    new AnswerEvaluationTask(),
                    new EntityEvaluationTask(),
                    new SimilarityEvaluationTask(),
                    new LabelEvaluationTask());

    /** The formats of all tasks' files. */
    List<DataFormat> formats() {
        return Stream.concat(
                        evaluate.stream().flatMap(task -> task.formats().stream()),
                        finetune.stream().flatMap(task -> task.formats().stream()))
                .distinct()
                .toList();
    }

    /**
     * Gives the two commands their tasks, with their options.
     *
     * @param line that has both commands
     */
    void addTo(CommandLine line) {
        CommandSpec learning = command(line, "finetune");
        finetune.forEach(task -> TaskMixins.add(learning, task.name(), task));
        TaskMixins.putCommonLast(learning);
        TaskMixins.texts(
                learning,
                Map.of(
                        "tasks",
                        finetune.stream().map(FinetuneTask::name).collect(Collectors.joining("|")),
                        "formats",
                        FormatChoice.words(finetune.stream().flatMap(t -> t.formats().stream())),
                        "files",
                        finetune.stream()
                                .map(task -> task.name() + ": " + task.files())
                                .collect(Collectors.joining("; "))));
        CommandSpec scoring = command(line, "evaluate");
        evaluate.forEach(task -> TaskMixins.add(scoring, task.name(), task));
        TaskMixins.putCommonLast(scoring);
        TaskMixins.texts(
                scoring,
                Map.of(
                        "tasks",
                        evaluate.stream()
                                .map(EvaluationTask::name)
                                .collect(Collectors.joining("|")),
                        "formats",
                        FormatChoice.words(evaluate.stream().flatMap(t -> t.formats().stream()))));
        line.registerConverter(FinetuneTask.class, Words.of(finetune, FinetuneTask::name));
        line.registerConverter(EvaluationTask.class, Words.of(evaluate, EvaluationTask::name));
        line.registerConverter(FormatChoice.class, FormatChoice.converter(formats()));
    }

    private static CommandSpec command(CommandLine line, String name) {
        return requireNonNull(line.getSubcommands().get(name), name).getCommandSpec();
    }
}
