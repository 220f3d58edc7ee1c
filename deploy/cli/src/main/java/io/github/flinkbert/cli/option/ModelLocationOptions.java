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
import org.apache.flink.annotation.Internal;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;

/** Where the model is, and its casing where it does not say. */
@Internal
public final class ModelLocationOptions {

    @Mixin private ModelOption model;

    @ArgGroup private CasingOptions said = new CasingOptions();

    /**
     * @param adapters name to folder; they say which model where the user does not
     */
    public BertOptions options(Map<String, String> adapters) {
        BertOptions options =
                model.value().isPresent() || adapters.isEmpty()
                        ? BertOptions.of(location()).withAdapters(adapters)
                        : BertOptions.ofAdapters(adapters);
        return options.withCasing(said.choice());
    }

    /** What the user says. */
    Optional<String> given() {
        return model.value();
    }

    public Checkpoint open() {
        return Checkpoints.open(location(), Terminal.progress());
    }

    private String location() {
        return model.value().orElse(BertOptions.BERT_BASE_CASED);
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
