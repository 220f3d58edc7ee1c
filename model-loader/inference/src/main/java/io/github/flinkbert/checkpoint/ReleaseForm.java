package io.github.flinkbert.checkpoint;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.flink.annotation.Internal;

/** One form in which models are released, recognised by what a folder holds. */
@Internal
public interface ReleaseForm {

    /** What the form is, for the sentence that lists the known ones. */
    String description();

    boolean matches(Path folder) throws IOException;

    /** Whether a file by itself, which is no archive, is a release of this form. */
    default boolean matchesFile(Path file) throws IOException {
        return false;
    }

    /**
     * Whether every other form that matches the same folder goes before this one: an export, say,
     * beside what it was made of.
     */
    default boolean goesLast() {
        return false;
    }

    Checkpoint open(Release release) throws IOException;
}
