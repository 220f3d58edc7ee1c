package io.github.flinkbert.checkpoint;

import io.github.flinkbert.location.FileDigests;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.annotation.Internal;

/**
 * A release on this machine, unpacked.
 *
 * @param folder what it was unpacked to, or the user's own folder; of a form that is one file, that
 *     file
 * @param name its short name: the folder's, or the archive's that it came in
 * @param digests digests of files
 * @param modelTypes what a Hugging Face folder may hold
 */
@Internal
public record Release(
        Path folder, String name, FileDigests digests, List<HuggingFaceModelType> modelTypes) {

    public Release {
        modelTypes = List.copyOf(modelTypes);
    }

    /** The same release, whose files lie in another folder. */
    public Release in(Path other) {
        return new Release(other, name, digests, modelTypes);
    }
}
