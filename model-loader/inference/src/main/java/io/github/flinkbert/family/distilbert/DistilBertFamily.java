package io.github.flinkbert.family.distilbert;

import io.github.flinkbert.checkpoint.HuggingFaceModelType;
import io.github.flinkbert.family.bert.TransformerFamily;
import java.util.List;
import org.apache.flink.annotation.Internal;

/** DistilBERT in Hugging Face folders. */
@Internal
public final class DistilBertFamily extends TransformerFamily {

    static final String NAME = "DistilBERT";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<HuggingFaceModelType> modelTypes() {
        return List.of(new DistilBertFolder());
    }
}
