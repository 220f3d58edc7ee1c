package io.github.flinkbert.flink.config;

import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.Layers;
import io.github.flinkbert.task.Pooling;
import io.github.flinkbert.task.WordLabel;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What is asked of each text. Travels with the job; asks are made where it arrives. */
public record AskConfig(
        List<Task> tasks, EmbeddingAsk embedding, EntityAsk entities, AnswerAsk answers)
        implements Serializable {

    public AskConfig {
        tasks = List.copyOf(tasks);
    }

    /**
     * @param firstLayer as in {@link Layers#first}
     * @param layerCount as in {@link Layers#count}
     */
    public record EmbeddingAsk(Pooling pooling, int firstLayer, int layerCount, boolean normalize)
            implements Serializable {}

    /**
     * @param model empty for the only one that there is
     */
    public record EntityAsk(String model, WordLabel wordLabel) implements Serializable {}

    /**
     * @param model empty for the only one that there is
     * @param questions asked of every text
     * @param nullThreshold null for models that always answer
     */
    public record AnswerAsk(
            String model,
            List<String> questions,
            int nBest,
            int maxAnswerPieces,
            Double nullThreshold)
            implements Serializable {}

    static AskConfig from(Settings settings) {
        Layers layers = settings.get(JobOptions.LAYER);
        return new AskConfig(
                settings.get(JobOptions.TASKS),
                new EmbeddingAsk(
                        settings.get(JobOptions.POOLING),
                        layers.first(),
                        layers.count(),
                        settings.get(JobOptions.NORMALIZE)),
                new EntityAsk(
                        settings.find(JobOptions.ENTITIES_MODEL).orElse(""),
                        settings.get(JobOptions.WORD_LABEL)),
                new AnswerAsk(
                        settings.find(JobOptions.ANSWERS_MODEL).orElse(""),
                        settings.find(JobOptions.QUESTIONS).orElse(List.of()),
                        settings.get(JobOptions.N_BEST),
                        settings.get(JobOptions.MAX_ANSWER_PIECES),
                        settings.find(JobOptions.NULL_THRESHOLD).orElse(null)));
    }

    /**
     * All that is asked of one text.
     *
     * @param question the record's own
     */
    public List<Ask> asks(Optional<String> question) {
        List<Ask> asks = new ArrayList<>();
        if (tasks.contains(Task.EMBEDDING)) {
            asks.add(
                    new Ask.Embed(
                            embedding.pooling(),
                            new Layers(embedding.firstLayer(), embedding.layerCount()),
                            embedding.normalize()));
        }
        if (tasks.contains(Task.ENTITIES)) {
            asks.add(new Ask.TagEntities(entities.model(), entities.wordLabel()));
        }
        if (tasks.contains(Task.ANSWERS)) {
            question.ifPresent(own -> asks.add(answer(own)));
            answers.questions().forEach(standing -> asks.add(answer(standing)));
        }
        return asks;
    }

    private Ask answer(String question) {
        return new Ask.AnswerQuestion(
                answers.model(),
                question,
                answers.nBest(),
                answers.maxAnswerPieces(),
                answers.nullThreshold() == null
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(answers.nullThreshold()));
    }
}
