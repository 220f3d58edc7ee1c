package io.github.flinkbert.cli.finetune.labels;

import io.github.flinkbert.checkpoint.ProblemType;
import io.github.flinkbert.cli.evaluate.Evaluation;
import io.github.flinkbert.cli.evaluate.labels.LabelColumnOptions;
import io.github.flinkbert.cli.evaluate.labels.LabelEvaluation;
import io.github.flinkbert.cli.finetune.DataFacts;
import io.github.flinkbert.cli.finetune.DataOptions;
import io.github.flinkbert.cli.finetune.Parts;
import io.github.flinkbert.cli.finetune.PreparedData;
import io.github.flinkbert.cli.finetune.TrainingData;
import io.github.flinkbert.cli.terminal.UserException;
import io.github.flinkbert.task.labels.LabelDecoder;
import io.github.flinkbert.text.Tokenizer;
import io.github.flinkbert.training.TrainingListener;
import io.github.flinkbert.training.labels.ClassWeights;
import io.github.flinkbert.training.labels.Confusion;
import io.github.flinkbert.training.labels.LabelConfig;
import io.github.flinkbert.training.labels.LabelDevelopment;
import io.github.flinkbert.training.labels.LabelExample;
import io.github.flinkbert.training.labels.LabelExamples;
import io.github.flinkbert.training.labels.LabelNames;
import io.github.flinkbert.training.labels.LabelObjective;
import io.github.flinkbert.training.labels.LabelledText;
import io.github.flinkbert.training.labels.LabelledTextFile;
import io.github.flinkbert.training.setting.EpochScores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;

/** Texts, or pairs of texts, with labels or scores, parted. */
final class LabelData implements TrainingData {

    /** A tenth of a large corpus takes long to score after each epoch, and says little more. */
    private static final int MOST_DRAWN = 2000;

    private static final int FEW_OF_A_LABEL = 20;
    private static final String PICTURE = "confusion.svg";

    private record Item(LabelledText text, int file) {}

    private final LabelColumnOptions columns;
    private final ProblemType problem;
    private final OptionalDouble threshold;
    private final List<String> labels;
    private final ClassWeights weights;
    private final Parts<Item> parts;
    private final List<LabelledText> development;
    private final List<String> remarks = new ArrayList<>();
    private final List<DataFacts> facts = new ArrayList<>();
    private final Map<String, Evaluation> tests = new LinkedHashMap<>();
    private Optional<Confusion> confusion = Optional.empty();

    LabelData(DataOptions data, LabelDataOptions options, long seed) {
        columns = options.columns();
        LabelNames names = columns.names();
        List<LabelledTextFile> training = read(data.training(), data);
        List<LabelledTextFile> developing = read(data.development(), data);
        List<LabelledTextFile> testing = read(data.test(), data);
        problem = columns.problem(training.stream().anyMatch(LabelledTextFile::several));
        threshold = columns.threshold(problem);
        List<Item> items = new ArrayList<>();
        for (int file = 0; file < training.size(); file++) {
            for (LabelledText text : training.get(file).texts(problem, names)) {
                items.add(new Item(text, file));
            }
        }
        if (items.isEmpty()) {
            throw new UserException("the data holds no text");
        }
        labels =
                problem == ProblemType.REGRESSION
                        ? List.of("score")
                        : names.all(items.stream().map(Item::text).toList());
        if (problem == ProblemType.SINGLE_LABEL && labels.size() < 2) {
            throw new UserException(
                    "the data has one label only, %s: expected at least two"
                            .formatted(labels.get(0)));
        }
        parts =
                Parts.of(
                        items,
                        Item::file,
                        // The same text twice is never in both parts.
                        item -> item.text().text() + "\t" + item.text().second().orElse(""),
                        "texts",
                        Optional.empty(),
                        data,
                        MOST_DRAWN,
                        seed);
        development = new ArrayList<>(parts.development().stream().map(Item::text).toList());
        developing.forEach(file -> development.addAll(file.texts(problem, names)));
        if (!parts.test().isEmpty()) {
            tests.put(
                    "fold %d of %d".formatted(data.fold(), data.folds().orElse(0)),
                    evaluation(parts.test().stream().map(Item::text).toList()));
        }
        for (LabelledTextFile file : testing) {
            if (file.texts().isEmpty()) {
                throw new UserException("%s holds no text to test on".formatted(file.path()));
            }
            tests.put(file.path().getFileName().toString(), evaluation(file.texts(problem, names)));
        }
        List<LabelledText> learnt = parts.training().stream().map(Item::text).toList();
        weights =
                options.balanced()
                        ? ClassWeights.balanced(problem, labels, learnt)
                        : ClassWeights.named(problem, labels, options.weights());
        warn(learnt);
        describe("training", training, data);
        describe("development", developing, data);
        describe("test", testing, data);
    }

    private List<LabelledTextFile> read(List<Path> files, DataOptions data) {
        return files.stream().map(file -> columns.read(file, data.format())).toList();
    }

    private Evaluation evaluation(List<LabelledText> texts) {
        return LabelEvaluation.of(texts, problem, "", columns);
    }

    private void warn(List<LabelledText> learnt) {
        if (problem != ProblemType.REGRESSION) {
            Map<String, Integer> counts = new LinkedHashMap<>();
            labels.forEach(label -> counts.put(label, 0));
            learnt.forEach(text -> text.labels().forEach(l -> counts.merge(l, 1, Integer::sum)));
            List<String> few =
                    counts.entrySet().stream()
                            .filter(each -> each.getValue() < FEW_OF_A_LABEL)
                            .map(each -> "%s (%d)".formatted(each.getKey(), each.getValue()))
                            .toList();
            if (!few.isEmpty()) {
                remarks.add(
                        ("Warning: few texts to learn from of %s; a label needs some tens to be"
                                        + " told.")
                                .formatted(String.join(", ", few)));
            }
            Set<String> unknown = new TreeSet<>();
            development.forEach(text -> unknown.addAll(text.labels()));
            labels.forEach(unknown::remove);
            if (!unknown.isEmpty()) {
                remarks.add(
                        ("Warning: the development data has %s, which the training data does not"
                                        + " have: they count as missed.")
                                .formatted(String.join(", ", unknown)));
            }
        }
        parts.warning("texts", development.size()).ifPresent(remarks::add);
    }

    private void describe(String role, List<LabelledTextFile> files, DataOptions data) {
        for (LabelledTextFile file : files) {
            String content =
                    "%,d %s; %s"
                            .formatted(
                                    file.texts().size(),
                                    columns.pairs() ? "pairs of texts" : "texts",
                                    problem == ProblemType.REGRESSION
                                            ? "a score each"
                                            : "%d labels%s"
                                                    .formatted(
                                                            file.texts().stream()
                                                                    .flatMap(
                                                                            t ->
                                                                                    t
                                                                                            .labels()
                                                                                            .stream())
                                                                    .distinct()
                                                                    .count(),
                                                            problem == ProblemType.MULTI_LABEL
                                                                    ? ", any of them a text"
                                                                    : ""));
            facts.add(DataFacts.of(role, file.path(), content, data.licence(file.path())));
        }
    }

    @Override
    public List<DataFacts> facts() {
        return facts;
    }

    @Override
    public List<String> summary() {
        return parts.summary(columns.pairs() ? "pairs of texts" : "texts", development.size());
    }

    @Override
    public PreparedData<LabelExample> prepare(Tokenizer tokenizer, int maxPositions) {
        LabelObjective objective = new LabelObjective(problem, labels, weights.positive());
        LabelExamples examples =
                new LabelExamples(tokenizer, objective, weights.ofTexts(), maxPositions);
        return new PreparedData<>(
                objective,
                examples.of(parts.training().stream().map(Item::text).toList()),
                development.isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                new LabelDevelopment(
                                        examples,
                                        development,
                                        threshold.orElse(LabelDecoder.THRESHOLD),
                                        found -> confusion = Optional.of(found))),
                remarks);
    }

    /** Draws the confusion matrix of the best epoch. */
    @Override
    public TrainingListener listener(Path folder) {
        return new TrainingListener() {
            @Override
            public void evaluated(EpochScores scores) {
                if (scores.best() && confusion.isPresent()) {
                    try {
                        ConfusionPicture.write(folder.resolve(PICTURE), confusion.get());
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            }
        };
    }

    @Override
    public Map<String, String> pictures() {
        return problem != ProblemType.REGRESSION && !development.isEmpty()
                ? Map.of(PICTURE, "Which labels were taken for which, on development data")
                : Map.of();
    }

    @Override
    public Map<String, Evaluation> development() {
        return development.isEmpty() ? Map.of() : Map.of("", evaluation(development));
    }

    @Override
    public Map<String, Evaluation> tests() {
        return tests;
    }

    @Override
    public List<String> labels() {
        return labels;
    }

    @Override
    public void complete(Path folder) throws IOException {
        LabelConfig.add(folder, problem, labels, threshold);
    }

    @Override
    public String pipelineTag() {
        return "text-classification";
    }

    @Override
    public String command() {
        return columns.pairs() ? "pair" : "label";
    }
}
