package io.github.flinkbert.cli.finetune;

import io.github.flinkbert.cli.evaluate.Evaluation;
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
        if (!options.development().isEmpty() || !options.test().isEmpty()) {
            throw new UserException(
                    "--task mask has its loss only: --development and --test are for entities and"
                            + " answers");
        }
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

    @Override
    public List<DataFacts> facts() {
        return facts;
    }

    @Override
    public List<String> summary() {
        return List.of("Training on %,d texts.".formatted(texts.size()));
    }

    @Override
    public PreparedData<PlainSequence> course(Tokenizer tokenizer, int maxPositions) {
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
    public String command() {
        return "mask";
    }
}
