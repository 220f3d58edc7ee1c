package io.github.flinkbert.cli.finetune.masks;

import io.github.flinkbert.cli.evaluate.Evaluation;
import io.github.flinkbert.cli.finetune.DataFacts;
import io.github.flinkbert.cli.finetune.DataOptions;
import io.github.flinkbert.cli.finetune.PreparedData;
import io.github.flinkbert.cli.finetune.TrainingData;
import io.github.flinkbert.cli.terminal.UserException;
import io.github.flinkbert.text.Tokenizer;
import io.github.flinkbert.training.DevelopmentScorer;
import io.github.flinkbert.training.TrainingListener;
import io.github.flinkbert.training.TrainingStep;
import io.github.flinkbert.training.masks.DocumentExamples;
import io.github.flinkbert.training.masks.MaskObjective;
import io.github.flinkbert.training.masks.PlainPair;
import io.github.flinkbert.training.masks.PlainTextFile;
import io.github.flinkbert.training.masks.PretrainingDevelopment;
import io.github.flinkbert.training.masks.PretrainingObjective;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Documents, a line a sentence, with blank lines between them. */
final class DocumentData implements TrainingData {

    /** Weight of a step in a smoothed loss. */
    private static final double SMOOTHING = 0.05;

    private final MaskDataOptions options;
    private final long seed;
    private final List<List<String>> training = new ArrayList<>();
    private final List<List<String>> development = new ArrayList<>();
    private final List<DataFacts> facts = new ArrayList<>();
    private final Map<String, Double> losses = new LinkedHashMap<>();

    DocumentData(DataOptions data, MaskDataOptions options, long seed) {
        this.options = options;
        this.seed = seed;
        if (!data.test().isEmpty() || data.folds().isPresent()) {
            throw new UserException(
                    "--next-sentence is scored on --development only: --test and --folds are for"
                            + " tasks that evaluate has");
        }
        MaskData.requirePlainText(data);
        options.share(); // refused before the files are read
        read("training", data.training(), training, data);
        read("development", data.development(), development, data);
    }

    private void read(
            String role, List<Path> files, List<List<String>> documents, DataOptions data) {
        for (Path file : files) {
            List<List<String>> read = PlainTextFile.documents(file);
            documents.addAll(read);
            facts.add(
                    DataFacts.of(
                            role,
                            file,
                            "%,d documents, %,d sentences".formatted(read.size(), lines(read)),
                            data.licence(file)));
        }
        if (!files.isEmpty()) {
            DocumentExamples.require(documents);
        }
    }

    private static int lines(List<List<String>> documents) {
        return documents.stream().mapToInt(List::size).sum();
    }

    @Override
    public List<DataFacts> facts() {
        return facts;
    }

    @Override
    public List<String> summary() {
        List<String> lines = new ArrayList<>();
        lines.add(
                "Training on %,d documents of %,d sentences."
                        .formatted(training.size(), lines(training)));
        lines.add(
                development.isEmpty()
                        ? "No development data: the last epoch is kept."
                        : "Development on %,d documents of %,d sentences."
                                .formatted(development.size(), lines(development)));
        if (!losses.isEmpty()) {
            lines.add(
                    "Of the loss at the end: %s."
                            .formatted(
                                    losses.entrySet().stream()
                                            .map(
                                                    each ->
                                                            String.format(
                                                                    Locale.ROOT,
                                                                    "%s %.4f",
                                                                    each.getKey(),
                                                                    each.getValue()))
                                            .collect(Collectors.joining(", "))));
        }
        return lines;
    }

    @Override
    public PreparedData<PlainPair> prepare(Tokenizer tokenizer, int maxPositions) {
        PretrainingObjective objective =
                new PretrainingObjective(new MaskObjective(options.share(), options.wholeWords()));
        DocumentExamples documents =
                new DocumentExamples(
                        tokenizer,
                        maxPositions,
                        options.shortSequences(),
                        options.dupeFactor(),
                        seed);
        List<PlainPair> examples = documents.of(training);
        List<String> remarks = new ArrayList<>();
        remarks.add(sentence("training", examples));
        Optional<DevelopmentScorer> scorer = Optional.empty();
        if (!development.isEmpty()) {
            List<PlainPair> pairs = documents.of(development);
            remarks.add(sentence("development", pairs));
            scorer =
                    Optional.of(
                            new PretrainingDevelopment(
                                    objective, tokenizer.vocabulary(), pairs, seed));
        }
        return new PreparedData<>(objective, examples, scorer, remarks);
    }

    private static String sentence(String role, List<PlainPair> pairs) {
        return String.format(
                Locale.ROOT,
                "The %s documents make %,d pairs of segments; of %.0f %% the second is from another"
                        + " document.",
                role,
                pairs.size(),
                100.0 * pairs.stream().filter(pair -> !pair.isNext()).count() / pairs.size());
    }

    /** Keeps what the loss is the sum of, for the card. */
    @Override
    public TrainingListener listener(Path folder) {
        return new TrainingListener() {
            @Override
            public void stepped(TrainingStep step) {
                step.losses()
                        .forEach(
                                (name, now) ->
                                        losses.merge(
                                                name,
                                                now,
                                                (old, add) -> old + SMOOTHING * (add - old)));
            }
        };
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
