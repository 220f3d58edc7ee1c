package io.github.flinkbert.flink.task.labels;

import static io.github.flinkbert.flink.binding.Summary.cut;
import static io.github.flinkbert.flink.binding.Summary.more;
import static io.github.flinkbert.flink.binding.Summary.score;

import io.github.flinkbert.flink.binding.Summary;
import io.github.flinkbert.task.labels.LabelScore;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.annotation.Internal;

/** The first few, with their scores. */
@Internal
public final class LabelsSummary implements Summary<List<LabelScore>> {

    private static final int MOST = 8;

    @Override
    public String of(List<LabelScore> labels) {
        return "labels: " + some(labels);
    }

    /** Without the word before them. */
    public static String some(List<LabelScore> labels) {
        return labels.isEmpty()
                ? "none"
                : labels.stream()
                                .limit(MOST)
                                .map(each -> cut(each.label()) + " " + score((float) each.score()))
                                .collect(Collectors.joining(", "))
                        + more(labels.size(), MOST);
    }

    @Override
    public String countOf(List<LabelScore> labels) {
        return labels.size() + " labels";
    }
}
