package io.github.flinkbert.family.gpt;

import io.github.flinkbert.checkpoint.HuggingFaceModelType;
import io.github.flinkbert.checkpoint.ReleaseForm;
import java.util.List;
import org.apache.flink.annotation.Internal;

/** GPT-1, as OpenAI released it and in Hugging Face folders. */
@Internal
public final class Gpt1Family extends CausalFamily {

    static final String NAME = "GPT";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<ReleaseForm> forms() {
        return List.of(new Gpt1Release());
    }

    @Override
    public List<HuggingFaceModelType> modelTypes() {
        return List.of(new Gpt1Folder());
    }
}
