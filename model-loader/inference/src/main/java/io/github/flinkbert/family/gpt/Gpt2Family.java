package io.github.flinkbert.family.gpt;

import io.github.flinkbert.checkpoint.HuggingFaceModelType;
import io.github.flinkbert.checkpoint.ReleaseForm;
import java.util.List;
import org.apache.flink.annotation.Internal;

/** GPT-2, as OpenAI released it and in Hugging Face folders. */
@Internal
public final class Gpt2Family extends CausalFamily {

    static final String NAME = "GPT-2";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<ReleaseForm> forms() {
        return List.of(new Gpt2Release());
    }

    @Override
    public List<HuggingFaceModelType> modelTypes() {
        return List.of(new Gpt2Folder());
    }
}
