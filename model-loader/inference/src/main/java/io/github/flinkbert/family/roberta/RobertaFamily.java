package io.github.flinkbert.family.roberta;

import io.github.flinkbert.checkpoint.HuggingFaceModelType;
import io.github.flinkbert.family.bert.TransformerFamily;
import java.util.List;
import org.apache.flink.annotation.Internal;

/** RoBERTa in Hugging Face folders. */
@Internal
public final class RobertaFamily extends TransformerFamily {

    static final String NAME = "RoBERTa";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<HuggingFaceModelType> modelTypes() {
        return List.of(new RobertaFolder());
    }
}
