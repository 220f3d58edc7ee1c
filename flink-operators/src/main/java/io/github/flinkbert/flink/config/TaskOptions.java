package io.github.flinkbert.flink.config;

import static io.github.flinkbert.flink.option.Option.optional;
import static io.github.flinkbert.flink.option.Option.withDefault;
import static io.github.flinkbert.flink.option.OptionTypes.BOOLEAN;
import static io.github.flinkbert.flink.option.OptionTypes.LAYERS;
import static io.github.flinkbert.flink.option.OptionTypes.NAMED_MODELS;
import static io.github.flinkbert.flink.option.OptionTypes.NUMBER;
import static io.github.flinkbert.flink.option.OptionTypes.QUESTION_LIST;
import static io.github.flinkbert.flink.option.OptionTypes.TEXT;
import static io.github.flinkbert.flink.option.OptionTypes.choice;
import static io.github.flinkbert.flink.option.OptionTypes.choices;
import static io.github.flinkbert.flink.option.OptionTypes.wholeNumber;

import io.github.flinkbert.checkpoint.AggregationStrategy;
import io.github.flinkbert.checkpoint.Pooling;
import io.github.flinkbert.flink.option.Option;
import io.github.flinkbert.task.embedding.Layers;
import java.util.List;
import java.util.Map;

/** What the Kafka job asks of each text. */
final class TaskOptions {

    public static final Option<List<Task>> TASKS =
            withDefault("tasks", choices(Task.class), "embedding", "What to ask of each text.");

    public static final Option<Pooling> POOLING =
            optional(
                    "pooling",
                    choice(Pooling.class),
                    "How a text's token vectors become its embedding; by default as a"
                            + " sentence-transformers release says, else mean.");

    public static final Option<Layers> LAYER =
            withDefault(
                    "layer",
                    LAYERS,
                    "-1",
                    "The layer that embeddings are taken from, -1 for the last; last-four"
                            + " concatenates the last four.");

    public static final Option<Boolean> NORMALIZE =
            optional(
                    "normalize",
                    BOOLEAN,
                    "Whether to scale embeddings to length 1; by default only where a"
                            + " sentence-transformers release says so and pooling is not given.");

    public static final Option<String> ENTITIES_MODEL =
            optional(
                    "entities-model",
                    TEXT,
                    "Name of the adapter that finds entities; by default the only one that can."
                            + " With entities-model-attribute, for texts for which that chooses"
                            + " none; the word none then leaves these without entities.");

    public static final Option<String> ENTITIES_MODEL_ATTRIBUTE =
            optional(
                    "entities-model-attribute",
                    TEXT,
                    "Attribute of the text event, such as language, that chooses the adapter that"
                            + " finds entities; a text for which it chooses none is a dead letter,"
                            + " unless entities-model is given.");

    public static final Option<Map<String, String>> ENTITIES_MODEL_BY =
            optional(
                    "entities-model-by",
                    NAMED_MODELS,
                    "Which adapter for which value of entities-model-attribute, such as"
                            + " ko=entities-ko,en=entities-en.");

    public static final Option<AggregationStrategy> WORD_LABEL =
            withDefault(
                            "aggregation-strategy",
                            choice(AggregationStrategy.class),
                            "as-trained",
                            "How the labels of a word's pieces become the word's; as the model was"
                                    + " trained unless another is given.")
                    .withDeprecatedKeys("word-label");

    public static final Option<String> ANSWERS_MODEL =
            optional(
                    "answers-model",
                    TEXT,
                    "Name of the adapter that finds answers; by default the only one that can."
                            + " With answers-model-attribute, for texts for which that chooses"
                            + " none; the word none then leaves these without answers.");

    public static final Option<String> ANSWERS_MODEL_ATTRIBUTE =
            optional(
                    "answers-model-attribute",
                    TEXT,
                    "Attribute of the text event that chooses the adapter that finds answers; a"
                            + " text for which it chooses none is a dead letter, unless"
                            + " answers-model is given.");

    public static final Option<Map<String, String>> ANSWERS_MODEL_BY =
            optional(
                    "answers-model-by",
                    NAMED_MODELS,
                    "Which adapter for which value of answers-model-attribute.");

    public static final Option<List<String>> QUESTIONS =
            optional(
                    "questions",
                    QUESTION_LIST,
                    "Questions that are asked of every text, beside the record's own.");

    public static final Option<Integer> N_BEST =
            withDefault("n-best", wholeNumber(1), "1", "How many answers a question gets.");

    public static final Option<Integer> MAX_ANSWER_PIECES =
            withDefault(
                    "max-answer-pieces", wholeNumber(1), "30", "Longest answer, in WordPieces.");

    public static final Option<Double> NULL_THRESHOLD =
            optional(
                    "null-threshold",
                    NUMBER,
                    "No answer is given where the score of none exceeds the best answer's by more"
                            + " than this; for models trained to say so (SQuAD 2.0).");

    /** In the order in which help shows them. */
    static final List<Option<?>> ALL =
            List.of(
                    TASKS,
                    POOLING,
                    LAYER,
                    NORMALIZE,
                    ENTITIES_MODEL,
                    ENTITIES_MODEL_ATTRIBUTE,
                    ENTITIES_MODEL_BY,
                    WORD_LABEL,
                    ANSWERS_MODEL,
                    ANSWERS_MODEL_ATTRIBUTE,
                    ANSWERS_MODEL_BY,
                    QUESTIONS,
                    N_BEST,
                    MAX_ANSWER_PIECES,
                    NULL_THRESHOLD);

    private TaskOptions() {}
}
