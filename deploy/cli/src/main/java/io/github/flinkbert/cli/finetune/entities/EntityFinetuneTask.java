package io.github.flinkbert.cli.finetune.entities;

import io.github.flinkbert.cli.evaluate.DataFormat;
import io.github.flinkbert.cli.evaluate.entities.EntityFormats;
import io.github.flinkbert.cli.finetune.DataOptions;
import io.github.flinkbert.cli.finetune.FinetuneTask;
import io.github.flinkbert.cli.finetune.TrainingData;
import java.util.List;
import java.util.Optional;
import org.apache.flink.annotation.Internal;
import picocli.CommandLine.Mixin;

/** Entities, from tagged sentences. */
@Internal
public final class EntityFinetuneTask implements FinetuneTask {

    @Mixin private EntityDataOptions options;

    @Override
    public String name() {
        return "entities";
    }

    @Override
    public String files() {
        return "CoNLL columns in any scheme, or KLUE's character rows";
    }

    @Override
    public List<DataFormat> formats() {
        return EntityFormats.ALL;
    }

    @Override
    public Optional<String> heldOutBy() {
        return options.heldSentences().map(count -> EntityDataOptions.HOLDOUT);
    }

    @Override
    public TrainingData read(DataOptions data, long seed) {
        return new EntityData(data, options, seed);
    }
}
