package io.github.flinkbert.flink.task.masks;

import static io.github.flinkbert.flink.binding.Summary.more;
import static io.github.flinkbert.flink.binding.Summary.quoted;
import static io.github.flinkbert.flink.binding.Summary.score;

import io.github.flinkbert.flink.binding.Summary;
import io.github.flinkbert.task.masks.Candidate;
import io.github.flinkbert.task.masks.Masks;
import java.util.List;
import java.util.stream.Collectors;

/** The first few masks, each with its likeliest word. */
final class MasksSummary implements Summary<Masks> {

    private static final int MOST = 8;

    @Override
    public String of(Masks masks) {
        return "masks: "
                + masks.masks().stream()
                        .limit(MOST)
                        .map(MasksSummary::likeliest)
                        .collect(Collectors.joining(", "))
                + more(masks.masks().size(), MOST);
    }

    private static String likeliest(List<Candidate> words) {
        return words.isEmpty()
                ? "none"
                : quoted(words.get(0).token()) + " " + score(words.get(0).score());
    }

    @Override
    public String countOf(Masks masks) {
        return masks.masks().size() + " masks";
    }
}
