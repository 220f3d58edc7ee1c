package io.github.flinkbert.family.bert;

import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.checkpoint.HuggingFaceBert;
import io.github.flinkbert.checkpoint.HuggingFaceModelType;
import io.github.flinkbert.checkpoint.ReleaseForm;
import io.github.flinkbert.checkpoint.ReleaseForms;
import io.github.flinkbert.encoder.EncoderSettings;
import io.github.flinkbert.encoder.SequenceEncoder;
import io.github.flinkbert.family.ModelFamily;
import io.github.flinkbert.text.Tokenizer;
import java.util.List;
import org.apache.flink.annotation.Internal;

/** BERT in all forms that it is released in. */
@Internal
public final class BertFamily implements ModelFamily {

    @Override
    public String name() {
        return HuggingFaceBert.FAMILY;
    }

    @Override
    public List<ReleaseForm> forms() {
        return ReleaseForms.ofBert();
    }

    @Override
    public List<HuggingFaceModelType> modelTypes() {
        return List.of(new HuggingFaceBert());
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
