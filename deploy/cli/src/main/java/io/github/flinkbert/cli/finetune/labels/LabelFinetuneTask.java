package io.github.flinkbert.cli.finetune.labels;

import io.github.flinkbert.cli.evaluate.DataFormat;
import io.github.flinkbert.cli.evaluate.labels.LabelFormats;
import io.github.flinkbert.cli.finetune.DataOptions;
import io.github.flinkbert.cli.finetune.FinetuneTask;
import io.github.flinkbert.cli.finetune.TrainingData;
import java.util.List;
import org.apache.flink.annotation.Internal;
import picocli.CommandLine.Mixin;

/** Labels of texts and of pairs of texts, from tables or JSON lines. */
@Internal
public final class LabelFinetuneTask implements FinetuneTask {

    @Mixin private LabelDataOptions options;

    @Override
    public String name() {
        return "labels";
    }

    @Override
    public String files() {
        return "tab-separated or comma-separated values, or JSON lines";
    }

    @Override
    public List<DataFormat> formats() {
        return LabelFormats.ALL;
    }

    @Override
    public TrainingData read(DataOptions data, long seed) {
        return new LabelData(data, options, seed);
    }
}
