package io.github.flinkbert.family.xlmroberta;

import io.github.flinkbert.checkpoint.HuggingFaceModelType;
import io.github.flinkbert.family.bert.TransformerFamily;
import java.util.List;
import org.apache.flink.annotation.Internal;

/** XLM-RoBERTa in Hugging Face folders. */
@Internal
public final class XlmRobertaFamily extends TransformerFamily {

    static final String NAME = "XLM-RoBERTa";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<HuggingFaceModelType> modelTypes() {
        return List.of(new XlmRobertaFolder());
    }
}
