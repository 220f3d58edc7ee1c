package io.github.flinkbert.family.albert;

import io.github.flinkbert.checkpoint.HuggingFaceModelType;
import io.github.flinkbert.checkpoint.ReleaseForm;
import io.github.flinkbert.family.bert.TransformerFamily;
import java.util.List;
import org.apache.flink.annotation.Internal;

/** ALBERT in Hugging Face folders, and as Google released it. */
@Internal
public final class AlbertFamily extends TransformerFamily {

    static final String NAME = "ALBERT";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<ReleaseForm> forms() {
        return List.of(new GoogleAlbert());
    }

    @Override
    public List<HuggingFaceModelType> modelTypes() {
        return List.of(new AlbertFolder());
    }
}
