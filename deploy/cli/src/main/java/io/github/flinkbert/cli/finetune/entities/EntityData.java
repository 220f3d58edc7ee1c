package io.github.flinkbert.cli.finetune.entities;

import io.github.flinkbert.checkpoint.AggregationStrategy;
import io.github.flinkbert.cli.evaluate.Evaluation;
import io.github.flinkbert.cli.evaluate.entities.EntityEvaluation;
import io.github.flinkbert.cli.finetune.DataFacts;
import io.github.flinkbert.cli.finetune.DataOptions;
import io.github.flinkbert.cli.finetune.Parts;
import io.github.flinkbert.cli.finetune.PreparedData;
import io.github.flinkbert.cli.finetune.ResultConfig;
import io.github.flinkbert.cli.finetune.TrainingData;
import io.github.flinkbert.task.entities.TagEntities;
import io.github.flinkbert.text.Tokenizer;
import io.github.flinkbert.training.entities.EntityDevelopment;
import io.github.flinkbert.training.entities.EntityExamples;
import io.github.flinkbert.training.entities.EntityLabels;
import io.github.flinkbert.training.entities.EntityObjective;
import io.github.flinkbert.training.entities.EntitySentence;
import io.github.flinkbert.training.entities.LabelledSequence;
import io.github.flinkbert.training.entities.TaggedSentence;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Sentences with entities, parted. */
final class EntityData implements TrainingData {

    /** A tenth of a large corpus takes long to score after each epoch, and says little more. */
    private static final int MOST_DRAWN = 2000;

    private static final int FEW_OF_A_TYPE = 20;

    /**
     * @param file ordinal among the training files
     * @param group what it may not be parted from
     */
    private record Item(EntitySentence labelled, int file, int group) {}

    private final EntityLabels labels;
    private final AggregationStrategy aggregation;
    private final boolean partial;
    private final Parts<Item> parts;
    private final List<EntitySentence> development;
    private final List<String> remarks = new ArrayList<>();
    private final List<DataFacts> facts = new ArrayList<>();
    private final Map<String, Evaluation> tests = new LinkedHashMap<>();

    EntityData(DataOptions options, EntityDataOptions entities, long seed) {
        entities.requirePartialAmong(all(options));
        List<EntityFile> training = read(options.training(), options, entities);
        List<EntityFile> developing = read(options.development(), options, entities);
        List<EntityFile> testing = read(options.test(), options, entities);
        Set<String> types = new TreeSet<>();
        training.forEach(file -> types.addAll(file.declared().orElseGet(file::found)));
        labels = new EntityLabels(types);
        boolean klue = training.stream().anyMatch(EntityFile::klue);
        aggregation =
                entities.aggregation()
                        .orElse(
                                klue
                                        ? AggregationStrategy.EACH_PIECE
                                        : AggregationStrategy.FIRST_PIECE);
        List<Item> items = new ArrayList<>();
        for (int file = 0; file < training.size(); file++) {
            add(training.get(file), file, items);
        }
        parts =
                Parts.of(
                        items,
                        Item::file,
                        Item::group,
                        training.get(0).documents() > 1 ? "documents" : "sentences",
                        entities.heldSentences(),
                        options,
                        MOST_DRAWN,
                        seed);
        development = new ArrayList<>(parts.development().stream().map(Item::labelled).toList());
        for (EntityFile file : developing) {
            List<Item> held = new ArrayList<>();
            add(file, 0, held);
            held.forEach(item -> development.add(item.labelled()));
        }
        if (!parts.test().isEmpty()) {
            tests.put(
                    "fold %d of %d".formatted(options.fold(), options.folds().orElse(0)),
                    evaluation(
                            parts.test().stream().map(i -> i.labelled().sentence()).toList(),
                            training.get(0).declared()));
        }
        testing.forEach(
                file ->
                        tests.put(
                                file.path().getFileName().toString(),
                                evaluation(file.sentences(), file.declared())));
        partial =
                Stream.of(training, developing, testing)
                        .flatMap(List::stream)
                        .anyMatch(file -> file.declared().isPresent());
        warn();
        describe("training", training, options);
        describe("development", developing, options);
        describe("test", testing, options);
    }

    /** Where the data is too little for its scores to be trusted. */
    private void warn() {
        Map<String, Integer> counts = new TreeMap<>();
        labels.types().forEach(type -> counts.put(type, 0));
        for (Item item : parts.training()) {
            item.labelled().sentence().iob2().stream()
                    .filter(tag -> tag.startsWith("B-"))
                    .forEach(tag -> counts.merge(tag.substring(2), 1, Integer::sum));
        }
        List<String> few =
                counts.entrySet().stream()
                        .filter(each -> each.getValue() < FEW_OF_A_TYPE)
                        .map(each -> "%s (%d)".formatted(each.getKey(), each.getValue()))
                        .toList();
        if (!few.isEmpty()) {
            remarks.add(
                    ("Warning: few entities to learn from of %s; a type needs some tens to be"
                                    + " found.")
                            .formatted(String.join(", ", few)));
        }
        Set<String> unknown = new TreeSet<>();
        for (EntitySentence each : development) {
            each.sentence().iob2().stream()
                    .filter(tag -> tag.startsWith("B-"))
                    .forEach(tag -> unknown.add(tag.substring(2)));
        }
        unknown.removeAll(labels.types());
        if (!unknown.isEmpty()) {
            remarks.add(
                    ("Warning: the development data has %s, which the training data does not have:"
                                    + " they count as missed.")
                            .formatted(String.join(", ", unknown)));
        }
        parts.warning("sentences", development.size()).ifPresent(remarks::add);
    }

    private static List<Path> all(DataOptions options) {
        List<Path> all = new ArrayList<>(options.training());
        all.addAll(options.development());
        all.addAll(options.test());
        return all;
    }

    private List<EntityFile> read(
            List<Path> files, DataOptions options, EntityDataOptions entities) {
        return files.stream()
                .map(file -> EntityFile.read(file, options.format(), entities, remarks::add))
                .toList();
    }

    private void add(EntityFile file, int ordinal, List<Item> items) {
        Set<String> types = file.declared().orElse(Set.copyOf(labels.types()));
        for (int i = 0; i < file.sentences().size(); i++) {
            EntitySentence labelled = new EntitySentence(file.sentences().get(i), types);
            items.add(new Item(labelled, ordinal, file.group(i)));
        }
    }

    private EntityEvaluation evaluation(
            List<TaggedSentence> sentences, Optional<Set<String>> types) {
        return new EntityEvaluation(
                sentences, types, new TagEntities("", AggregationStrategy.AS_TRAINED));
    }

    private void describe(String role, List<EntityFile> files, DataOptions options) {
        for (EntityFile file : files) {
            String documents =
                    file.documents() > 1 ? " in %,d documents".formatted(file.documents()) : "";
            String content =
                    "%,d sentences%s; %s%s"
                            .formatted(
                                    file.sentences().size(),
                                    documents,
                                    String.join(", ", file.found()),
                                    file.declared().isPresent() ? " (speaks of no other)" : "");
            facts.add(DataFacts.of(role, file.path(), content, options.licence(file.path())));
        }
    }

    @Override
    public List<DataFacts> facts() {
        return facts;
    }

    @Override
    public List<String> summary() {
        return parts.summary("sentences", development.size());
    }

    @Override
    public PreparedData<LabelledSequence> prepare(Tokenizer tokenizer, int maxPositions) {
        EntityExamples examples = new EntityExamples(tokenizer, labels, aggregation, maxPositions);
        return new PreparedData<>(
                new EntityObjective(labels.names()),
                examples.of(parts.training().stream().map(Item::labelled).toList()),
                development.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new EntityDevelopment(examples, development)),
                remarks);
    }

    @Override
    public Map<String, Evaluation> development() {
        Map<Set<String>, List<TaggedSentence>> bySpokenOf = new LinkedHashMap<>();
        for (EntitySentence each : development) {
            bySpokenOf
                    .computeIfAbsent(each.types(), types -> new ArrayList<>())
                    .add(each.sentence());
        }
        Map<String, Evaluation> all = new LinkedHashMap<>();
        bySpokenOf.forEach(
                (types, sentences) -> {
                    boolean every = types.containsAll(labels.types());
                    all.put(
                            every ? "" : String.join(", ", new TreeSet<>(types)) + " only",
                            evaluation(sentences, every ? Optional.empty() : Optional.of(types)));
                });
        return all;
    }

    @Override
    public Map<String, Evaluation> tests() {
        return tests;
    }

    @Override
    public List<String> labels() {
        return labels.names();
    }

    @Override
    public void complete(Path folder) throws IOException {
        if (aggregation == AggregationStrategy.EACH_PIECE) {
            ResultConfig.add(folder, "word_label", "each-piece");
        }
    }

    @Override
    public List<String> limits() {
        return partial
                ? List.of(
                        "Files that do not speak of all types taught it nothing about the others.")
                : List.of();
    }

    @Override
    public String pipelineTag() {
        return "token-classification";
    }

    @Override
    public String command() {
        return "entities";
    }
}
