package io.github.flinkbert.family.electra;

import io.github.flinkbert.checkpoint.BundleFolder;
import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.checkpoint.Release;
import io.github.flinkbert.checkpoint.ReleaseForm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Google's release of ELECTRA: {@code vocab.txt} and a TensorFlow checkpoint, which holds the
 * discriminator under {@code electra/}, and beside it the generator, which is not read. It has no
 * configuration, but its shapes tell it: all of Google's have heads of 64.
 *
 * <p>Source: {@code modeling.py} and {@code pretrain/pretrain_helpers.py} of google-research's
 * electra.
 */
final class GoogleElectra implements ReleaseForm {

    private static final String PREFIX = "electra/";
    private static final String WORDS = PREFIX + "embeddings/word_embeddings";

    @Override
    public String description() {
        return "Google release of ELECTRA (vocab.txt, electra_*.index)";
    }

    @Override
    public boolean matches(Path folder) throws IOException {
        return BundleFolder.holds(folder, WORDS);
    }

    @Override
    public Checkpoint open(Release release) throws IOException {
        return BundleFolder.open(
                release,
                ElectraFamily.NAME,
                description(),
                WORDS,
                name ->
                        name.startsWith(PREFIX)
                                ? Optional.of("bert/" + name.substring(PREFIX.length()))
                                : Optional.empty());
    }
}
