package io.github.flinkbert.checkpoint;

import java.util.List;
import org.apache.flink.annotation.Internal;

/** The forms that are read here. */
@Internal
public final class ReleaseForms {

    private ReleaseForms() {}

    /** Forms that hold models of any family, by {@link Release#modelTypes}. */
    public static List<ReleaseForm> ofAnyFamily() {
        return List.of(
                new QuantizedFolder(), new SentenceTransformersFolder(), new HuggingFaceFolder());
    }

    /** Forms that hold nothing but BERT. */
    public static List<ReleaseForm> ofBert() {
        return List.of(new SavedModelFolder(), new GoogleRelease(), new OnnxRelease());
    }
}
