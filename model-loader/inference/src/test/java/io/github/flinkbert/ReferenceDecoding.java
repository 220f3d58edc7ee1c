package io.github.flinkbert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.flinkbert.checkpoint.BertConfig;
import io.github.flinkbert.checkpoint.TrainedMiniature;
import io.github.flinkbert.encoder.ReferenceBert;
import io.github.flinkbert.task.ScoredWindow;
import io.github.flinkbert.task.answers.Answer;
import io.github.flinkbert.task.answers.AnswerDecoder;
import io.github.flinkbert.task.answers.AnswerQuestion;
import io.github.flinkbert.task.answers.Answers;
import io.github.flinkbert.task.answers.QuestionLimits;
import io.github.flinkbert.task.entities.Entities;
import io.github.flinkbert.task.entities.Entity;
import io.github.flinkbert.task.entities.EntityDecoder;
import io.github.flinkbert.task.entities.LabelSet;
import io.github.flinkbert.task.entities.TagEntities;
import io.github.flinkbert.tensor.Matrix;
import io.github.flinkbert.tensor.Weights;
import io.github.flinkbert.text.Pieces;
import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.text.Tokenizer;
import io.github.flinkbert.text.Window;
import io.github.flinkbert.text.Windows;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.ndarray.buffer.DataBuffers;

/** What should come back for entities and answers, from scores computed in plain Java doubles. */
final class ReferenceDecoding {

    private final BertConfig config;
    private final Weights weights;
    private final ReferenceBert bert;
    private final Tokenizer tokenizer;

    /**
     * @param weights encoder and heads, merged, under Google's names
     */
    ReferenceDecoding(BertConfig config, Weights weights, Tokenizer tokenizer) {
        this.config = config;
        this.weights = weights;
        this.bert = new ReferenceBert(config, weights);
        this.tokenizer = tokenizer;
    }

    Entities entities(String text, TagEntities ask) {
        Pieces pieces = tokenizer.tokenize(text);
        int room = config.maxPositions() - 2;
        List<ScoredWindow> scored = new ArrayList<>();
        for (Window w : Windows.over(pieces.size(), room, room - room / 4)) {
            Sequence sequence = Sequence.single(tokenizer.vocabulary(), pieces, w.from(), w.to());
            scored.add(new ScoredWindow(w.from(), w.to(), 1, scores(sequence, "output_")));
        }
        return new EntityDecoder(LabelSet.of(TrainedMiniature.LABELS), ask.strategy())
                .decode(text, pieces, scored);
    }

    Answers answers(String text, AnswerQuestion ask) {
        Pieces pieces = tokenizer.tokenize(text);
        Pieces question = tokenizer.tokenize(ask.question());
        List<ScoredWindow> scored = new ArrayList<>();
        for (Window w :
                QuestionLimits.forEncoder(config.maxPositions()).windows(question, pieces)) {
            Sequence sequence =
                    Sequence.pair(
                            tokenizer.vocabulary(),
                            question,
                            0,
                            question.size(),
                            pieces,
                            w.from(),
                            w.to());
            scored.add(
                    new ScoredWindow(
                            w.from(),
                            w.to(),
                            sequence.secondSegmentAt(),
                            scores(sequence, "cls/squad/output_")));
        }
        return new AnswerDecoder(ask).decode(text, pieces, scored);
    }

    private Matrix scores(Sequence sequence, String head) {
        double[][] last = bert.hidden(sequence)[config.layers()];
        float[] kernel = read(head + "weights");
        float[] bias = read(head + "bias");
        float[] scores = new float[last.length * bias.length];
        for (int token = 0; token < last.length; token++) {
            for (int out = 0; out < bias.length; out++) {
                double sum = bias[out];
                for (int i = 0; i < last[token].length; i++) {
                    sum += last[token][i] * kernel[out * last[token].length + i];
                }
                scores[token * bias.length + out] = (float) sum;
            }
        }
        return new Matrix(last.length, bias.length, scores);
    }

    private float[] read(String name) {
        float[] values = new float[(int) weights.shape(name).size()];
        weights.read(name, DataBuffers.of(values, false, false));
        return values;
    }

    static void assertSame(Entities found, Entities expected) {
        List<Entity> entities = found.entities();
        assertThat(entities).hasSameSizeAs(expected.entities());
        for (int i = 0; i < entities.size(); i++) {
            Entity right = expected.entities().get(i);
            Entity entity = entities.get(i);
            assertThat((double) entity.score()).isCloseTo(right.score(), within(2e-4));
            assertThat(entity)
                    .isEqualTo(
                            new Entity(
                                    right.label(),
                                    right.text(),
                                    right.start(),
                                    right.end(),
                                    entity.score()));
        }
    }

    static void assertSame(Answers answers, Answers expected) {
        assertThat(answers.question()).isEqualTo(expected.question());
        assertThat(answers.answers()).hasSameSizeAs(expected.answers());
        for (int i = 0; i < answers.answers().size(); i++) {
            Answer right = expected.answers().get(i);
            Answer answer = answers.answers().get(i);
            assertThat((double) answer.score()).isCloseTo(right.score(), within(2e-4));
            assertThat(answer)
                    .isEqualTo(
                            new Answer(right.text(), right.start(), right.end(), answer.score()));
        }
    }
}
