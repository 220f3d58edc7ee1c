package io.github.flinkbert.family.distilbert;

import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.checkpoint.HuggingFaceModelType;
import io.github.flinkbert.encoder.EncoderSettings;
import io.github.flinkbert.encoder.SequenceEncoder;
import io.github.flinkbert.family.ModelFamily;
import io.github.flinkbert.family.bert.TransformerLoading;
import io.github.flinkbert.text.Tokenizer;
import java.util.List;
import org.apache.flink.annotation.Internal;

/** DistilBERT in Hugging Face folders. */
@Internal
public final class DistilBertFamily implements ModelFamily {

    static final String NAME = "DistilBERT";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<HuggingFaceModelType> modelTypes() {
        return List.of(new DistilBertFolder());
    }

    @Override
    public SequenceEncoder load(
            Checkpoint checkpoint,
            Tokenizer tokenizer,
            EncoderSettings settings,
            int maxPositions) {
        return TransformerLoading.load(checkpoint, tokenizer, settings, maxPositions);
    }
}
