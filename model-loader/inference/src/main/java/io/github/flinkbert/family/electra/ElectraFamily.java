package io.github.flinkbert.family.electra;

import io.github.flinkbert.checkpoint.HuggingFaceModelType;
import io.github.flinkbert.checkpoint.ReleaseForm;
import io.github.flinkbert.family.bert.TransformerFamily;
import java.util.List;
import org.apache.flink.annotation.Internal;

/** ELECTRA in Hugging Face folders, and as Google released it. */
@Internal
public final class ElectraFamily extends TransformerFamily {

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
}
