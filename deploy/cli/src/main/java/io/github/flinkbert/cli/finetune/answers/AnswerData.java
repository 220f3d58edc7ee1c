package io.github.flinkbert.cli.finetune.answers;

import io.github.flinkbert.cli.evaluate.DataFormat;
import io.github.flinkbert.cli.evaluate.Evaluation;
import io.github.flinkbert.cli.evaluate.answers.AnswerEvaluation;
import io.github.flinkbert.cli.evaluate.answers.AnswerFormats;
import io.github.flinkbert.cli.finetune.DataFacts;
import io.github.flinkbert.cli.finetune.DataOptions;
import io.github.flinkbert.cli.finetune.Parts;
import io.github.flinkbert.cli.finetune.PreparedData;
import io.github.flinkbert.cli.finetune.TrainingData;
import io.github.flinkbert.cli.terminal.UserException;
import io.github.flinkbert.task.answers.AnswerQuestion;
import io.github.flinkbert.text.Tokenizer;
import io.github.flinkbert.training.answers.AnswerComparison;
import io.github.flinkbert.training.answers.AnswerDevelopment;
import io.github.flinkbert.training.answers.AnswerExample;
import io.github.flinkbert.training.answers.AnswerExamples;
import io.github.flinkbert.training.answers.AnswerObjective;
import io.github.flinkbert.training.answers.Question;
import io.github.flinkbert.training.answers.SquadFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Questions with answers, parted by articles; or, of a file of one article, by texts. */
final class AnswerData implements TrainingData {

    /** After each epoch: some minutes on two cores. */
    private static final int MOST_DRAWN = 1000;

    /** Of SQuAD's reference. */
    private static final int MAX_ANSWER_PIECES = 30;

    private record Item(Question question, int file, Object group) {}

    /** A file as it was read. */
    private record Read(Path path, SquadFile squad, AnswerComparison comparison) {

        boolean oneArticle() {
            List<Question> questions = squad.questions();
            return questions.get(0).article() == questions.get(questions.size() - 1).article();
        }

        Object group(Question question) {
            return oneArticle() ? question.context() : question.article();
        }

        Evaluation evaluation(List<Question> questions) {
            return AnswerData.evaluation(questions, squad.unanswerable(), comparison);
        }
    }

    private static Evaluation evaluation(
            List<Question> questions, boolean unanswerable, AnswerComparison comparison) {
        return new AnswerEvaluation(
                questions,
                unanswerable,
                comparison,
                unanswerable ? Optional.of(0.0) : Optional.empty(),
                AnswerData::ask);
    }

    private final boolean unanswerable;
    private final AnswerComparison comparison;
    private final Parts<Item> parts;
    private final List<Question> development;
    private final List<DataFacts> facts = new ArrayList<>();
    private final Map<String, Evaluation> tests = new LinkedHashMap<>();

    /**
     * @param heldArticles how many of the first file's last articles are to develop on
     */
    AnswerData(DataOptions options, Optional<Integer> heldArticles, long seed) {
        List<Read> training = read(options.training(), options);
        List<Read> developing = read(options.development(), options);
        List<Read> testing = read(options.test(), options);
        unanswerable = training.stream().anyMatch(each -> each.squad().unanswerable());
        comparison = training.get(0).comparison();
        List<Item> items = new ArrayList<>();
        for (int file = 0; file < training.size(); file++) {
            Read read = training.get(file);
            for (Question question : read.squad().questions()) {
                items.add(new Item(question, file, read.group(question)));
            }
        }
        parts =
                Parts.of(
                        items,
                        Item::file,
                        Item::group,
                        training.get(0).oneArticle() ? "texts" : "articles",
                        heldArticles,
                        options,
                        MOST_DRAWN,
                        seed);
        development = new ArrayList<>(parts.development().stream().map(Item::question).toList());
        developing.forEach(read -> development.addAll(read.squad().questions()));
        if (!parts.test().isEmpty()) {
            tests.put(
                    "fold %d of %d".formatted(options.fold(), options.folds().orElse(0)),
                    training.get(0).evaluation(parts.test().stream().map(Item::question).toList()));
        }
        testing.forEach(
                read ->
                        tests.put(
                                read.path().getFileName().toString(),
                                read.evaluation(read.squad().questions())));
        describe("training", training, options);
        describe("development", developing, options);
        describe("test", testing, options);
    }

    private static List<Read> read(List<Path> files, DataOptions options) {
        List<Read> read = new ArrayList<>();
        for (Path file : files) {
            DataFormat format =
                    options.format().of(file, AnswerFormats.SQUAD, AnswerFormats.KORQUAD);
            SquadFile squad = SquadFile.read(file);
            if (squad.questions().isEmpty()) {
                throw new UserException("%s holds no question".formatted(file));
            }
            boolean korean =
                    format.equals(AnswerFormats.KORQUAD) || squad.version().contains("KorQuAD");
            read.add(
                    new Read(
                            file,
                            squad,
                            korean ? AnswerComparison.KORQUAD : AnswerComparison.SQUAD));
        }
        return read;
    }

    private static AnswerQuestion ask(String question, int nBest, Optional<Double> nullThreshold) {
        return new AnswerQuestion(
                "",
                question,
                nBest,
                MAX_ANSWER_PIECES,
                nullThreshold.map(OptionalDouble::of).orElse(OptionalDouble.empty()));
    }

    private void describe(String role, List<Read> files, DataOptions options) {
        for (Read file : files) {
            long articles =
                    file.squad().questions().stream().map(Question::article).distinct().count();
            String content =
                    "%,d questions on %,d %s"
                            .formatted(
                                    file.squad().questions().size(),
                                    articles,
                                    articles == 1 ? "article" : "articles");
            facts.add(DataFacts.of(role, file.path(), content, options.licence(file.path())));
        }
    }

    @Override
    public List<DataFacts> facts() {
        return facts;
    }

    @Override
    public List<String> summary() {
        return parts.summary("questions", development.size());
    }

    @Override
    public PreparedData<AnswerExample> prepare(Tokenizer tokenizer, int maxPositions) {
        AnswerExamples examples =
                AnswerExamples.of(
                        parts.training().stream().map(Item::question).toList(),
                        tokenizer,
                        maxPositions);
        List<String> remarks = new ArrayList<>();
        if (examples.leftOut() > 0) {
            remarks.add(
                    ("%,d questions are left out: too long, or with an answer that is not where the"
                                    + " file says.")
                            .formatted(examples.leftOut()));
        }
        parts.warning("questions", development.size()).ifPresent(remarks::add);
        return new PreparedData<>(
                new AnswerObjective(),
                examples.examples(),
                development.isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                new AnswerDevelopment(
                                        development,
                                        unanswerable,
                                        comparison,
                                        tokenizer,
                                        maxPositions)),
                remarks);
    }

    @Override
    public Map<String, Evaluation> development() {
        return development.isEmpty()
                ? Map.of()
                : Map.of("", evaluation(development, unanswerable, comparison));
    }

    @Override
    public Map<String, Evaluation> tests() {
        return tests;
    }

    @Override
    public String pipelineTag() {
        return "question-answering";
    }

    @Override
    public String command() {
        return "answer";
    }
}
