package io.github.flinkbert.cli.redaction;

import io.github.flinkbert.cli.terminal.UserException;
import io.github.flinkbert.failure.FailureMessage;
import io.github.flinkbert.flink.binding.TaskSettings;
import io.github.flinkbert.flink.option.Option;
import io.github.flinkbert.flink.option.Settings;
import io.github.flinkbert.flink.task.redaction.RedactionBinding;
import io.github.flinkbert.task.redaction.Redact;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import picocli.CommandLine;

/** What is redacted, and what stands in its place: read as the job and SQL read it. */
final class RedactionOptions {

    private static final TaskSettings TASK = new RedactionBinding().settings().orElseThrow();

    @CommandLine.Option(
            names = "--redact-entities",
            paramLabel = "all|none|TYPE,…",
            defaultValue = "all",
            description =
                    "Which entities are personal data: types as the model names them, such as PER;"
                            + " all; or none, which needs no model for entities. Default: all.")
    private String entities;

    @CommandLine.Option(
            names = "--redact-patterns",
            paramLabel = "${bundle:job.redact-patterns.type}",
            descriptionKey = "job.redact-patterns")
    private Optional<String> patterns = Optional.empty();

    @CommandLine.Option(
            names = "--redact-regions",
            paramLabel = "${bundle:job.redact-regions.type}",
            descriptionKey = "job.redact-regions")
    private Optional<String> regions = Optional.empty();

    @CommandLine.Option(
            names = "--redact-replacement",
            paramLabel = "${bundle:job.redact-replacement.type}",
            descriptionKey = "job.redact-replacement")
    private Optional<String> replacement = Optional.empty();

    @CommandLine.Option(
            names = "--redact-key-file",
            paramLabel = "FILE",
            description = "File with the key of pseudonyms, 16 bytes or more.")
    private Optional<String> keyFile = Optional.empty();

    /**
     * @param head which head finds entities; empty for the only one there is
     * @throws UserException with a sentence for each option that cannot be used
     */
    Redact ask(String head) {
        Map<String, String> given = new TreeMap<>();
        given.put("redact-entities", entities);
        patterns.ifPresent(text -> given.put("redact-patterns", text));
        regions.ifPresent(text -> given.put("redact-regions", text));
        replacement.ifPresent(text -> given.put("redact-replacement", text));
        keyFile.ifPresent(text -> given.put("redact-key-file", text));
        if (!head.isEmpty()) {
            given.put("entities-model", head);
        }
        List<Option<?>> options =
                Stream.concat(TASK.ofStatement().stream(), TASK.alsoOfStatement().stream())
                        .toList();
        Settings settings = new Settings(given, options, key -> false);
        TASK.check(settings);
        TASK.checkStatement(settings, Set.of());
        if (!settings.problems().isEmpty()) {
            throw new UserException("--" + String.join("; --", settings.problems()));
        }
        try {
            return (Redact) TASK.request(settings).everyAsk("").get(0);
        } catch (IllegalArgumentException e) {
            throw new UserException(FailureMessage.of(e), e);
        }
    }
}
