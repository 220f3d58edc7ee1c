package io.github.flinkbert.flink.task.entities;

import static io.github.flinkbert.flink.binding.Summary.cut;
import static io.github.flinkbert.flink.binding.Summary.more;
import static io.github.flinkbert.flink.binding.Summary.quoted;
import static io.github.flinkbert.flink.binding.Summary.score;

import io.github.flinkbert.flink.binding.Summary;
import io.github.flinkbert.task.entities.Entity;
import java.util.List;
import java.util.stream.Collectors;

/** The first few, with label and score. */
final class EntitiesSummary implements Summary<List<Entity>> {

    private static final int MOST = 8;

    @Override
    public String of(List<Entity> entities) {
        return "entities: "
                + (entities.isEmpty() ? "none" : some(entities) + more(entities.size(), MOST));
    }

    private static String some(List<Entity> entities) {
        return entities.stream()
                .limit(MOST)
                .map(
                        each ->
                                "%s %s %s"
                                        .formatted(
                                                cut(each.label()),
                                                quoted(each.text()),
                                                score(each.score())))
                .collect(Collectors.joining(", "));
    }

    @Override
    public String countOf(List<Entity> entities) {
        return entities.size() + " entities";
    }
}
