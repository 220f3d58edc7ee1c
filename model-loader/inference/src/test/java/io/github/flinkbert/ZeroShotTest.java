package io.github.flinkbert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.checkpoint.CacheInTempFolder;
import io.github.flinkbert.task.labels.ReferenceLabels;
import io.github.flinkbert.task.labels.TextLabels;
import io.github.flinkbert.task.labels.WindowJoin;
import io.github.flinkbert.task.labels.ZeroShot;
import io.github.flinkbert.text.Pieces;
import io.github.flinkbert.text.Window;
import io.github.flinkbert.text.Windows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Candidate labels against Hugging Face's pipeline, written out in plain Java. */
@Timeout(120)
class ZeroShotTest {

    private static final List<String> CANDIDATES = List.of("the", "was", "in", "of and to");
    private static final String TEMPLATE = "this is on {}.";

    @RegisterExtension final CacheInTempFolder cache = new CacheInTempFolder();
    @TempDir Path temp;

    @ParameterizedTest
    @CsvSource({
        "entailment neutral contradiction,0,2",
        "contradiction neutral Entailment,2,0",
        "contradiction entailment neutral,1,0",
        "not_entailment ENTAILS,1,0",
        "entailment not_entailment,0,1",
    })
    void candidatesAreScoredAsThePipelineDoes(String labels, int entailment, int contradiction)
            throws IOException {
        ClassifierMiniature nli = ClassifierMiniature.of(8, labels.split(" "));
        try (Bert bert = open(nli)) {
            ReferenceLabels reference =
                    new ReferenceLabels(nli.huggingFaceConfig(), nli.weights(), bert.tokenizer());
            for (int length : new int[] {0, 1, 30, 40, 50, 51, 52, 130}) {
                String text = ClassifierMiniature.text(length, 1);
                double[][] logits = logits(reference, text, CANDIDATES);
                double[] entailed = new double[logits.length];
                double[] either = new double[logits.length];
                for (int i = 0; i < logits.length; i++) {
                    entailed[i] = logits[i][entailment];
                    either[i] =
                            ReferenceLabels.softmax(
                                    logits[i][contradiction], logits[i][entailment])[1];
                }
                ClassifyTextTest.assertScores(
                        bert.ask(text, ask(CANDIDATES, false)),
                        CANDIDATES,
                        ReferenceLabels.softmax(entailed));
                TextLabels any = bert.ask(text, ask(CANDIDATES, true));
                ClassifyTextTest.assertScores(any, CANDIDATES, either);
                assertThat(any.holding()).allMatch(label -> label.score() >= 0.5);
                assertThat(any.scores().subList(any.held(), 4))
                        .allMatch(label -> label.score() < 0.5);
                // a single candidate is asked by itself, whatever is wanted
                List<String> first = CANDIDATES.subList(0, 1);
                double[][] alone = logits(reference, text, first);
                ClassifyTextTest.assertScores(
                        bert.ask(text, ask(first, false)),
                        first,
                        new double[] {
                            ReferenceLabels.softmax(alone[0][contradiction], alone[0][entailment])[
                                    1]
                        });
            }
        }
    }

    private static double[][] logits(
            ReferenceLabels reference, String text, List<String> candidates) {
        Pieces pieces = reference.pieces(text);
        List<Pieces> hypotheses =
                candidates.stream()
                        .map(label -> reference.pieces(TEMPLATE.replace("{}", label)))
                        .toList();
        int longest = hypotheses.stream().mapToInt(Pieces::size).max().orElseThrow();
        int room = 64 - 3 - longest;
        List<Window> windows = Windows.over(pieces.size(), room, room - room / 4);
        double[][] logits = new double[candidates.size()][];
        for (int i = 0; i < logits.length; i++) {
            List<double[]> each = new ArrayList<>();
            for (Window window : windows) {
                Pieces stretch =
                        new Pieces(
                                IntStream.range(window.from(), window.to())
                                        .map(pieces::id)
                                        .toArray(),
                                new int[window.length()],
                                new int[window.length()],
                                new int[window.length()]);
                each.add(
                        reference.pair(
                                stretch,
                                stretch.size(),
                                hypotheses.get(i),
                                0,
                                hypotheses.get(i).size(),
                                ReferenceLabels.LABELS));
            }
            logits[i] = ReferenceLabels.joined(windows, each, WindowJoin.MEAN);
        }
        return logits;
    }

    @Test
    void allCandidatesOfATextAreOneBatch() throws IOException {
        try (Bert bert = open(ClassifierMiniature.of(8, "contradiction", "entailment"))) {
            List<String> many = IntStream.range(0, 30).mapToObj(i -> "the" + i).toList();
            for (int repeat = 0; repeat < 5; repeat++) {
                String text = ClassifierMiniature.text(10 + repeat, 1);
                assertThat(ClassifyTextTest.runs(bert, text, List.of(ask(many, true))))
                        .singleElement()
                        .matches(run -> run.sequences() == 30);
            }
        }
    }

    @Test
    void aModelThatKnowsNoEntailmentIsRefused() throws IOException {
        for (String[] labels : new String[][] {{"bad", "good"}, {"entailment"}}) {
            Path folder = temp.resolve(labels[0]);
            ClassifierMiniature.of(8, labels)
                    .asHuggingFace(folder, "BertForSequenceClassification", "");
            try (Bert bert = ClassifierMiniature.open(folder)) {
                assertThatThrownBy(() -> bert.ask("the", ask(CANDIDATES, true)))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("need a model of entailment")
                        .hasMessageContaining(List.of(labels).toString());
            }
        }
    }

    @Test
    void whatCannotBeAskedIsRefused() {
        assertThatThrownBy(() -> new ZeroShot(List.of())).hasMessageContaining("at least one");
        assertThatThrownBy(() -> new ZeroShot(List.of("a", "a"))).hasMessageContaining("different");
        for (String template : List.of("about nothing", "{} or {}")) {
            assertThatThrownBy(
                            () ->
                                    new ZeroShot(
                                            "",
                                            CANDIDATES,
                                            template,
                                            true,
                                            OptionalDouble.empty(),
                                            WindowJoin.MEAN))
                    .hasMessageContaining("a hypothesis template has {} once");
        }
        assertThatThrownBy(
                        () ->
                                new ZeroShot(
                                        "",
                                        CANDIDATES,
                                        TEMPLATE,
                                        false,
                                        OptionalDouble.of(0.4),
                                        WindowJoin.MEAN))
                .hasMessageContaining("any number may hold");
    }

    @Test
    void aHypothesisThatLeavesNoRoomIsRefusedBeforeTheFirstText() throws IOException {
        try (Bert bert = open(ClassifierMiniature.of(8, "contradiction", "entailment"))) {
            ZeroShot ask = ask(List.of(ClassifierMiniature.text(61, 1)), true);
            assertThatThrownBy(() -> bert.requireFit(List.of(ask)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("leaves no room for a text");
        }
    }

    private Bert open(ClassifierMiniature nli) throws IOException {
        return ClassifierMiniature.open(
                nli.asHuggingFace(temp.resolve("nli"), "BertForSequenceClassification", ""));
    }

    private static ZeroShot ask(List<String> labels, boolean multiLabel) {
        return new ZeroShot(
                "", labels, TEMPLATE, multiLabel, OptionalDouble.empty(), WindowJoin.MEAN);
    }
}
