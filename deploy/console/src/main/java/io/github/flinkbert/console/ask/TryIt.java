package io.github.flinkbert.console.ask;

import io.github.flinkbert.Bert;
import io.github.flinkbert.checkpoint.AggregationStrategy;
import io.github.flinkbert.console.stream.Embedded;
import io.github.flinkbert.console.stream.Ring;
import io.github.flinkbert.console.stream.SeenText;
import io.github.flinkbert.failure.TextRejectedException;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.Results;
import io.github.flinkbert.task.answers.Answer;
import io.github.flinkbert.task.answers.AnswerQuestion;
import io.github.flinkbert.task.answers.Answers;
import io.github.flinkbert.task.embedding.Embed;
import io.github.flinkbert.task.embedding.Token;
import io.github.flinkbert.task.entities.Entity;
import io.github.flinkbert.task.entities.TagEntities;
import io.github.flinkbert.task.masks.Candidate;
import io.github.flinkbert.task.masks.FillMasks;
import io.github.flinkbert.text.MaskedText;
import io.github.flinkbert.text.Pieces;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Asks a model all that it can be asked of one text. Thread-safe. */
public final class TryIt {

    private static final Embed EMBED = Embed.asReleased();
    private static final int CANDIDATES = 5;
    private static final int ANSWERS = 3;
    private static final int LONGEST_ANSWER = 30;
    private static final int NEIGHBOURS = 3;

    private final AskedModel model;
    private final Ring<Embedded> stream;
    private final Questions questions;

    /**
     * @param stream whose texts may be like the one that is tried
     * @param questions by which what is asked here can be cancelled
     */
    public TryIt(AskedModel model, Ring<Embedded> stream, Questions questions) {
        this.model = model;
        this.stream = stream;
        this.questions = questions;
    }

    /**
     * Waits for the replies.
     *
     * @throws TextRejectedException if the text cannot be asked anything
     * @throws java.util.concurrent.CancellationException if the page cancelled it; what had not
     *     reached the device is never computed
     */
    public Tried ask(Typed typed) {
        return questions.answer(typed.ticket(), question -> ask(typed, question));
    }

    private Tried ask(Typed typed, Question question) {
        Bert bert = question.await(model.open());
        long start = System.nanoTime();
        List<Ask<?>> asks = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        asks.add(EMBED);
        if (typed.text().contains(MaskedText.MASK)) {
            add(new FillMasks(CANDIDATES), bert, asks, notes);
        }
        if (TagEntities.models(bert.heads()).isEmpty()) {
            notes.add("This model has no head for entities; an adapter brings one.");
        } else {
            String name = chosen(typed.entityModel(), TagEntities.models(bert.heads()));
            add(new TagEntities(name, AggregationStrategy.AS_TRAINED), bert, asks, notes);
        }
        if (!typed.question().isEmpty()) {
            addQuestion(typed, bert, asks, notes);
        }
        Results results = question.await(bert.submit(typed.text(), asks));
        double millis = (System.nanoTime() - start) / (double) TimeUnit.MILLISECONDS.toNanos(1);
        return tried(typed.text(), bert, results, notes, millis);
    }

    private static void addQuestion(Typed typed, Bert bert, List<Ask<?>> asks, List<String> notes) {
        if (AnswerQuestion.models(bert.heads()).isEmpty()) {
            notes.add("This model has no head for answers; an adapter brings one.");
            return;
        }
        String name = chosen(typed.answerModel(), AnswerQuestion.models(bert.heads()));
        add(
                new AnswerQuestion(
                        name, typed.question(), ANSWERS, LONGEST_ANSWER, OptionalDouble.empty()),
                bert,
                asks,
                notes);
    }

    /** What does not fit the model, or cannot be asked at all, is a note, and the rest goes on. */
    private static void add(Ask<?> ask, Bert bert, List<Ask<?>> asks, List<String> notes) {
        try {
            bert.requireFit(List.of(ask));
            asks.add(ask);
        } catch (IllegalArgumentException | TextRejectedException e) {
            notes.add(e.getMessage());
        }
    }

    private static String chosen(String wanted, List<String> names) {
        return names.contains(wanted) ? wanted : names.get(0);
    }

    private Tried tried(
            String text, Bert bert, Results results, List<String> notes, double millis) {
        float[] embedding = {};
        List<List<Candidate>> masks = List.of();
        List<SeenText.Entity> entities = List.of();
        List<SeenText.Answer> answers = List.of();
        for (Ask<?> ask : results.asks()) {
            if (ask instanceof Embed embed) {
                embedding = results.get(embed).vector();
            } else if (ask instanceof FillMasks fill) {
                masks = results.get(fill).masks();
            } else if (ask instanceof TagEntities tag) {
                entities = results.get(tag).entities().stream().map(TryIt::entity).toList();
            } else if (ask instanceof AnswerQuestion question) {
                Answers found = results.get(question);
                answers = found.answers().stream().map(a -> answer(found, a)).toList();
            }
        }
        List<Token> tokens = tokens(bert, text);
        return new Tried(
                text,
                tokens,
                unknownShare(tokens, bert.tokenizer().vocabulary().unknownId()),
                masks,
                entities,
                answers,
                embedding,
                Nearest.of(embedding, stream.all(), NEIGHBOURS),
                notes,
                version(bert.model()),
                TagEntities.models(bert.heads()),
                AnswerQuestion.models(bert.heads()),
                millis);
    }

    private static List<Token> tokens(Bert bert, String text) {
        Pieces pieces =
                text.contains(MaskedText.MASK)
                        ? MaskedText.of(bert.tokenizer(), text).pieces()
                        : bert.tokenizer().tokenize(text);
        return IntStream.range(0, pieces.size())
                .mapToObj(
                        i ->
                                new Token(
                                        bert.tokenizer().vocabulary().piece(pieces.id(i)),
                                        pieces.id(i),
                                        pieces.start(i),
                                        pieces.end(i)))
                .toList();
    }

    /** Of the pieces that stand for words of the text. */
    static double unknownShare(List<Token> tokens, int unknownId) {
        long words = tokens.stream().filter(each -> !each.token().equals(MaskedText.MASK)).count();
        long unknown = tokens.stream().filter(each -> each.id() == unknownId).count();
        return words == 0 ? 0 : (double) unknown / words;
    }

    private static SeenText.Entity entity(Entity found) {
        return new SeenText.Entity(found.label(), found.start(), found.end(), found.score());
    }

    private static SeenText.Answer answer(Answers to, Answer found) {
        return new SeenText.Answer(
                to.question(), found.text(), found.start(), found.end(), found.score());
    }

    private static SeenText.Model version(Bert.Model model) {
        return new SeenText.Model(
                model.name(),
                model.digest(),
                model.precision().name().toLowerCase(Locale.ROOT),
                model.adapters());
    }
}
