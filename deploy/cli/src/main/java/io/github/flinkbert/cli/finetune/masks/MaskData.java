package io.github.flinkbert.cli.finetune.masks;

import io.github.flinkbert.cli.evaluate.Evaluation;
import io.github.flinkbert.cli.finetune.DataFacts;
import io.github.flinkbert.cli.finetune.DataOptions;
import io.github.flinkbert.cli.finetune.PreparedData;
import io.github.flinkbert.cli.finetune.TrainingData;
import io.github.flinkbert.cli.terminal.UserException;
import io.github.flinkbert.text.Tokenizer;
import io.github.flinkbert.training.masks.MaskObjective;
import io.github.flinkbert.training.masks.PlainExamples;
import io.github.flinkbert.training.masks.PlainSequence;
import io.github.flinkbert.training.masks.PlainTextFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plain texts, a line each. */
final class MaskData implements TrainingData {

    private final MaskDataOptions mask;
    private final List<String> texts = new ArrayList<>();
    private final List<DataFacts> facts = new ArrayList<>();

    MaskData(DataOptions options, MaskDataOptions mask) {
        this.mask = mask;
        if (!options.development().isEmpty()
                || !options.test().isEmpty()
                || options.folds().isPresent()) {
            throw new UserException(
                    "--task mask has its loss only: --development, --test and --folds are for tasks"
                            + " that are scored");
        }
        requirePlainText(options);
        mask.share(); // refused before the files are read
        for (Path file : options.training()) {
            List<String> read = PlainTextFile.read(file);
            texts.addAll(read);
            facts.add(
                    DataFacts.of(
                            "training",
                            file,
                            "%,d texts".formatted(read.size()),
                            options.licence(file)));
        }
        if (texts.isEmpty()) {
            throw new UserException("the data holds no text");
        }
    }

    static void requirePlainText(DataOptions options) {
        if (!options.format().isAuto()) {
            throw new UserException(
                    "--task mask reads plain text, found --format " + options.format().word());
        }
    }

    @Override
    public List<DataFacts> facts() {
        return facts;
    }

    @Override
    public List<String> summary() {
        return List.of("Training on %,d texts.".formatted(texts.size()));
    }

    @Override
    public PreparedData<PlainSequence> prepare(Tokenizer tokenizer, int maxPositions) {
        return new PreparedData<>(
                new MaskObjective(mask.share(), mask.wholeWords()),
                new PlainExamples(tokenizer, maxPositions).of(texts),
                Optional.empty(),
                List.of());
    }

    @Override
    public Map<String, Evaluation> tests() {
        return Map.of();
    }

    @Override
    public String pipelineTag() {
        return "fill-mask";
    }

    @Override
    public String command() {
        return "mask";
    }
}
