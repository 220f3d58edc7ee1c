package io.github.flinkbert.cli.evaluate;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.flinkbert.Bert;
import io.github.flinkbert.cli.lines.LineProgress;
import io.github.flinkbert.cli.option.ModelArguments;
import io.github.flinkbert.cli.option.TaskMixins;
import io.github.flinkbert.cli.terminal.CommandRoot;
import io.github.flinkbert.cli.terminal.UserException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.apache.flink.annotation.Internal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** A model and a file with gold data in, the field's own metrics out. */
@Command(
        name = "evaluate",
        description =
                "Score a model on a file of the field's own format; prints one JSON object with"
                        + " the metrics' own names.")
@Internal
public final class EvaluateCommand implements Callable<Integer> {

    @ParentCommand private CommandRoot root;
    @Spec private CommandSpec spec;
    @Mixin private ModelArguments model;

    @Option(
            names = "--task",
            required = true,
            paramLabel = "${bundle:tasks}",
            description = "What is scored.")
    private EvaluationTask task;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "FILE",
            description = "The file with the gold data.")
    private Path data;

    @Option(
            names = "--format",
            paramLabel = "${bundle:formats}",
            defaultValue = "auto",
            description = "The file's format; auto: by its content.")
    private FormatChoice format;

    @Option(
            names = "--head",
            paramLabel = "NAME",
            defaultValue = "",
            description = "Which adapter is scored, where there are several.")
    private String name;

    @Option(
            names = "--skip",
            paramLabel = "N",
            defaultValue = "0",
            description = "Leave out the first N questions, sentences or pairs.")
    private int skip;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "Score at most N questions, sentences or pairs.")
    private Optional<Integer> limit = Optional.empty();

    @Option(
            names = "--errors",
            paramLabel = "N",
            description =
                    "Print N typical wrong predictions and the scores of parts, such as types, as"
                            + " tables in Markdown for a model card instead; the JSON object goes"
                            + " to standard error then.")
    private Optional<Integer> errors = Optional.empty();

    @Option(
            names = "--data-licence",
            paramLabel = "LICENCE",
            description = "With --errors: the data's licence, which the tables name.")
    private Optional<String> licence = Optional.empty();

    @Override
    public Integer call() throws Exception {
        TaskMixins.requireOf(spec, task.name());
        requireErrors();
        Evaluation evaluation =
                task.read(
                        new EvaluationTask.Source(
                                data,
                                format,
                                new Slice(skip, limit),
                                name,
                                root.streams().err()::println));
        try (Bert bert = model.open(task.usualAdapters())) {
            Map<String, Object> scores = new LinkedHashMap<>();
            TypicalMistakes mistakes = new TypicalMistakes();
            Consumer<Mistake> told = errors.isPresent() ? mistakes : Evaluation.UNTOLD;
            scores.put("task", task.name());
            scores.put("model", bert.model().name());
            try (LineProgress progress = LineProgress.of(evaluation.items(), evaluation.size())) {
                scores.putAll(evaluation.run(bert, progress::lines, told));
            }
            JsonMapper json = new JsonMapper();
            String printed = json.writerWithDefaultPrettyPrinter().writeValueAsString(scores);
            evaluation.remarks(scores).forEach(root.streams().err()::println);
            if (errors.isPresent()) {
                root.streams().err().println(printed);
                printed = tables(evaluation.parts(scores), mistakes, errors.get());
            }
            root.streams().err().flush();
            root.streams().out().write((printed + "\n").getBytes(UTF_8));
            return 0;
        }
    }

    private void requireErrors() {
        if (errors.orElse(1) < 1) {
            throw new UserException(
                    "--errors must be at least 1, found %d".formatted(errors.orElse(0)));
        }
        if (licence.isPresent() && errors.isEmpty()) {
            throw new UserException("--data-licence is for --errors, which is not given");
        }
    }

    /** As finetune writes them into a card. */
    private String tables(
            Map<String, Map<String, Number>> parts, TypicalMistakes mistakes, int most) {
        String source =
                "%s (%s)".formatted(data.getFileName(), licence.orElse("licence not given"));
        String errorsFound = "## Typical errors\n\n" + mistakes.markdown(most, source);
        return parts.isEmpty()
                ? errorsFound
                : PartScores.markdown(data.getFileName().toString(), parts) + "\n\n" + errorsFound;
    }
}
