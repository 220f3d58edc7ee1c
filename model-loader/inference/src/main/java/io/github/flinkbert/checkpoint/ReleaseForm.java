package io.github.flinkbert.checkpoint;

import java.io.IOException;
import java.nio.file.Path;

/** One form in which BERT is released, recognised by what a folder holds. */
interface ReleaseForm {

    /** What the form is, for the sentence that lists the known ones. */
    String description();

    boolean matches(Path folder) throws IOException;

    Checkpoint open(Release release) throws IOException;
}
