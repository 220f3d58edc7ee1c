package io.github.flinkbert.cli.evaluate;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.flinkbert.Bert;
import io.github.flinkbert.checkpoint.ShippedAdapters;
import io.github.flinkbert.cli.answers.AnswerOptions;
import io.github.flinkbert.cli.embedding.EmbeddingOptions;
import io.github.flinkbert.cli.entities.EntityOptions;
import io.github.flinkbert.cli.lines.LineProgress;
import io.github.flinkbert.cli.option.ModelArguments;
import io.github.flinkbert.cli.terminal.CommandRoot;
import io.github.flinkbert.cli.terminal.UserException;
import io.github.flinkbert.cli.terminal.Words;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** A model and a file with gold data in, the field's own metrics out. */
@Command(
        name = "evaluate",
        description =
                "Score a model on a file of the field's own format; prints one JSON object with"
                        + " the metrics' own names.")
public final class EvaluateCommand implements Callable<Integer> {

    /** What is scored. */
    public enum Task {
        ANSWERS,
        ENTITIES,
        SIMILARITY
    }

    @ParentCommand private CommandRoot root;
    @Mixin private ModelArguments model;

    @Option(
            names = "--task",
            required = true,
            paramLabel = "answers|entities|similarity",
            description = "What is scored.")
    private Task task;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "FILE",
            description = "The file with the gold data.")
    private Path data;

    @Option(
            names = "--format",
            paramLabel = "auto|squad|korquad|conll|klue|korsts",
            defaultValue = "auto",
            description = "The file's format; auto: by its content.")
    private DataFormat format;

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
            names = "--types",
            paramLabel = "TYPE",
            split = ",",
            description = "Entities: count these types only (default: all).")
    private List<String> types = List.of();

    @Option(
            names = "--join-mentions",
            description = "Entities: join a token @ to the name after it.")
    private boolean joinMentions;

    @Mixin private ConllOptions columns;
    @Mixin private AnswerOptions answers;
    @Mixin private EntityOptions entities;
    @Mixin private EmbeddingOptions embedding;

    @Override
    public Integer call() throws Exception {
        Evaluation evaluation = evaluation();
        try (Bert bert = model.open(usualAdapters())) {
            Map<String, Object> scores = new LinkedHashMap<>();
            scores.put("task", Words.word(task));
            scores.put("model", bert.model().name());
            try (LineProgress progress = LineProgress.of(evaluation.items(), evaluation.size())) {
                scores.putAll(evaluation.run(bert, progress::lines));
            }
            JsonMapper json = new JsonMapper();
            String printed = json.writerWithDefaultPrettyPrinter().writeValueAsString(scores);
            evaluation.remarks(scores).forEach(root.streams().err()::println);
            root.streams().err().flush();
            root.streams().out().write((printed + "\n").getBytes(UTF_8));
            return 0;
        }
    }

    private List<String> usualAdapters() {
        return switch (task) {
            case ANSWERS -> List.of(ShippedAdapters.ANSWERS_EN);
            case ENTITIES -> List.of(ShippedAdapters.ENTITIES_EN);
            case SIMILARITY -> List.of();
        };
    }

    /** The file is read before a model is loaded, which takes long. */
    private Evaluation evaluation() {
        var unused = embedding.ask();
        if (columns.named() && task != Task.ENTITIES) {
            throw new UserException(
                    "--tag-column and --token-column are for --task entities, found --task "
                            + Words.word(task));
        }
        Slice slice = new Slice(skip, limit);
        return switch (task) {
            case ANSWERS ->
                    AnswerEvaluation.of(
                            data,
                            format,
                            slice,
                            answers.nullThreshold(),
                            (question, nBest, threshold) ->
                                    answers.ask(name, question, nBest, threshold));
            case ENTITIES ->
                    EntityEvaluation.of(
                            data,
                            format,
                            slice,
                            joinMentions,
                            types.isEmpty() ? Optional.empty() : Optional.of(Set.copyOf(types)),
                            entities.ask(name),
                            columns,
                            root.streams().err()::println);
            case SIMILARITY -> SimilarityEvaluation.of(data, format, slice, embedding.ask());
        };
    }
}
