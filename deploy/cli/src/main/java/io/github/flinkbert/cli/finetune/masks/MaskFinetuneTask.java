package io.github.flinkbert.cli.finetune.masks;

import io.github.flinkbert.cli.evaluate.DataFormat;
import io.github.flinkbert.cli.finetune.DataOptions;
import io.github.flinkbert.cli.finetune.FinetuneTask;
import io.github.flinkbert.cli.finetune.TrainingData;
import java.util.List;
import org.apache.flink.annotation.Internal;
import picocli.CommandLine.Mixin;

/** Masked words, from plain text; with next sentences, from documents. */
@Internal
public final class MaskFinetuneTask implements FinetuneTask {

    @Mixin private MaskDataOptions options;

    @Override
    public String name() {
        return "mask";
    }

    @Override
    public String files() {
        return "plain text, a text a line";
    }

    @Override
    public List<DataFormat> formats() {
        return List.of();
    }

    @Override
    public TrainingData read(DataOptions data, long seed) {
        return options.nextSentence()
                ? new DocumentData(data, options, seed)
                : new MaskData(data, options);
    }
}
