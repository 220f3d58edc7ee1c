package io.github.flinkbert.flink.config;

import static io.github.flinkbert.flink.config.Option.optional;
import static io.github.flinkbert.flink.config.Option.required;
import static io.github.flinkbert.flink.config.Option.withDefault;
import static io.github.flinkbert.flink.config.OptionTypes.BOOLEAN;
import static io.github.flinkbert.flink.config.OptionTypes.DURATION_TYPE;
import static io.github.flinkbert.flink.config.OptionTypes.INSTANT;
import static io.github.flinkbert.flink.config.OptionTypes.LAYERS;
import static io.github.flinkbert.flink.config.OptionTypes.LIST;
import static io.github.flinkbert.flink.config.OptionTypes.NAMED_MODELS;
import static io.github.flinkbert.flink.config.OptionTypes.NAMED_PATHS;
import static io.github.flinkbert.flink.config.OptionTypes.NUMBER;
import static io.github.flinkbert.flink.config.OptionTypes.PATTERN;
import static io.github.flinkbert.flink.config.OptionTypes.QUESTION_LIST;
import static io.github.flinkbert.flink.config.OptionTypes.TEXT;
import static io.github.flinkbert.flink.config.OptionTypes.choice;
import static io.github.flinkbert.flink.config.OptionTypes.choices;
import static io.github.flinkbert.flink.config.OptionTypes.wholeNumber;

import io.github.flinkbert.checkpoint.CasingChoice;
import io.github.flinkbert.engine.Device;
import io.github.flinkbert.engine.Precision;
import io.github.flinkbert.task.Layers;
import io.github.flinkbert.task.Pooling;
import io.github.flinkbert.task.WordLabel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * All options of the Kafka job. Beside them, {@code kafka.NAME} sets Kafka's own property NAME for
 * consumer and producers, {@code source.kafka.NAME} and {@code sink.kafka.NAME} for one side only.
 */
public final class JobOptions {

    public static final Option<String> BOOTSTRAP_SERVERS =
            required("bootstrap-servers", TEXT, "Kafka brokers, as host:port,host:port.");

    public static final Option<List<String>> INPUT_TOPICS =
            optional("input-topics", LIST, "Topics to read. Either these or a pattern.");
    public static final Option<Pattern> INPUT_TOPIC_PATTERN =
            optional(
                    "input-topic-pattern",
                    PATTERN,
                    "Reads every topic whose whole name matches, new ones too.");
    public static final Option<String> GROUP_ID =
            withDefault("group-id", TEXT, "flink-bert", "Kafka consumer group.");
    public static final Option<StartFrom> START_FROM =
            withDefault(
                    "start-from",
                    choice(StartFrom.class),
                    "committed",
                    "Where to begin without a savepoint; committed: where the group has been,"
                            + " from the earliest record where it has not been yet.");
    public static final Option<Instant> START_TIMESTAMP =
            optional("start-timestamp", INSTANT, "Where to begin with start-from=timestamp.");
    public static final Option<StopAt> STOP_AT =
            withDefault(
                    "stop-at",
                    choice(StopAt.class),
                    "never",
                    "Where to end; latest: at the records that are last when the job starts.");
    public static final Option<Instant> STOP_TIMESTAMP =
            optional("stop-timestamp", INSTANT, "Where to end with stop-at=timestamp.");
    public static final Option<Duration> IDLE_TIMEOUT =
            withDefault(
                    "idle-timeout",
                    DURATION_TYPE,
                    "1min",
                    "After how long a silent partition no longer holds watermarks back;"
                            + " 0s for never.");

    public static final Option<InputFormat> INPUT_FORMAT =
            withDefault(
                    "input-format",
                    choice(InputFormat.class),
                    "json",
                    "Form of the values read: JSON objects, Avro TextEvents in plain binary,"
                            + " or the text itself in UTF-8.");
    public static final Option<String> JSON_TEXT_FIELD =
            withDefault("json-text-field", TEXT, "text", "JSON field with the text.");
    public static final Option<String> JSON_ID_FIELD =
            withDefault(
                    "json-id-field",
                    TEXT,
                    "id",
                    "JSON field with the text's identity; topic/partition/offset where absent.");
    public static final Option<String> JSON_QUESTION_FIELD =
            withDefault("json-question-field", TEXT, "question", "JSON field with a question.");
    public static final Option<String> JSON_TIME_FIELD =
            withDefault(
                    "json-time-field",
                    TEXT,
                    "eventTime",
                    "JSON field with the event's time, in ISO 8601 or milliseconds since 1970.");
    public static final Option<Integer> MAX_RECORD_BYTES =
            withDefault(
                    "max-record-bytes",
                    wholeNumber(1),
                    "1048576",
                    "Longest value that is read; a longer one is a dead letter.");
    public static final Option<Integer> MAX_TEXT_CHARS =
            withDefault(
                    "max-text-chars",
                    wholeNumber(1),
                    "100000",
                    "Longest text that is asked about, in UTF-16 code units; a longer one is a"
                            + " dead letter.");

    public static final Option<String> OUTPUT_TOPIC =
            required("output-topic", TEXT, "Topic for enriched texts.");
    public static final Option<OutputFormat> OUTPUT_FORMAT =
            withDefault(
                    "output-format",
                    choice(OutputFormat.class),
                    "json",
                    "Form of enriched texts: JSON, or Avro EnrichedTexts in plain binary.");
    public static final Option<String> DEAD_LETTER_TOPIC =
            optional(
                    "dead-letter-topic",
                    TEXT,
                    "Topic for records that cannot be enriched; by default the output topic's"
                            + " name with -dead-letters.");
    public static final Option<OutputFormat> DEAD_LETTER_FORMAT =
            withDefault(
                    "dead-letter-format",
                    choice(OutputFormat.class),
                    "json",
                    "Form of dead letters: JSON with bytes in Base64, or Avro DeadLetters in"
                            + " plain binary.");
    public static final Option<Integer> MAX_OUTPUT_BYTES =
            withDefault(
                    "max-output-bytes",
                    wholeNumber(65_536),
                    "1000000",
                    "Longest record that is written, key and headers included; keep it below"
                            + " max.message.bytes of the topics. An enriched text beyond it is a"
                            + " dead letter, a dead letter beyond it is laid in parts.");
    public static final Option<Duration> MAX_TIMESTAMP_AHEAD =
            withDefault(
                    "max-timestamp-ahead",
                    DURATION_TYPE,
                    "1h",
                    "How far in the future a record's timestamp may lie: the output topic's"
                            + " message.timestamp.after.max.ms. Beyond it is a dead letter.");

    public static final Option<Delivery> DELIVERY =
            withDefault(
                    "delivery",
                    choice(Delivery.class),
                    "at-least-once",
                    "Whether a failure may repeat results, or Kafka's transactions hide repeats"
                            + " from read_committed consumers.");
    public static final Option<String> TRANSACTIONAL_ID_PREFIX =
            optional(
                    "transactional-id-prefix",
                    TEXT,
                    "Begins the transactional ids of exactly-once delivery; no two jobs of a"
                            + " Kafka cluster may share it.");
    public static final Option<Duration> TRANSACTION_TIMEOUT =
            withDefault(
                    "transaction-timeout",
                    DURATION_TYPE,
                    "15min",
                    "After how long Kafka gives up a transaction; at most the brokers'"
                            + " transaction.max.timeout.ms, and longer than any outage.");
    public static final Option<Duration> CHECKPOINT_INTERVAL =
            optional(
                    "checkpoint-interval",
                    DURATION_TYPE,
                    "How often Flink takes a checkpoint; by default as the cluster is"
                            + " configured, else every 10s.");
    public static final Option<Integer> PARALLELISM =
            optional("parallelism", wholeNumber(1), "Subtasks; by default as Flink is configured.");

    public static final Option<Order> ORDER =
            withDefault(
                    "order",
                    choice(Order.class),
                    "ordered",
                    "Whether results leave in the order of the records, or as they are ready.");
    public static final Option<Integer> CAPACITY =
            withDefault(
                    "capacity",
                    wholeNumber(1),
                    "256",
                    "Records in flight a subtask: enough for a batch on the device and the next"
                            + " one waiting.");
    public static final Option<Duration> ASYNC_TIMEOUT =
            withDefault(
                    "async-timeout",
                    DURATION_TYPE,
                    "0s",
                    "After how long an unanswered text fails the job; 0s for never.");

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
                            + " none.");
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
    public static final Option<WordLabel> WORD_LABEL =
            withDefault(
                    "word-label",
                    choice(WordLabel.class),
                    "first-piece",
                    "How the labels of a word's pieces become the word's.");
    public static final Option<String> ANSWERS_MODEL =
            optional(
                    "answers-model",
                    TEXT,
                    "Name of the adapter that finds answers; by default the only one that can."
                            + " With answers-model-attribute, for texts for which that chooses"
                            + " none.");
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

    public static final Option<String> CHECKPOINT =
            optional(
                    "checkpoint",
                    TEXT,
                    "The BERT checkpoint: a folder, a file, a URI, or"
                            + " maven:GROUP:ARTIFACT:VERSION; by default the one that the adapters"
                            + " say they were trained on.");
    public static final Option<Map<String, String>> ADAPTERS =
            optional(
                    "adapters",
                    NAMED_PATHS,
                    "Trained adapters for tasks beyond the release, each under a name.");
    public static final Option<CasingChoice> CASING =
            withDefault(
                    "casing",
                    choice(CasingChoice.class),
                    "as-released",
                    "Cased or uncased, where the release does not say.");
    public static final Option<Precision> PRECISION =
            withDefault(
                    "precision",
                    choice(Precision.class),
                    "auto",
                    "Number format of weights and products.");
    public static final Option<Device> DEVICE =
            withDefault("device", choice(Device.class), "auto", "Where the encoder runs.");
    public static final Option<Integer> THREADS =
            withDefault(
                    "threads",
                    wholeNumber(0),
                    "0",
                    "CPU threads for the encoder; 0 lets the process decide.");

    public static final Option<Integer> CACHED_TEXTS =
            withDefault(
                    "cached-texts",
                    wholeNumber(0),
                    "0",
                    "How many texts' answers to keep for when they come again.");

    /** Every option, in the order in which help shows them. */
    public static final List<Option<?>> ALL =
            List.of(
                    BOOTSTRAP_SERVERS,
                    INPUT_TOPICS,
                    INPUT_TOPIC_PATTERN,
                    INPUT_FORMAT,
                    JSON_TEXT_FIELD,
                    JSON_ID_FIELD,
                    JSON_QUESTION_FIELD,
                    JSON_TIME_FIELD,
                    MAX_RECORD_BYTES,
                    MAX_TEXT_CHARS,
                    GROUP_ID,
                    START_FROM,
                    START_TIMESTAMP,
                    STOP_AT,
                    STOP_TIMESTAMP,
                    IDLE_TIMEOUT,
                    OUTPUT_TOPIC,
                    OUTPUT_FORMAT,
                    DEAD_LETTER_TOPIC,
                    DEAD_LETTER_FORMAT,
                    MAX_OUTPUT_BYTES,
                    MAX_TIMESTAMP_AHEAD,
                    DELIVERY,
                    TRANSACTIONAL_ID_PREFIX,
                    TRANSACTION_TIMEOUT,
                    CHECKPOINT_INTERVAL,
                    PARALLELISM,
                    ORDER,
                    CAPACITY,
                    ASYNC_TIMEOUT,
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
                    NULL_THRESHOLD,
                    CHECKPOINT,
                    ADAPTERS,
                    CASING,
                    PRECISION,
                    DEVICE,
                    THREADS,
                    CACHED_TEXTS);

    private JobOptions() {}
}
