package io.github.flinkbert.console.ask;

import io.github.flinkbert.Bert;
import io.github.flinkbert.console.task.SeenText;
import io.github.flinkbert.console.task.Trial;
import io.github.flinkbert.console.task.Typed;
import io.github.flinkbert.failure.TextRejectedException;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.text.MaskedText;
import io.github.flinkbert.text.Pieces;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.flink.annotation.Internal;

/**
 * Asks the model of a text's route what tasks of the page ask of one text, in one go. Thread-safe.
 */
@Internal
public final class TryIt {

    private final AskedModels models;
    private final List<Consumer<Trial>> tasks;
    private final Questions questions;

    /**
     * @param tasks each asks its part
     * @param questions by which what is asked here can be cancelled
     */
    public TryIt(AskedModels models, List<Consumer<Trial>> tasks, Questions questions) {
        this.models = models;
        this.tasks = List.copyOf(tasks);
        this.questions = questions;
    }

    /**
     * Waits for the replies.
     *
     * @throws TextRejectedException if the text cannot be asked anything
     * @throws IllegalArgumentException if the model cannot
     * @throws java.util.concurrent.CancellationException if the page cancelled it; what had not
     *     reached the device is never computed
     */
    public Tried ask(Typed typed) {
        return questions.reply(typed.ticket(), question -> ask(typed, question));
    }

    private Tried ask(Typed typed, AskedQuestion question) {
        Bert bert = models.await(question, typed.text());
        long start = System.nanoTime();
        Trial trial = new Trial(typed, bert);
        tasks.forEach(task -> task.accept(trial));
        List<Ask<?>> asks = trial.asks();
        if (asks.isEmpty()) {
            throw new IllegalArgumentException(String.join(" ", trial.notes()));
        }
        trial.take(question.await(bert.submit(typed.text(), asks)));
        double millis = (System.nanoTime() - start) / (double) TimeUnit.MILLISECONDS.toNanos(1);
        List<Tried.Piece> pieces = pieces(bert, typed.text());
        return new Tried(
                typed.text(),
                pieces,
                unknownShare(pieces, bert.tokenizer().vocabulary().unknownId()),
                trial.shown(),
                trial.notes(),
                version(bert.model()),
                millis);
    }

    private static List<Tried.Piece> pieces(Bert bert, String text) {
        Pieces pieces =
                text.contains(MaskedText.MASK)
                        ? MaskedText.of(bert.tokenizer(), text).pieces()
                        : bert.tokenizer().tokenize(text);
        return IntStream.range(0, pieces.size())
                .mapToObj(
                        i ->
                                new Tried.Piece(
                                        bert.tokenizer().vocabulary().piece(pieces.id(i)),
                                        pieces.id(i),
                                        pieces.start(i),
                                        pieces.end(i)))
                .toList();
    }

    /** Of the pieces that stand for words of the text. */
    private static double unknownShare(List<Tried.Piece> pieces, int unknownId) {
        long words = pieces.stream().filter(each -> !each.token().equals(MaskedText.MASK)).count();
        long unknown = pieces.stream().filter(each -> each.id() == unknownId).count();
        return words == 0 ? 0 : (double) unknown / words;
    }

    private static SeenText.Model version(Bert.Model model) {
        return new SeenText.Model(
                model.name(),
                model.digest(),
                model.precision().name().toLowerCase(Locale.ROOT),
                model.adapters());
    }
}
