package io.github.flinkbert.cli.labels;

import io.github.flinkbert.cli.terminal.UserException;
import io.github.flinkbert.task.labels.ZeroShot;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Labels that the user names, which a model of entailment knows nothing of. */
final class CandidateOptions {

    private static final String LABELS = "--candidate-labels";
    private static final String TEMPLATE = "--hypothesis-template";
    private static final String MULTI_LABEL = "--multi-label";

    @Option(
            names = LABELS,
            paramLabel = "A,B,C",
            split = ",",
            descriptionKey = "job.candidate-labels")
    private List<String> labels = List.of();

    @Option(names = TEMPLATE, paramLabel = "TEXT", descriptionKey = "job.hypothesis-template")
    private Optional<String> template = Optional.empty();

    @Option(names = MULTI_LABEL, descriptionKey = "job.multi-label")
    private boolean multiLabel;

    /** The ask; empty where the user names no labels. */
    Optional<ZeroShot> ask(String head, LabelOptions decoding) {
        if (labels.isEmpty()) {
            requireNone();
            return Optional.empty();
        }
        decoding.requireOnly(
                List.of("--top", "--threshold", "--join"),
                "with %s, of which one holds, or with %s any".formatted(LABELS, MULTI_LABEL));
        return Optional.of(
                new ZeroShot(
                        head,
                        labels.stream().map(String::strip).toList(),
                        template.orElse(ZeroShot.HYPOTHESIS),
                        multiLabel,
                        decoding.threshold(),
                        decoding.join()));
    }

    private void requireNone() {
        if (template.isPresent() || multiLabel) {
            throw new UserException(
                    "%s is of %s, which is missing"
                            .formatted(template.isPresent() ? TEMPLATE : MULTI_LABEL, LABELS));
        }
    }
}
