package io.github.flinkbert.checkpoint;

import java.util.List;
import org.apache.flink.annotation.Internal;

/**
 * How the releases of one family of models are recognised and read. Each family is a service of
 * this type ({@code META-INF/services}), listed once, in the order in which folders are shown to
 * them.
 */
@Internal
public interface FamilyReleases {

    /** For people, and as {@link Checkpoint#family} says it: {@code BERT}. */
    String name();

    /** Forms of release that hold this family alone, in the order in which they are looked for. */
    default List<ReleaseForm> forms() {
        return List.of();
    }

    /** What of this family lies in Hugging Face and sentence-transformers folders. */
    default List<HuggingFaceModelType> modelTypes() {
        return List.of();
    }
}
