package io.github.flinkbert.flink.record;

import io.github.flinkbert.flink.binding.Summary;
import io.github.flinkbert.flink.binding.TaskBinding;
import io.github.flinkbert.flink.task.Tasks;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What was found in one text as one line of bounded length, for people. Stateless. */
final class ShortForm {

    /** What can be read first, then numbers; else as tasks are listed. */
    private static final List<TaskBinding<?>> IN_ORDER =
            Tasks.ALL.stream()
                    .sorted(
                            Comparator.comparing(
                                    (TaskBinding<?> task) -> task.summary().isNumeric()))
                    .toList();

    /** One of a summary's two forms. */
    private interface Form {
        <R> String of(Summary<R> summary, R result);
    }

    private static final Form WHOLE =
            new Form() {
                @Override
                public <R> String of(Summary<R> summary, R result) {
                    return summary.of(result);
                }
            };

    private static final Form COUNT =
            new Form() {
                @Override
                public <R> String of(Summary<R> summary, R result) {
                    return summary.countOf(result);
                }
            };

    private ShortForm() {}

    /** The first of what was found, task by task. */
    static String of(EnrichmentResult result) {
        return joined(result, WHOLE);
    }

    /** Likewise, but how many only: it quotes nothing of the text. */
    static String counts(EnrichmentResult result) {
        return joined(result, COUNT);
    }

    private static String joined(EnrichmentResult result, Form form) {
        String parts =
                IN_ORDER.stream()
                        .flatMap(task -> part(task, result, form).stream())
                        .collect(Collectors.joining("; "));
        return parts.isEmpty() ? "nothing" : parts;
    }

    private static <R> Optional<String> part(
            TaskBinding<R> task, EnrichmentResult result, Form form) {
        return result.get(task.key()).map(found -> form.of(task.summary(), found));
    }
}
