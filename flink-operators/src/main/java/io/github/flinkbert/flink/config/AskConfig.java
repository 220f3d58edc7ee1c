package io.github.flinkbert.flink.config;

import io.github.flinkbert.checkpoint.AggregationStrategy;
import io.github.flinkbert.checkpoint.Pooling;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.answers.AnswerQuestion;
import io.github.flinkbert.task.embedding.Embed;
import io.github.flinkbert.task.embedding.Layers;
import io.github.flinkbert.task.entities.TagEntities;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** What is asked of each text. Travels with the job; asks are made where it arrives. */
public record AskConfig(
        List<Task> tasks, EmbeddingAsk embedding, EntityAsk entities, AnswerAsk answers)
        implements Serializable {

    /** Longest answer by default, in WordPieces, as Google's run_squad.py has it. */
    static final int MOST_ANSWER_PIECES = 30;

    public AskConfig {
        tasks = List.copyOf(tasks);
    }

    /** These tasks, everything else at its default. */
    public static AskConfig standard(List<Task> tasks) {
        return new AskConfig(
                tasks,
                new EmbeddingAsk(null, Layers.LAST.first(), Layers.LAST.count(), null),
                new EntityAsk(new ModelChoice.Fixed(""), AggregationStrategy.AS_TRAINED),
                new AnswerAsk(new ModelChoice.Fixed(""), List.of(), 1, MOST_ANSWER_PIECES, null));
    }

    public AskConfig with(List<Task> asked) {
        return new AskConfig(asked, embedding, entities, answers);
    }

    public AskConfig with(EmbeddingAsk asked) {
        return new AskConfig(tasks, asked, entities, answers);
    }

    public AskConfig with(EntityAsk asked) {
        return new AskConfig(tasks, embedding, asked, answers);
    }

    public AskConfig with(AnswerAsk asked) {
        return new AskConfig(tasks, embedding, entities, asked);
    }

    /**
     * @param firstLayer as in {@link Layers#first}
     * @param layerCount as in {@link Layers#count}
     * @param pooling null for the release's own
     * @param normalize null for as the release does with its own pooling, and not at all with
     *     another
     */
    public record EmbeddingAsk(Pooling pooling, int firstLayer, int layerCount, Boolean normalize)
            implements Serializable {

        /** By another pooling. */
        public EmbeddingAsk with(Pooling wanted) {
            return new EmbeddingAsk(wanted, firstLayer, layerCount, normalize);
        }

        Embed ask() {
            return new Embed(
                    Optional.ofNullable(pooling),
                    new Layers(firstLayer, layerCount),
                    Optional.ofNullable(normalize));
        }
    }

    /** What entities are asked for. */
    public record EntityAsk(ModelChoice model, AggregationStrategy strategy)
            implements Serializable {

        /** Of another model. */
        public EntityAsk with(ModelChoice choice) {
            return new EntityAsk(choice, strategy);
        }

        Ask<?> ask(String name) {
            return new TagEntities(name, strategy);
        }
    }

    /**
     * @param questions asked of every text
     * @param nullThreshold null for models that always answer
     */
    public record AnswerAsk(
            ModelChoice model,
            List<String> questions,
            int nBest,
            int maxAnswerPieces,
            Double nullThreshold)
            implements Serializable {

        /** Of another model, with these standing questions. */
        public AnswerAsk with(ModelChoice choice, List<String> standing) {
            return new AnswerAsk(choice, standing, nBest, maxAnswerPieces, nullThreshold);
        }

        /** The questions of one text, its own first. */
        Stream<String> questions(List<String> own) {
            return Stream.concat(own.stream(), questions.stream());
        }

        Ask<?> ask(String name, String question) {
            return new AnswerQuestion(
                    name,
                    question,
                    nBest,
                    maxAnswerPieces,
                    nullThreshold == null
                            ? OptionalDouble.empty()
                            : OptionalDouble.of(nullThreshold));
        }
    }

    static AskConfig from(Settings settings) {
        return from(settings, settings.get(TaskOptions.TASKS));
    }

    static AskConfig from(Settings settings, List<Task> tasks) {
        Layers layers = settings.get(TaskOptions.LAYER);
        return new AskConfig(
                tasks,
                new EmbeddingAsk(
                        settings.find(TaskOptions.POOLING).orElse(null),
                        layers.first(),
                        layers.count(),
                        settings.find(TaskOptions.NORMALIZE).orElse(null)),
                new EntityAsk(
                        ModelChoice.from(
                                settings,
                                Task.ENTITIES,
                                TaskOptions.ENTITIES_MODEL,
                                TaskOptions.ENTITIES_MODEL_ATTRIBUTE,
                                TaskOptions.ENTITIES_MODEL_BY),
                        settings.get(TaskOptions.WORD_LABEL)),
                new AnswerAsk(
                        ModelChoice.from(
                                settings,
                                Task.ANSWERS,
                                TaskOptions.ANSWERS_MODEL,
                                TaskOptions.ANSWERS_MODEL_ATTRIBUTE,
                                TaskOptions.ANSWERS_MODEL_BY),
                        settings.find(TaskOptions.QUESTIONS).orElse(List.of()),
                        settings.get(TaskOptions.N_BEST),
                        settings.get(TaskOptions.MAX_ANSWER_PIECES),
                        settings.find(TaskOptions.NULL_THRESHOLD).orElse(null)));
    }

    /**
     * All that is asked of one text.
     *
     * @param question the record's own
     * @param attributes the record's, which may choose the models
     * @throws io.github.flinkbert.failure.TextRejectedException if no model is chosen for the text
     */
    public List<Ask<?>> asks(Optional<String> question, Map<String, String> attributes) {
        return asks(question.stream().toList(), attributes);
    }

    /**
     * All that is asked of one text that brings several questions.
     *
     * @param questions the record's own
     * @param attributes as in {@link #asks(Optional, Map)}
     */
    public List<Ask<?>> asks(List<String> questions, Map<String, String> attributes) {
        List<Ask<?>> asks = new ArrayList<>();
        if (tasks.contains(Task.EMBEDDING)) {
            asks.add(embedding.ask());
        }
        if (tasks.contains(Task.ENTITIES)) {
            String model = entities.model().model(attributes);
            if (!model.equals(ModelChoice.NONE)) {
                asks.add(entities.ask(model));
            }
        }
        if (tasks.contains(Task.ANSWERS) && answers.questions(questions).findAny().isPresent()) {
            String model = answers.model().model(attributes);
            if (!model.equals(ModelChoice.NONE)) {
                answers.questions(questions).forEach(each -> asks.add(answers.ask(model, each)));
            }
        }
        return asks;
    }

    /**
     * All that can be asked of any text, of every model that can be chosen.
     *
     * @param question stands for the records' own
     */
    public List<Ask<?>> everyAsk(String question) {
        List<Ask<?>> asks = new ArrayList<>();
        if (tasks.contains(Task.EMBEDDING)) {
            asks.add(embedding.ask());
        }
        if (tasks.contains(Task.ENTITIES)) {
            entities.model().models().forEach(model -> asks.add(entities.ask(model)));
        }
        if (tasks.contains(Task.ANSWERS)) {
            for (String model : answers.model().models()) {
                answers.questions(List.of(question))
                        .forEach(each -> asks.add(answers.ask(model, each)));
            }
        }
        return asks;
    }
}
