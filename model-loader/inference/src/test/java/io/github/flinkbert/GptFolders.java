package io.github.flinkbert;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** Folders of small GPTs, for tests of other modules. */
public final class GptFolders {

    private GptFolders() {}

    /** A GPT-2 of 2 layers and 48 positions, in Hugging Face's form. */
    public static Path second(Path folder) throws IOException {
        return GptMiniature.second(UnaryOperator.identity()).writeHub(folder, "", "transformer.");
    }

    /** A GPT-1 of 2 layers and 40 positions, as OpenAI released it. */
    public static Path first(Path folder) throws IOException {
        return GptMiniature.first().writeNumPy(folder);
    }
}
