package io.github.flinkbert.cli.finetune.similarity;

import io.github.flinkbert.checkpoint.BertConfig;
import io.github.flinkbert.cli.evaluate.Evaluation;
import io.github.flinkbert.cli.evaluate.similarity.PairEvaluation;
import io.github.flinkbert.cli.finetune.DataFacts;
import io.github.flinkbert.cli.finetune.DataOptions;
import io.github.flinkbert.cli.finetune.Parts;
import io.github.flinkbert.cli.finetune.PreparedData;
import io.github.flinkbert.cli.finetune.TrainingData;
import io.github.flinkbert.cli.terminal.UserException;
import io.github.flinkbert.text.Tokenizer;
import io.github.flinkbert.training.similarity.PairFile;
import io.github.flinkbert.training.similarity.PairKind;
import io.github.flinkbert.training.similarity.SimilarityDevelopment;
import io.github.flinkbert.training.similarity.SimilarityExample;
import io.github.flinkbert.training.similarity.SimilarityExamples;
import io.github.flinkbert.training.similarity.SimilarityObjective;
import io.github.flinkbert.training.similarity.TextPair;
import io.github.flinkbert.training.similarity.VectorModules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Pairs of texts, and single texts, of one kind a file, parted. */
final class SimilarityData implements TrainingData {

    /** After each epoch: some minutes on two cores. */
    private static final int MOST_DRAWN = 1000;

    private static final String ITEMS = "pairs of texts";

    private record Item(TextPair pair, int file, Object group) {}

    private final SimilarityOptions options;
    private final SimilarityObjective objective;
    private final List<TextPair> training = new ArrayList<>();
    private final List<TextPair> development = new ArrayList<>();
    private final List<String> summary = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private final List<DataFacts> facts = new ArrayList<>();
    private final Map<String, Evaluation> tests = new LinkedHashMap<>();

    SimilarityData(DataOptions data, SimilarityOptions options, long seed) {
        this.options = options;
        objective = options.objective();
        List<PairFile> learnt = read(data.training(), data);
        List<PairFile> developing = read(data.development(), data);
        List<PairFile> testing = read(data.test(), data);
        List<Item> items = new ArrayList<>();
        List<TextPair> single = new ArrayList<>();
        for (int file = 0; file < learnt.size(); file++) {
            PairFile read = learnt.get(file);
            if (read.kind() == PairKind.SAME) {
                single.addAll(read.pairs()); // nothing is known of them to develop on
                continue;
            }
            for (int i = 0; i < read.pairs().size(); i++) {
                items.add(new Item(read.pairs().get(i), file, read.groups().get(i)));
            }
        }
        Optional<Parts<Item>> parts = parts(items, learnt, data, seed);
        parts.ifPresent(
                all -> {
                    all.training().forEach(item -> training.add(item.pair()));
                    all.development().forEach(item -> development.add(item.pair()));
                });
        training.addAll(single);
        developing.forEach(file -> development.addAll(file.pairs()));
        if (!development.isEmpty() && !SimilarityDevelopment.canScore(development)) {
            throw new UserException(
                    "the development data holds single texts, which vectors cannot be scored on;"
                            + " expected pairs");
        }
        parts.ifPresent(all -> tests(all, learnt, data));
        for (PairFile file : testing) {
            tests.put(file.path().getFileName().toString(), PairEvaluation.of(file, file.pairs()));
        }
        parts.ifPresentOrElse(
                all -> summary.addAll(all.summary(ITEMS, development.size())),
                () -> summary.add("No development data: the last epoch is kept."));
        if (!single.isEmpty()) {
            summary.add("Training on %,d single texts.".formatted(single.size()));
        }
        summary.add(
                "Batches of about %d pairs of one kind, cosines times %s, %s."
                        .formatted(
                                objective.batchPairs(),
                                objective.scale(),
                                objective.bothDirections()
                                        ? "in both directions"
                                        : "in one direction"));
        parts.flatMap(all -> all.warning(ITEMS, development.size())).ifPresent(remarks::add);
        describe("training", learnt, data);
        describe("development", developing, data);
        describe("test", testing, data);
    }

    private List<PairFile> read(List<Path> files, DataOptions data) {
        return files.stream().map(file -> options.columns().read(file, data.format())).toList();
    }

    /** Empty where there are single texts alone. */
    private static Optional<Parts<Item>> parts(
            List<Item> items, List<PairFile> files, DataOptions data, long seed) {
        if (items.isEmpty()) {
            if (data.folds().isPresent()) {
                throw new UserException("--folds is for pairs, found single texts alone");
            }
            return Optional.empty();
        }
        if (data.folds().isPresent() && files.get(0).kind() == PairKind.SAME) {
            throw new UserException(
                    "--folds parts the first --data file, which holds single texts; name a file of"
                            + " pairs first");
        }
        return Optional.of(
                Parts.of(
                        items,
                        Item::file,
                        Item::group,
                        "articles or texts",
                        Optional.empty(),
                        data,
                        MOST_DRAWN,
                        seed));
    }

    private void tests(Parts<Item> parts, List<PairFile> files, DataOptions data) {
        if (!parts.test().isEmpty()) {
            tests.put(
                    "fold %d of %d".formatted(data.fold(), data.folds().orElse(0)),
                    PairEvaluation.of(
                            files.get(0), parts.test().stream().map(Item::pair).toList()));
        }
    }

    private void describe(String role, List<PairFile> files, DataOptions data) {
        for (PairFile file : files) {
            String content =
                    switch (file.kind()) {
                        case SCORED -> "%,d pairs of texts with scores";
                        case MATCHED -> "%,d pairs of texts that belong together";
                        case SAME -> "%,d single texts";
                    };
            facts.add(
                    DataFacts.of(
                            role,
                            file.path(),
                            content.formatted(file.pairs().size()),
                            data.licence(file.path())));
        }
    }

    @Override
    public List<DataFacts> facts() {
        return facts;
    }

    @Override
    public List<String> summary() {
        return summary;
    }

    @Override
    public PreparedData<SimilarityExample> prepare(Tokenizer tokenizer, int maxPositions) {
        int longest = options.longest(maxPositions);
        return new PreparedData<>(
                objective,
                new SimilarityExamples(tokenizer, longest).of(training),
                development.isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                new SimilarityDevelopment(
                                        new SimilarityExamples(tokenizer, maxPositions),
                                        development)),
                remarks);
    }

    @Override
    public Map<String, Evaluation> development() {
        return PairEvaluation.of(development);
    }

    @Override
    public Map<String, Evaluation> tests() {
        return tests;
    }

    @Override
    public void complete(Path folder, BertConfig config) throws IOException {
        VectorModules.write(folder, objective.pooling(), config.hiddenSize());
    }

    @Override
    public boolean hasHead() {
        return false;
    }

    @Override
    public String pipelineTag() {
        return "sentence-similarity";
    }

    @Override
    public String command() {
        return "embed";
    }
}
