package io.github.flinkbert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.task.Results;
import io.github.flinkbert.task.answers.Answer;
import io.github.flinkbert.task.answers.AnswerQuestion;
import io.github.flinkbert.task.answers.Answers;
import io.github.flinkbert.task.embedding.Embed;
import io.github.flinkbert.task.embedding.Embedding;
import io.github.flinkbert.task.entities.Entities;
import io.github.flinkbert.task.entities.Entity;
import io.github.flinkbert.task.entities.TagEntities;
import io.github.flinkbert.task.masks.Candidate;
import io.github.flinkbert.task.masks.FillMasks;
import io.github.flinkbert.task.masks.Masks;
import io.github.flinkbert.task.vocabulary.CountUnknown;
import io.github.flinkbert.task.vocabulary.UnknownPieces;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultsTest {

    private static final Embed EMBED = Embed.mean();
    private static final TagEntities TAG = new TagEntities();
    private static final AnswerQuestion WHO = new AnswerQuestion("who?");
    private static final AnswerQuestion WHERE = new AnswerQuestion("where?");

    private static final Entity ANN = new Entity("PER", "Ann", 0, 3, 0.9f);
    private static final Answer BONN = new Answer("Bonn", 7, 11, 0.8f);

    private final Results results =
            new Results.Builder()
                    .put(WHERE, new Answers("where?", List.of(BONN)))
                    .put(EMBED, Embedding.of(1, 2, 3))
                    .put(TAG, new Entities(List.of(ANN)))
                    .build();

    @Test
    void aResultIsGotByItsAskAndHasItsType() {
        Embedding embedding = results.get(EMBED);
        Entities entities = results.get(TAG);
        Answers answers = results.get(new AnswerQuestion("where?"));

        assertThat(embedding).isEqualTo(Embedding.of(1, 2, 3));
        assertThat(entities.entities()).containsExactly(ANN);
        assertThat(answers.answers()).containsExactly(BONN);
    }

    @Test
    void asksKeepTheirOrder() {
        assertThat(results.asks()).containsExactly(WHERE, EMBED, TAG);
    }

    @Test
    void whatWasNotAskedIsRefusedWithWhatWas() {
        assertThatThrownBy(() -> results.get(WHO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(WHO + " was not asked, only [" + WHERE);
    }

    @Test
    void equalAsksHaveOneResult() {
        Results twice =
                new Results.Builder()
                        .put(Embed.mean(), Embedding.of(1))
                        .put(Embed.mean(), Embedding.of(1))
                        .build();

        assertThat(twice.asks()).containsExactly(EMBED);
        assertThat(twice.get(EMBED)).isEqualTo(Embedding.of(1));
    }

    @Test
    void nobodyChangesResults() {
        Results.Builder builder = new Results.Builder().put(EMBED, Embedding.of(1));
        Results built = builder.build();
        builder.put(EMBED, Embedding.of(2)).put(TAG, new Entities(List.of()));

        assertThat(built.asks()).containsExactly(EMBED);
        assertThat(built.get(EMBED)).isEqualTo(Embedding.of(1));
        assertThatThrownBy(() -> built.asks().clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void listsOfResultsAreCopiesThatNobodyChanges() {
        List<Entity> entities = new ArrayList<>(List.of(ANN));
        List<Answer> answers = new ArrayList<>(List.of(BONN));
        List<Candidate> candidates = new ArrayList<>(List.of(new Candidate("the", 0.5f)));
        List<List<Candidate>> masks = new ArrayList<>(List.of(candidates));
        Entities tagged = new Entities(entities);
        Answers answered = new Answers("where?", answers);
        Masks filled = new Masks(masks);

        entities.clear();
        answers.clear();
        candidates.clear();
        masks.clear();

        assertThat(tagged.entities()).containsExactly(ANN);
        assertThat(answered.answers()).containsExactly(BONN);
        assertThat(filled.masks()).containsExactly(List.of(new Candidate("the", 0.5f)));
        for (List<?> list :
                List.of(
                        tagged.entities(),
                        answered.answers(),
                        filled.masks(),
                        filled.masks().get(0))) {
            assertThatThrownBy(list::clear).isInstanceOf(UnsupportedOperationException.class);
        }
    }

    @Test
    void bytesGrowWithWhatResultsHold() {
        Entity long200 = new Entity("PER", "x".repeat(200), 0, 200, 1);
        Answer answer = new Answer("x".repeat(200), 0, 200, 1);
        FillMasks fill = new FillMasks(5);
        List<Candidate> five = List.of();

        assertThat(EMBED.bytes(Embedding.of(new float[768]))).isEqualTo(4 * 768);
        assertThat(TAG.bytes(new Entities(List.of()))).isZero();
        assertThat(TAG.bytes(new Entities(List.of(ANN, long200)))).isGreaterThan(2 * 203);
        assertThat(WHO.bytes(new Answers("who?", List.of(answer, answer)))).isGreaterThan(800);
        assertThat(fill.bytes(new Masks(List.of(five, five))))
                .isEqualTo(2 * fill.bytes(new Masks(List.of(five))))
                .isPositive();
        assertThat(new CountUnknown().bytes(new UnknownPieces(1, 2))).isPositive();
        assertThat(results.bytes())
                .isEqualTo(
                        EMBED.bytes(results.get(EMBED))
                                + TAG.bytes(results.get(TAG))
                                + WHERE.bytes(results.get(WHERE)));
    }
}
