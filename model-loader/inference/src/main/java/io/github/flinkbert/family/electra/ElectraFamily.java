package io.github.flinkbert.family.electra;

import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.checkpoint.HuggingFaceModelType;
import io.github.flinkbert.checkpoint.ReleaseForm;
import io.github.flinkbert.encoder.EncoderSettings;
import io.github.flinkbert.encoder.SequenceEncoder;
import io.github.flinkbert.family.ModelFamily;
import io.github.flinkbert.family.bert.TransformerLoading;
import io.github.flinkbert.text.Tokenizer;
import java.util.List;
import org.apache.flink.annotation.Internal;

/** ELECTRA in Hugging Face folders, and as Google released it. */
@Internal
public final class ElectraFamily implements ModelFamily {

    static final String NAME = "ELECTRA";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<ReleaseForm> forms() {
        return List.of(new GoogleElectra());
    }

    @Override
    public List<HuggingFaceModelType> modelTypes() {
        return List.of(new ElectraFolder());
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
