package io.github.flinkbert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.checkpoint.AggregationStrategy;
import io.github.flinkbert.checkpoint.CasingChoice;
import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.checkpoint.Checkpoints;
import io.github.flinkbert.checkpoint.HuggingFaceMiniature;
import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import io.github.flinkbert.checkpoint.PositionTables;
import io.github.flinkbert.checkpoint.TrainedMiniature;
import io.github.flinkbert.engine.Precision;
import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.failure.TextRejectedException;
import io.github.flinkbert.task.Results;
import io.github.flinkbert.task.answers.AnswerQuestion;
import io.github.flinkbert.task.embedding.Embed;
import io.github.flinkbert.task.entities.TagEntities;
import io.github.flinkbert.task.masks.FillMasks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No task reads a position that was not trained, unless somebody asks for it. */
class MaxPositionsTest {

    private static final int TRAINED = 40;
    private static final String LONG = "the end of 1 and 2 [MASK] is on the ".repeat(20);

    @TempDir private Path folder;

    /** Two models that differ in nothing but the rows that were not trained. */
    private Path model(double untrained) throws IOException {
        return TrainedMiniature.of(PositionTables.miniature(TRAINED, untrained), 4)
                .asGoogle(folder.resolve("untrained-" + untrained));
    }

    private static BertOptions options(Path model) {
        return BertOptions.of(model.toString())
                .withCasing(CasingChoice.CASED)
                .withPrecision(Precision.FLOAT32);
    }

    private static List<Object> everything(Bert bert) {
        Embed mean = Embed.mean();
        TagEntities entities =
                new TagEntities(
                        TagEntities.models(bert.heads()).get(0), AggregationStrategy.FIRST_PIECE);
        AnswerQuestion answers =
                new AnswerQuestion(
                        AnswerQuestion.models(bert.heads()).get(0),
                        "the end?",
                        2,
                        30,
                        OptionalDouble.empty());
        FillMasks masks = new FillMasks(3);
        Results results = bert.ask(LONG, List.of(mean, entities, answers, masks));
        return List.of(
                results.get(mean), results.get(entities), results.get(answers), results.get(masks));
    }

    @Test
    void everyTaskKeepsToThePositionsThatWereTrained() throws IOException {
        try (Bert small = Bert.open(options(model(0.02)));
                Bert large = Bert.open(options(model(50)))) {
            assertThat(small.model().maxPositions()).isEqualTo(TRAINED);
            assertThat(large.model().maxPositions()).isEqualTo(TRAINED);
            assertThat(everything(small)).isEqualTo(everything(large));

            String longest = "the ".repeat(TRAINED - 2);
            assertThat(small.attention(longest).words()).hasSize(TRAINED);
            assertThatThrownBy(() -> small.attention(longest + "on"))
                    .isInstanceOf(TextRejectedException.class)
                    .hasMessage("attention is shown for a text of at most 38 pieces, found 39");
        }
    }

    @Test
    void whoAsksForMoreGetsAnotherModel() throws IOException {
        Path model = model(50);
        try (Bert trained = Bert.open(options(model));
                Bert same = Bert.open(options(model).withMaxPositions(TRAINED));
                Bert whole = Bert.open(options(model).withMaxPositions(64));
                Bert few = Bert.open(options(model).withMaxPositions(16))) {
            assertThat(whole.model().maxPositions()).isEqualTo(64);
            assertThat(few.model().maxPositions()).isEqualTo(16);
            assertThat(same.model()).isEqualTo(trained.model());
            assertThat(same.embed(LONG)).isEqualTo(trained.embed(LONG));
            assertThat(List.of(whole.model().digest(), few.model().digest()))
                    .doesNotHaveDuplicates()
                    .doesNotContain(trained.model().digest());
            assertThat(whole.embed(LONG)).isNotEqualTo(trained.embed(LONG));
            assertThat(few.embed(LONG)).isNotEqualTo(trained.embed(LONG));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 65})
    void whatTheModelCannotReadIsRefused(int positions) throws IOException {
        BertOptions options = options(model(0.02)).withMaxPositions(positions);
        assertThatThrownBy(() -> Bert.open(options))
                .isInstanceOf(CheckpointException.class)
                .hasMessageStartingWith(
                        "max-positions must be from 3, a piece between [CLS] and [SEP], to 64")
                .hasMessageEndingWith("found " + positions);
    }

    @Test
    void aHuggingFaceFolderIsLookedIntoTheSameWay() throws IOException {
        MiniatureCheckpoint miniature = PositionTables.miniature(TRAINED, 0.02);
        Path model =
                HuggingFaceMiniature.write(
                        folder,
                        miniature,
                        "BertModel",
                        HuggingFaceMiniature.tensors(miniature, ""));
        try (Checkpoint checkpoint = Checkpoints.open(model.toString())) {
            assertThat(checkpoint.trainedPositions()).isEqualTo(TRAINED);
            assertThat(checkpoint.positions(0)).isEqualTo(TRAINED);
            assertThat(checkpoint.positions(64)).isEqualTo(64);
        }
    }
}
