package io.github.flinkbert.flink.task.labels;

import io.github.flinkbert.flink.binding.ColumnField;
import io.github.flinkbert.flink.binding.OutputColumn;
import io.github.flinkbert.flink.binding.ScalarType;
import io.github.flinkbert.task.labels.LabelScore;
import java.util.List;
import java.util.function.Function;
import org.apache.flink.annotation.Internal;

/** Labels in SQL's columns and in records. Stateless. */
@Internal
public final class LabelColumns {

    private static final List<ColumnField<LabelScore>> FIELDS =
            List.of(
                    new ColumnField<>("label", ScalarType.STRING, LabelScore::label),
                    new ColumnField<>("score", ScalarType.FLOAT, LabelColumns::score));

    private LabelColumns() {}

    /**
     * The best label, its score, and all that are given; the first two are null where none is.
     *
     * @param labels of a result, best first
     */
    public static <R> List<OutputColumn<R>> of(Function<R, List<LabelScore>> labels) {
        return List.of(
                OutputColumn.scalar("label", ScalarType.STRING, best(labels, LabelScore::label)),
                OutputColumn.scalar("score", ScalarType.FLOAT, best(labels, LabelColumns::score)),
                OutputColumn.rows("labels", FIELDS, labels));
    }

    private static <R> Function<R, Object> best(
            Function<R, List<LabelScore>> labels, Function<LabelScore, Object> value) {
        return labels.andThen(given -> given.isEmpty() ? null : value.apply(given.get(0)));
    }

    private static Object score(LabelScore label) {
        return (float) label.score();
    }

    /** As Avro has them. */
    public static List<io.github.flinkbert.schemas.Label> written(List<LabelScore> labels) {
        return labels.stream()
                .map(
                        each ->
                                new io.github.flinkbert.schemas.Label(
                                        each.label(), (float) each.score()))
                .toList();
    }
}
