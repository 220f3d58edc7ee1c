package io.github.flinkbert.flink.task.redaction;

import static io.github.flinkbert.flink.binding.Summary.cut;
import static io.github.flinkbert.flink.binding.Summary.more;

import io.github.flinkbert.flink.binding.Summary;
import io.github.flinkbert.task.redaction.RedactedSpan;
import io.github.flinkbert.task.redaction.Redaction;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How many of which types. */
final class RedactionSummary implements Summary<Redaction> {

    private static final int MOST = 8;

    @Override
    public String of(Redaction redaction) {
        Map<String, Integer> types = new TreeMap<>();
        for (RedactedSpan span : redaction.spans()) {
            types.merge(span.type(), 1, Integer::sum);
        }
        return "redacted: "
                + (types.isEmpty() ? "nothing" : some(types) + more(types.size(), MOST));
    }

    private static String some(Map<String, Integer> types) {
        return types.entrySet().stream()
                .limit(MOST)
                .map(each -> "%d %s".formatted(each.getValue(), cut(each.getKey())))
                .collect(Collectors.joining(", "));
    }

    @Override
    public String countOf(Redaction redaction) {
        return redaction.spans().size() + " redacted";
    }
}
