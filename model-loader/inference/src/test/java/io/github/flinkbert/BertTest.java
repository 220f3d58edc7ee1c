package io.github.flinkbert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.flinkbert.checkpoint.CasingChoice;
import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import io.github.flinkbert.checkpoint.Pooling;
import io.github.flinkbert.encoder.Miniatures;
import io.github.flinkbert.encoder.ReferenceBert;
import io.github.flinkbert.engine.BatchReport;
import io.github.flinkbert.engine.Precision;
import io.github.flinkbert.engine.RecordedRuns;
import io.github.flinkbert.failure.TextRejectedException;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.Reply;
import io.github.flinkbert.task.embedding.Layers;
import io.github.flinkbert.text.MaskedText;
import io.github.flinkbert.text.Pieces;
import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.text.Vocabulary;
import io.github.flinkbert.text.Window;
import io.github.flinkbert.text.Windows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class BertTest {

    private static final float TOLERANCE = 2e-5f;
    private static final int LAYERS = 2;
    private static final int ROOM = Miniatures.LONGEST - 2;
    private static final Ask MEAN = Ask.Embed.mean();
    private static final Ask TOKENS = new Ask.EmbedTokens(Layers.LAST);

    @TempDir static Path folder;
    private static Bert bert;
    private static ReferenceBert reference;

    @BeforeAll
    static void open() throws IOException {
        MiniatureCheckpoint mini = MiniatureCheckpoint.of(Miniatures.PIECES, 3);
        mini.writeTo(folder);
        reference = new ReferenceBert(mini.config(), mini.weights());
        bert = another();
    }

    @AfterAll
    static void close() {
        bert.close();
    }

    private static Bert another() {
        return Bert.open(
                BertOptions.of(folder.toString())
                        .withCasing(CasingChoice.UNCASED)
                        .withPrecision(Precision.FLOAT32));
    }

    @Test
    void anEmptyTextIsItsSpecialTokens() {
        List<Reply> replies = bert.ask("", MEAN, TOKENS);
        double[][] last = last(0, 0, pieces(""));
        assertClose(((Reply.Embedding) replies.get(0)).vector(), mean(last));
        assertThat(((Reply.TokenEmbeddings) replies.get(1)).tokens()).isEmpty();
    }

    @Test
    void aTextThatIsCancelledIsTakenBack() throws Exception {
        RecordedRuns runs = new RecordedRuns();
        bert.addListener(runs);
        int windows = 700;
        CompletableFuture<List<Reply>> cancelled =
                bert.submit(words(windows * ROOM), List.of(MEAN));
        cancelled.cancel(false);
        bert.embed(words(3));
        bert.removeListener(runs);
        assertThat(runs.reports().stream().mapToInt(BatchReport::sequences).sum())
                .isLessThan(windows / 2);
        assertThat(runs.reports()).allMatch(bert::tookPart);
        try (Bert other = another()) {
            assertThat(runs.reports()).noneMatch(other::tookPart);
        }
    }

    @Test
    void aTextGreaterThanTheModelIsTheMeanOfItsWindowsByTokens() {
        String text = words(150);
        Pieces pieces = pieces(text);
        List<Window> windows = Windows.over(pieces.size(), ROOM, ROOM);
        assertThat(windows).hasSize(3);
        double[] expected = new double[32];
        int tokens = 0;
        for (Window window : windows) {
            double[][] last = last(window.from(), window.to(), pieces);
            for (double[] token : last) {
                for (int i = 0; i < expected.length; i++) {
                    expected[i] += token[i];
                }
            }
            tokens += last.length;
        }
        for (int i = 0; i < expected.length; i++) {
            expected[i] /= tokens;
        }
        assertClose(bert.embed(text), expected);
    }

    @Test
    void tokensOfALongTextHaveTheirPlacesAndTheVectorOfMostContext() {
        String text = words(150);
        Pieces pieces = pieces(text);
        List<Window> windows = Windows.over(pieces.size(), ROOM, ROOM - ROOM / 4);
        int[] windowOf = Windows.ofMostContext(pieces.size(), windows);
        Reply.TokenEmbeddings reply = (Reply.TokenEmbeddings) bert.ask(text, TOKENS).get(0);
        assertThat(reply.tokens()).hasSize(pieces.size());
        for (int i = 0; i < pieces.size(); i++) {
            Reply.Token token = reply.tokens().get(i);
            assertThat(text.substring(token.start(), token.end()))
                    .isEqualTo(token.token().replace("##", ""));
            Window window = windows.get(windowOf[i]);
            double[][] last = last(window.from(), window.to(), pieces);
            assertClose(reply.vectors().row(i), last[1 + i - window.from()]);
        }
    }

    @Test
    void fillsMasksInEveryWindowOfALongText() {
        String text =
                "[MASK] the " + words(70) + " [MASK] of [MASK] " + words(200) + " and [MASK].";
        MaskedText masked = MaskedText.of(bert.tokenizer(), text);
        Pieces pieces = masked.pieces();
        List<Window> windows = Windows.over(pieces.size(), ROOM, ROOM - ROOM / 4);
        int[] windowOf = Windows.ofMostContext(pieces.size(), windows);
        Reply.Masks reply = (Reply.Masks) bert.ask(text, new Ask.FillMasks(3)).get(0);
        assertThat(reply.masks()).hasSize(4);
        for (int i = 0; i < 4; i++) {
            int piece = masked.masks()[i];
            Window window = windows.get(windowOf[piece]);
            double[][] last = last(window.from(), window.to(), pieces);
            double[] expected = reference.maskedPieces(last[1 + piece - window.from()]);
            assertThat(reply.masks().get(i)).hasSize(3);
            double best = java.util.Arrays.stream(expected).max().orElseThrow();
            for (Reply.Candidate candidate : reply.masks().get(i)) {
                assertThat((double) candidate.score())
                        .isCloseTo(expected[vocabulary().id(candidate.token())], within(1e-6));
            }
            assertThat((double) reply.masks().get(i).get(0).score()).isCloseTo(best, within(1e-6));
        }
    }

    @Test
    void ranksNoMorePiecesThanThereAre() {
        Reply.Masks reply =
                (Reply.Masks) bert.ask("the [MASK]", new Ask.FillMasks(1_000_000)).get(0);
        assertThat(reply.masks().get(0)).hasSize(vocabulary().size());
    }

    @Test
    void refusesATextThatCannotBeAnsweredAndThatTextOnly() {
        assertThatThrownBy(() -> bert.ask("no mask here", new Ask.FillMasks(1)))
                .isInstanceOf(TextRejectedException.class)
                .hasMessage("a text to fill must have a [MASK], found none");
        assertThatThrownBy(() -> bert.ask(words(16_000), MEAN))
                .isInstanceOf(TextRejectedException.class)
                .hasMessage(
                        "a text may take at most 256 windows of 62 pieces, found 16000 pieces,"
                                + " which take 259");
        assertThat(bert.submit("none", List.of(new Ask.FillMasks(1)))).isCompletedExceptionally();
        assertThat(bert.embed("the")).hasSize(32);
    }

    @Test
    void refusesLayersThatTheModelDoesNotHave() {
        for (int layer : new int[] {LAYERS + 1, -LAYERS - 2}) {
            assertThatThrownBy(
                            () ->
                                    bert.submit(
                                            "the",
                                            List.of(
                                                    new Ask.Embed(
                                                            Pooling.MEAN,
                                                            Layers.layer(layer),
                                                            false))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("layers run from 0 to 2, found 1 layers from " + layer + " on");
        }
    }

    @Test
    void concatenatesLayersAndNormalises() {
        Ask three = new Ask.Embed(Pooling.CLS, new Layers(-3, 3), false);
        Ask one = new Ask.Embed(Pooling.CLS, Layers.layer(1), true);
        List<Reply> replies = bert.ask("the end", three, one);
        float[] all = ((Reply.Embedding) replies.get(0)).vector();
        double[][][] hidden = hidden(0, pieces("the end").size(), pieces("the end"));
        double[] expected = new double[3 * 32];
        for (int layer = 0; layer < 3; layer++) {
            System.arraycopy(hidden[layer][0], 0, expected, layer * 32, 32);
        }
        assertClose(all, expected);
        double squares = 0;
        for (float value : ((Reply.Embedding) replies.get(1)).vector()) {
            squares += value * value;
        }
        assertThat(squares).isCloseTo(1, within(1e-5));
    }

    @Test
    void asksThatSeeTheSamePiecesShareOnePass() {
        RecordedRuns listener = new RecordedRuns();
        bert.addListener(listener);
        List<Reply> replies = bert.ask("the sign", TOKENS, MEAN);
        bert.removeListener(listener);
        assertThat(replies.get(0)).isInstanceOf(Reply.TokenEmbeddings.class);
        assertThat(replies.get(1)).isInstanceOf(Reply.Embedding.class);
        assertThat(listener.reports())
                .singleElement()
                .matches(r -> r.sequences() == 1 && r.outputs() == 2);
    }

    @Test
    void instancesOfTheSameModelShareItsEngine() {
        RecordedRuns listener = new RecordedRuns();
        bert.addListener(listener);
        try (Bert other = another()) {
            assertThat(other.model()).isEqualTo(bert.model());
            float[] unused = other.embed("the");
        }
        bert.removeListener(listener);
        assertThat(listener.reports()).hasSize(1);
        assertThat(bert.embed("the")).hasSize(32);
    }

    @Test
    void aClosedInstanceCancels() {
        Bert closed = another();
        List<CompletableFuture<List<Reply>>> waiting = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            waiting.add(closed.submit(words(60), List.of(MEAN)));
        }
        closed.close();
        closed.close();
        for (CompletableFuture<List<Reply>> each : waiting) {
            try {
                assertThat(each.join()).hasSize(1);
            } catch (CompletionException e) {
                assertThat(e).hasCauseInstanceOf(CancellationException.class);
            }
        }
        assertThatThrownBy(() -> closed.ask("the", MEAN)).isInstanceOf(CancellationException.class);
        assertThatThrownBy(() -> closed.submitWhenRoom("the", List.of(MEAN)).join())
                .hasCauseInstanceOf(CancellationException.class);
    }

    @Test
    void roomComesBackWhateverBecomesOfAText() throws Exception {
        List<CompletableFuture<List<Reply>>> all = new ArrayList<>();
        for (int i = 0; i < 300; i++) { // some twelve times the tokens that may be in flight
            all.add(bert.submitWhenRoom(words(620), List.of(MEAN)));
            assertThat(bert.submitWhenRoom("no mask", List.of(new Ask.FillMasks(1))))
                    .isCompletedExceptionally();
            assertThatThrownBy(
                            () ->
                                    bert.submitWhenRoom(
                                            "the", List.of(new Ask.EmbedTokens(new Layers(0, 2)))))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        for (CompletableFuture<List<Reply>> each : all) {
            assertThat(each.get()).hasSize(1);
        }
    }

    @Test
    void cancellingATextTakesItsSequencesOutOfTheQueue() {
        RecordedRuns runs = new RecordedRuns();
        bert.addListener(runs);
        List<CompletableFuture<List<Reply>>> before = new ArrayList<>();
        List<CompletableFuture<List<Reply>>> cancelled = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            before.add(bert.submit(words(60), List.of(MEAN)));
        }
        for (int i = 0; i < 1000; i++) {
            cancelled.add(bert.submit(words(150), List.of(MEAN))); // three windows each
        }
        cancelled.forEach(text -> text.cancel(true));
        before.forEach(CompletableFuture::join);
        assertThat(bert.embed("the")).hasSize(32);
        bert.removeListener(runs);
        assertThat(cancelled).allMatch(CompletableFuture::isCancelled);
        // Some leeway for a test thread that waits for a processor.
        assertThat(runs.reports().stream().mapToInt(BatchReport::sequences).sum())
                .isBetween(3001, 3500);
    }

    @Test
    void aCancelledTextGivesItsRoomBack() throws Exception {
        for (int i = 0; i < 300; i++) {
            CompletableFuture<List<Reply>> text =
                    bert.submitWhenRoom(words(6200), List.of(MEAN)); // fills two thirds of it
            text.cancel(true);
            assertThat(text).isCancelled();
        }
        assertThat(bert.submitWhenRoom(words(6200), List.of(MEAN)).join()).hasSize(1);
    }

    @Test
    void countsWhatTheModelDoesNotKnowWithoutARun() {
        RecordedRuns runs = new RecordedRuns();
        bert.addListener(runs);
        Reply.UnknownPieces some = unknown("the 漢字 of the 字");
        Reply.UnknownPieces few = unknown("the 漢 of the the");
        Reply.UnknownPieces none = unknown("");
        bert.removeListener(runs);
        assertThat(some).isEqualTo(new Reply.UnknownPieces(3, 6));
        assertThat(some.share()).isEqualTo(0.5f);
        assertThat(some.many()).isTrue();
        assertThat(few).isEqualTo(new Reply.UnknownPieces(1, 5));
        assertThat(few.many()).isFalse();
        assertThat(none).isEqualTo(new Reply.UnknownPieces(0, 0));
        assertThat(none.many()).isFalse();
        assertThat(none.share()).isZero();
        assertThat(new Reply.UnknownPieces(1, 3).many()).as("exactly a third").isTrue();
        assertThat(runs.reports()).isEmpty();
    }

    private static Reply.UnknownPieces unknown(String text) {
        return (Reply.UnknownPieces) bert.ask(text, new Ask.CountUnknown()).get(0);
    }

    private static Vocabulary vocabulary() {
        return bert.tokenizer().vocabulary();
    }

    private static Pieces pieces(String text) {
        return bert.tokenizer().tokenize(text);
    }

    private static double[][] last(int from, int to, Pieces pieces) {
        return hidden(from, to, pieces)[LAYERS];
    }

    private static double[][][] hidden(int from, int to, Pieces pieces) {
        return reference.hidden(Sequence.single(vocabulary(), pieces, from, to));
    }

    /** So many words of one piece each. */
    private static String words(int count) {
        String[] few = {"the", "of", "and", "in", "to", "was", "is", "on"};
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? "" : " ").append(few[(i * i + i / 5) % few.length]);
        }
        return text.toString();
    }

    private static double[] mean(double[][] tokens) {
        double[] mean = new double[tokens[0].length];
        for (double[] token : tokens) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += token[i] / tokens.length;
            }
        }
        return mean;
    }

    private static void assertClose(float[] found, double[] expected) {
        assertThat(found).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) found[i]).isCloseTo(expected[i], within((double) TOLERANCE));
        }
    }
}
