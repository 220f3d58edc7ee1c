package io.github.flinkbert.task.entities;

import io.github.flinkbert.checkpoint.AggregationStrategy;
import io.github.flinkbert.checkpoint.Head;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.HeadNeed;
import io.github.flinkbert.task.InferencePlan;
import io.github.flinkbert.task.TaskHead;
import io.github.flinkbert.task.TaskHeads;
import io.github.flinkbert.task.TextContext;
import java.util.List;
import org.apache.flink.annotation.PublicEvolving;

/**
 * Named entities.
 *
 * @param model name of the adapter, or of the checkpoint's own head, that labels tokens; empty for
 *     the only one there is
 * @param strategy how the labels of a word's pieces become the word's label
 * @param trim whether what is no part of a name is taken from the edges ({@link EntityTrim});
 *     without it entities are bordered as the model's labels are
 */
@PublicEvolving
public record TagEntities(String model, AggregationStrategy strategy, boolean trim)
        implements Ask<Entities> {

    private static final HeadNeed<Head.TokenClassification> NEED =
            new HeadNeed<>(
                    Head.TokenClassification.class,
                    "labels tokens, for entities",
                    "entities need a head for tokens");

    /** Bytes of an entity beside its text. */
    private static final int ENTITY_BYTES = 120;

    /** Trimmed. */
    public TagEntities(String model, AggregationStrategy strategy) {
        this(model, strategy, true);
    }

    /** Of the only model that finds entities, as it was trained. */
    public TagEntities() {
        this("", AggregationStrategy.AS_TRAINED);
    }

    @Override
    public InferencePlan<Entities> plan(TextContext text) {
        TaskHead<Head.TokenClassification> head = text.model().heads().find(NEED, model);
        EntityDecoder decoder =
                head.decoder(EntityDecoder.class, strategy, wanted -> decoder(head, wanted));
        return new InferencePlan<>(
                text.overlapping(),
                List.of(head.scores()),
                scores -> {
                    Entities found =
                            decoder.decode(
                                    text.text(), text.pieces(), scores.ofTokens(head.scores()));
                    return trim ? EntityTrim.trim(text.text(), found) : found;
                });
    }

    private static EntityDecoder decoder(
            TaskHead<Head.TokenClassification> head, AggregationStrategy wanted) {
        Head.TokenClassification tokens = head.head();
        AggregationStrategy used =
                wanted == AggregationStrategy.AS_TRAINED ? tokens.aggregation() : wanted;
        return new EntityDecoder(LabelSet.of(tokens.labels()), used);
    }

    /** Names that {@link #model} can be. */
    public static List<String> models(TaskHeads heads) {
        return heads.names(Head.TokenClassification.class);
    }

    @Override
    public long bytes(Entities result) {
        return result.entities().stream()
                .mapToLong(entity -> ENTITY_BYTES + 2L * entity.text().length())
                .sum();
    }
}
