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
import io.github.flinkbert.task.Results;
import io.github.flinkbert.task.embedding.Embed;
import io.github.flinkbert.task.embedding.EmbedTokens;
import io.github.flinkbert.task.embedding.Embedding;
import io.github.flinkbert.task.embedding.Layers;
import io.github.flinkbert.task.embedding.Token;
import io.github.flinkbert.task.embedding.TokenEmbeddings;
import io.github.flinkbert.task.masks.Candidate;
import io.github.flinkbert.task.masks.FillMasks;
import io.github.flinkbert.task.masks.Masks;
import io.github.flinkbert.task.vocabulary.CountUnknown;
import io.github.flinkbert.task.vocabulary.CountWindows;
import io.github.flinkbert.task.vocabulary.UnknownPieces;
import io.github.flinkbert.text.MaskedText;
import io.github.flinkbert.text.Pieces;
import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.text.Vocabulary;
import io.github.flinkbert.text.Window;
import io.github.flinkbert.text.Windows;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
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
    private static final Ask<Embedding> MEAN = Embed.mean();
    private static final Ask<TokenEmbeddings> TOKENS = new EmbedTokens(Layers.LAST);

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
        return Bert.open(options());
    }

    private static BertOptions options() {
        return BertOptions.of(folder.toString())
                .withCasing(CasingChoice.UNCASED)
                .withPrecision(Precision.FLOAT32);
    }

    @Test
    void anEmptyTextIsItsSpecialTokens() {
        Results results = bert.ask("", List.of(MEAN, TOKENS));
        double[][] last = last(0, 0, pieces(""));
        assertClose(results.get(MEAN).vector(), mean(last));
        assertThat(results.get(TOKENS).tokens()).isEmpty();
    }

    @Test
    void aTextThatIsCancelledIsTakenBack() throws Exception {
        RecordedRuns runs = new RecordedRuns();
        bert.addListener(runs);
        // The device has work for long enough that this thread is there before it.
        List<CompletableFuture<Embedding>> before = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            before.add(bert.submit(words(60), MEAN));
        }
        int windows = 250; // of 256 that a text may take
        CompletableFuture<Embedding> cancelled = bert.submit(words(windows * ROOM), MEAN);
        cancelled.cancel(false);
        assertThat(cancelled).isCancelled();
        before.forEach(CompletableFuture::join);
        bert.embed(words(3));
        bert.removeListener(runs);
        assertThat(runs.reports().stream().mapToInt(BatchReport::sequences).sum())
                .isBetween(before.size() + 1, before.size() + windows / 2);
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
        TokenEmbeddings found = bert.ask(text, TOKENS);
        assertThat(found.tokens()).hasSize(pieces.size());
        for (int i = 0; i < pieces.size(); i++) {
            Token token = found.tokens().get(i);
            assertThat(text.substring(token.start(), token.end()))
                    .isEqualTo(token.token().replace("##", ""));
            Window window = windows.get(windowOf[i]);
            double[][] last = last(window.from(), window.to(), pieces);
            assertClose(found.vector(i), last[1 + i - window.from()]);
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
        Masks found = bert.ask(text, new FillMasks(3));
        assertThat(found.masks()).hasSize(4);
        for (int i = 0; i < 4; i++) {
            int piece = masked.masks()[i];
            Window window = windows.get(windowOf[piece]);
            double[][] last = last(window.from(), window.to(), pieces);
            double[] expected = reference.maskedPieces(last[1 + piece - window.from()]);
            assertThat(found.masks().get(i)).hasSize(3);
            double best = java.util.Arrays.stream(expected).max().orElseThrow();
            for (Candidate candidate : found.masks().get(i)) {
                assertThat((double) candidate.score())
                        .isCloseTo(expected[vocabulary().id(candidate.token())], within(1e-6));
            }
            assertThat((double) found.masks().get(i).get(0).score()).isCloseTo(best, within(1e-6));
        }
    }

    @Test
    void ranksNoMorePiecesThanThereAre() {
        Masks found = bert.ask("the [MASK]", new FillMasks(1_000_000));
        assertThat(found.masks().get(0)).hasSize(vocabulary().size());
    }

    @Test
    void refusesATextThatCannotBeAnsweredAndThatTextOnly() {
        assertThatThrownBy(() -> bert.ask("no mask here", new FillMasks(1)))
                .isInstanceOf(TextRejectedException.class)
                .hasMessage("a text to fill must have a [MASK], found none");
        assertThatThrownBy(() -> bert.ask(words(16_000), MEAN))
                .isInstanceOf(TextRejectedException.class)
                .hasMessage(
                        "a text may take at most 256 windows of 62 pieces, found 16000 pieces,"
                                + " which take 259");
        assertThat(bert.submit("none", new FillMasks(1))).isCompletedExceptionally();
        assertThat(bert.embed("the")).hasSize(32);
    }

    @Test
    void refusesLayersThatTheModelDoesNotHave() {
        for (int layer : new int[] {LAYERS + 1, -LAYERS - 2}) {
            assertThatThrownBy(
                            () ->
                                    bert.submit(
                                            "the",
                                            new Embed(Pooling.MEAN, Layers.layer(layer), false)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("layers run from 0 to 2, found 1 layers from " + layer + " on");
        }
    }

    @Test
    void concatenatesLayersAndNormalises() {
        Ask<Embedding> three = new Embed(Pooling.CLS, new Layers(-3, 3), false);
        Ask<Embedding> one = new Embed(Pooling.CLS, Layers.layer(1), true);
        Results results = bert.ask("the end", List.of(three, one));
        float[] all = results.get(three).vector();
        double[][][] hidden = hidden(0, pieces("the end").size(), pieces("the end"));
        double[] expected = new double[3 * 32];
        for (int layer = 0; layer < 3; layer++) {
            System.arraycopy(hidden[layer][0], 0, expected, layer * 32, 32);
        }
        assertClose(all, expected);
        double squares = 0;
        for (float value : results.get(one).vector()) {
            squares += value * value;
        }
        assertThat(squares).isCloseTo(1, within(1e-5));
    }

    @Test
    void asksThatSeeTheSamePiecesShareOnePass() {
        RecordedRuns listener = new RecordedRuns();
        bert.addListener(listener);
        Results results = bert.ask("the sign", List.of(TOKENS, MEAN));
        bert.removeListener(listener);
        assertThat(results.asks()).containsExactly(TOKENS, MEAN);
        assertThat(results.get(TOKENS).tokens()).hasSize(pieces("the sign").size());
        assertThat(results.get(MEAN).size()).isEqualTo(32);
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
        List<CompletableFuture<Embedding>> waiting = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            waiting.add(closed.submit(words(60), MEAN));
        }
        closed.close();
        closed.close();
        for (CompletableFuture<Embedding> each : waiting) {
            try {
                assertThat(each.join().size()).isEqualTo(32);
            } catch (CancellationException e) {
                assertThat(each).isCancelled();
            }
        }
        assertThatThrownBy(() -> closed.ask("the", MEAN)).isInstanceOf(CancellationException.class);
        assertThatThrownBy(() -> closed.submitWhenRoom("the", List.of(MEAN)).join())
                .isInstanceOf(CancellationException.class);
        assertThat(closed.submit("the", MEAN)).isCancelled();
    }

    @Test
    void roomComesBackWhateverBecomesOfAText() throws Exception {
        List<CompletableFuture<Results>> all = new ArrayList<>();
        for (int i = 0; i < 300; i++) { // some twelve times the tokens that may be in flight
            all.add(bert.submitWhenRoom(words(620), List.of(MEAN)));
            assertThat(bert.submitWhenRoom("no mask", List.of(new FillMasks(1))))
                    .isCompletedExceptionally();
            assertThatThrownBy(
                            () ->
                                    bert.submitWhenRoom(
                                            "the", List.of(new EmbedTokens(new Layers(0, 2)))))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        for (CompletableFuture<Results> each : all) {
            assertThat(each.get().get(MEAN).size()).isEqualTo(32);
        }
    }

    @Test
    void cancellingATextTakesItsSequencesOutOfTheQueue() {
        RecordedRuns runs = new RecordedRuns();
        bert.addListener(runs);
        List<CompletableFuture<Embedding>> before = new ArrayList<>();
        List<CompletableFuture<Embedding>> cancelled = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            before.add(bert.submit(words(60), MEAN));
        }
        for (int i = 0; i < 1000; i++) {
            cancelled.add(bert.submit(words(150), MEAN)); // three windows each
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
        int cancelled = 0;
        for (int i = 0; i < 300; i++) {
            CompletableFuture<Results> text =
                    bert.submitWhenRoom(words(6200), List.of(MEAN)); // fills two thirds of it
            // A text whose result was there before this thread went on is not cancelled.
            cancelled += text.cancel(true) ? 1 : 0;
        }
        assertThat(cancelled).isPositive();
        assertThat(bert.submitWhenRoom(words(6200), List.of(MEAN)).join().asks())
                .containsExactly(MEAN);
    }

    @Test
    void equalAsksShareOnePassAndOneResult() {
        RecordedRuns runs = new RecordedRuns();
        bert.addListener(runs);
        Results results =
                bert.ask("the sign", List.of(Embed.mean(), Embed.asReleased(), Embed.mean()));
        bert.removeListener(runs);
        assertThat(results.asks()).containsExactly(Embed.mean(), Embed.asReleased());
        assertThat(results.get(Embed.mean())).isEqualTo(results.get(Embed.asReleased()));
        assertThat(runs.reports())
                .singleElement()
                .matches(r -> r.sequences() == 1 && r.outputs() == 1);
    }

    @Test
    void whoGetsAResultCannotChangeIt() {
        RecordedRuns runs = new RecordedRuns();
        FillMasks fill = new FillMasks(2);
        List<Ask<?>> asks = List.of(MEAN, TOKENS, fill);
        try (Bert caching = Bert.open(options().withCacheBytes(1 << 20))) {
            Results first = caching.ask("the [MASK] of", asks);
            float[] before = first.get(MEAN).vector();
            float[] token = first.get(TOKENS).vector(1);
            first.get(MEAN).vector()[0] += 1;
            first.get(TOKENS).vector(1)[0] += 1;
            for (List<?> list :
                    List.of(
                            first.get(TOKENS).tokens(),
                            first.get(fill).masks(),
                            first.get(fill).masks().get(0))) {
                assertThatThrownBy(list::clear).isInstanceOf(UnsupportedOperationException.class);
            }

            caching.addListener(runs);
            Results again = caching.ask("the [MASK] of", asks);
            caching.removeListener(runs);
            assertThat(runs.reports()).as("from the cache").isEmpty();
            assertThat(again.get(MEAN).vector()).containsExactly(before);
            assertThat(again.get(TOKENS).vector(1)).containsExactly(token);
            assertThat(again.get(fill)).isEqualTo(first.get(fill));
        }
    }

    @Test
    void manyTextsHaveTheirResultsInTheirOrder() {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 300; i++) { // more tokens than may be in flight
            texts.add(words(i * 37 % 200));
        }
        List<UnknownPieces> counts = bert.ask(texts, new CountUnknown());
        List<TokenEmbeddings> tokens = bert.ask(texts, new EmbedTokens(Layers.LAST));
        List<float[]> vectors = bert.embed(texts);
        assertThat(counts)
                .extracting(UnknownPieces::pieces)
                .containsExactlyElementsOf(sizes(texts));
        assertThat(tokens)
                .extracting(found -> found.tokens().size())
                .containsExactlyElementsOf(sizes(texts));
        assertThat(vectors).hasSize(texts.size());
        for (int i = 0; i < texts.size(); i += 50) {
            float[] alone = bert.embed(texts.get(i));
            for (int j = 0; j < alone.length; j++) {
                assertThat(vectors.get(i)[j]).isCloseTo(alone[j], within(TOLERANCE));
            }
        }
        assertThat(bert.ask(List.of(), MEAN)).isEmpty();
    }

    private static List<Integer> sizes(List<String> texts) {
        return texts.stream().map(text -> pieces(text).size()).toList();
    }

    @Test
    void oneOfManyTextsThatCannotBeAnsweredLeavesNothingBehind() {
        List<String> texts = new ArrayList<>(Collections.nCopies(20, "the [MASK] of"));
        texts.set(13, "no mask");
        for (int round = 0; round < 3; round++) {
            assertThatThrownBy(() -> bert.ask(texts, new FillMasks(1)))
                    .isInstanceOf(TextRejectedException.class)
                    .hasMessage("a text to fill must have a [MASK], found none");
        }
        texts.remove(13);
        assertThat(bert.ask(texts, new FillMasks(1))).hasSize(19);
    }

    @Test
    void aTextPastItsDeadlineLeavesTheQueue() {
        RecordedRuns runs = new RecordedRuns();
        bert.addListener(runs);
        List<CompletableFuture<Embedding>> before = new ArrayList<>();
        List<CompletableFuture<?>> late = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            before.add(bert.submit(words(60), MEAN));
        }
        for (int i = 0; i < 500; i++) { // three windows each
            late.add(bert.submit(words(150), MEAN, Duration.ofMillis(1)));
            late.add(bert.submit(words(150), List.of(MEAN), Duration.ofMillis(1)));
        }
        before.forEach(CompletableFuture::join);
        assertThat(bert.embed("the")).hasSize(32);
        bert.removeListener(runs);
        // Some leeway for a test thread that waits for a processor.
        assertThat(late)
                .filteredOn(CompletableFuture::isCompletedExceptionally)
                .hasSizeGreaterThan(800)
                .allSatisfy(
                        each ->
                                assertThatThrownBy(each::get)
                                        .hasCauseInstanceOf(TimeoutException.class));
        assertThat(runs.reports().stream().mapToInt(BatchReport::sequences).sum())
                .isBetween(3001, 3500);
    }

    @Test
    void aTextThatKeepsItsDeadlineHasItsResult() {
        Duration deadline = Duration.ofSeconds(50);
        assertThat(bert.submit("the", MEAN, deadline).join()).isEqualTo(bert.ask("the", MEAN));
        assertThat(bert.submit("the", List.of(MEAN), deadline).join().get(MEAN).size())
                .isEqualTo(32);
        assertThatThrownBy(() -> bert.submit("no mask", new FillMasks(1), deadline).join())
                .hasCauseInstanceOf(TextRejectedException.class);
    }

    @Test
    void aDeadlineThatIsTooFarToBeCountedIsNone() {
        Duration far = Duration.ofSeconds(Long.MAX_VALUE);
        assertThat(bert.submit("the", MEAN, far).join()).isEqualTo(bert.ask("the", MEAN));
        assertThat(bert.submit("the", List.of(MEAN), far).join().get(MEAN).size()).isEqualTo(32);
    }

    @Test
    void countsWhatTheModelDoesNotKnowWithoutARun() {
        RecordedRuns runs = new RecordedRuns();
        bert.addListener(runs);
        UnknownPieces some = unknown("the 漢字 of the 字");
        UnknownPieces few = unknown("the 漢 of the the");
        UnknownPieces none = unknown("");
        bert.removeListener(runs);
        assertThat(some).isEqualTo(new UnknownPieces(3, 6));
        assertThat(some.share()).isEqualTo(0.5f);
        assertThat(some.many()).isTrue();
        assertThat(few).isEqualTo(new UnknownPieces(1, 5));
        assertThat(few.many()).isFalse();
        assertThat(none).isEqualTo(new UnknownPieces(0, 0));
        assertThat(none.many()).isFalse();
        assertThat(none.share()).isZero();
        assertThat(new UnknownPieces(1, 3).many()).as("exactly a third").isTrue();
        assertThat(runs.reports()).isEmpty();
    }

    @Test
    void countsTheWindowsThatATextTakesWithoutARun() {
        RecordedRuns runs = new RecordedRuns();
        bert.addListener(runs);
        int room = bert.model().maxPositions() - 2;
        String most = "the ".repeat(room);
        assertThat(bert.ask("", new CountWindows())).isEqualTo(1);
        assertThat(bert.ask(most, new CountWindows())).isEqualTo(1);
        assertThat(bert.ask(most + "of", new CountWindows())).isEqualTo(2);
        assertThat(bert.ask(most + most + "of", new CountWindows())).isEqualTo(3);
        assertThat(bert.ask(most.repeat(1000), new CountWindows())).isEqualTo(1000);
        bert.removeListener(runs);
        assertThat(runs.reports()).isEmpty();
    }

    private static UnknownPieces unknown(String text) {
        return bert.ask(text, new CountUnknown());
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
