package io.github.flinkbert.cli.entities;

import io.github.flinkbert.checkpoint.AggregationStrategy;
import io.github.flinkbert.task.entities.TagEntities;
import org.apache.flink.annotation.Internal;
import picocli.CommandLine.Option;

/** How entities are decoded: what {@code entities} and {@code evaluate} share. */
@Internal
public final class EntityOptions {

    @Option(
            names = {"--aggregation-strategy", "--word-label"},
            paramLabel = "${bundle:job.aggregation-strategy.type}",
            defaultValue = "${bundle:job.aggregation-strategy.default}",
            descriptionKey = "job.aggregation-strategy")
    private AggregationStrategy aggregation;

    @Option(
            names = "--no-trim",
            description =
                    "Leave at the edges of entities what the model's labels have there: quotes,"
                            + " punctuation marks, emoji, parts of e-mail addresses.")
    private boolean untrimmed;

    /**
     * @param model name of the model that labels; empty for the only one there is
     */
    public TagEntities ask(String model) {
        return new TagEntities(model, aggregation, !untrimmed);
    }
}
