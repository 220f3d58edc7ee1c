package io.github.flinkbert.cli.evaluate.entities;

import io.github.flinkbert.checkpoint.ShippedAdapters;
import io.github.flinkbert.cli.entities.EntityOptions;
import io.github.flinkbert.cli.evaluate.DataFormat;
import io.github.flinkbert.cli.evaluate.Evaluation;
import io.github.flinkbert.cli.evaluate.EvaluationTask;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.annotation.Internal;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Entities of a tagged file. */
@Internal
public final class EntityEvaluationTask implements EvaluationTask {

    @Option(
            names = "--types",
            paramLabel = "TYPE",
            split = ",",
            description = "Entities: count these types only (default: all).")
    private List<String> types = List.of();

    @Option(
            names = "--join-mentions",
            description = "Entities: join a token @ to the name after it.")
    private boolean joinMentions;

    @Mixin private ConllOptions columns;
    @Mixin private EntityOptions decoding;

    @Override
    public String name() {
        return "entities";
    }

    @Override
    public List<DataFormat> formats() {
        return EntityFormats.ALL;
    }

    @Override
    public List<String> usualAdapters() {
        return List.of(ShippedAdapters.ENTITIES_EN);
    }

    @Override
    public Evaluation read(Source source) {
        return EntityEvaluation.of(
                source,
                joinMentions,
                types.isEmpty() ? Optional.empty() : Optional.of(Set.copyOf(types)),
                decoding.ask(source.head()),
                columns);
    }
}
