package io.github.flinkbert.cli.finetune.similarity;

import io.github.flinkbert.cli.evaluate.DataFormat;
import io.github.flinkbert.cli.evaluate.similarity.SimilarityFormats;
import io.github.flinkbert.cli.finetune.DataOptions;
import io.github.flinkbert.cli.finetune.FinetuneTask;
import io.github.flinkbert.cli.finetune.TrainingData;
import java.util.List;
import org.apache.flink.annotation.Internal;
import picocli.CommandLine.Mixin;

/** Vectors that measure meaning, from pairs of texts and from single ones. */
@Internal
public final class SimilarityFinetuneTask implements FinetuneTask {

    @Mixin private SimilarityOptions options;

    @Override
    public String name() {
        return "similarity";
    }

    @Override
    public String files() {
        return "pairs with scores as the STS benchmark has them, questions and passages in SQuAD's"
                + " JSON, tables or JSON lines of texts or pairs, a text a line";
    }

    @Override
    public List<DataFormat> formats() {
        return SimilarityFormats.ALL;
    }

    @Override
    public TrainingData read(DataOptions data, long seed) {
        return new SimilarityData(data, options, seed);
    }
}
