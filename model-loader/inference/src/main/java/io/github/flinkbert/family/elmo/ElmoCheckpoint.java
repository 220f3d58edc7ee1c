package io.github.flinkbert.family.elmo;

import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.checkpoint.ModelShape;
import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.location.FileDigests;
import io.github.flinkbert.tensor.Weights;
import io.github.flinkbert.text.Casing;
import io.github.flinkbert.text.Tokenizer;
import io.github.flinkbert.text.Vocabulary;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An ELMo whose options and weights have been found to fit each other. */
final class ElmoCheckpoint implements Checkpoint {

    /**
     * The longest sequence that is read at once. An LSTM has no positions that end; this bounds
     * what one batch takes.
     */
    private static final int LONGEST = 512;

    private static final int CHARACTERS = 261;

    private record Size(int vocabularySize, int hiddenSize, int layers, int heads, int maxPositions)
            implements ModelShape {}

    private final String name;
    private final Path weights;
    private final ElmoOptions options;
    private final ElmoVariables variables;
    private final LayerMixture mixture;
    private final FileDigests digests;
    private volatile @Nullable String digest;

    private ElmoCheckpoint(
            String name,
            Path weights,
            ElmoOptions options,
            ElmoVariables variables,
            LayerMixture mixture,
            FileDigests digests) {
        this.name = name;
        this.weights = weights;
        this.options = options;
        this.variables = variables;
        this.mixture = mixture;
        this.digests = digests;
    }

    /**
     * @throws CheckpointException if it cannot be used
     */
    static ElmoCheckpoint open(String name, Path options, Path weights, FileDigests digests) {
        ElmoOptions read = OptionsFile.read(options);
        HdfFileWeights file = HdfFileWeights.open(weights);
        try {
            return new ElmoCheckpoint(
                    name,
                    weights,
                    read,
                    new ElmoVariables(file, read),
                    LayerMixture.of(file, read.layers()),
                    digests);
        } catch (CheckpointException e) {
            throw new CheckpointException(
                    "%s does not fit %s: %s"
                            .formatted(
                                    weights.getFileName(), options.getFileName(), e.getMessage()),
                    e);
        }
    }

    ElmoOptions options() {
        return options;
    }

    ElmoVariables variables() {
        return variables;
    }

    LayerMixture mixture() {
        return mixture;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String format() {
        return "ELMo release";
    }

    @Override
    public String family() {
        return ElmoFamily.NAME;
    }

    @Override
    public String digest() {
        String known = digest; // computed twice at worst, and then the same
        if (known == null) {
            known = FileDigests.ofText(options + "\n" + digests.of(weights));
            digest = known;
        }
        return known;
    }

    /** The mixture counts as a layer, and its pieces are characters. */
    @Override
    public ModelShape shape() {
        return new Size(CHARACTERS, options.width(), options.layers() + 1, 0, LONGEST);
    }

    @Override
    public Vocabulary vocabulary() {
        return ElmoTokenizer.VOCABULARY;
    }

    @Override
    public Optional<Casing> casing() {
        return Optional.of(Casing.CASED);
    }

    @Override
    public Tokenizer tokenizer(Casing casing) {
        if (casing != Casing.CASED) {
            throw new CheckpointException(
                    "%s takes texts as they are: ELMo reads characters in upper and lower case; expected cased"
                            .formatted(name));
        }
        return new ElmoTokenizer(options.wordLength());
    }

    @Override
    public Weights weights() {
        return variables;
    }

    @Override
    public int trainedPositions() {
        return LONGEST;
    }

    @Override
    public int positions(int wanted) {
        int fewest = vocabulary().layout().length(1);
        if (wanted != 0 && (wanted < fewest || wanted > LONGEST)) {
            throw new CheckpointException(
                    "max-positions must be from %d, a word between <S> and </S>, to %d; found %d"
                            .formatted(fewest, LONGEST, wanted));
        }
        return wanted == 0 ? LONGEST : wanted;
    }

    @Override
    public void close() {
        // every read opens and closes its file
    }
}
