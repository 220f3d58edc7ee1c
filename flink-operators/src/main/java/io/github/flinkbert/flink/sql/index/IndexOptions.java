package io.github.flinkbert.flink.sql.index;

import static io.github.flinkbert.flink.option.Option.optional;
import static io.github.flinkbert.flink.option.Option.required;
import static io.github.flinkbert.flink.option.Option.withDefault;
import static io.github.flinkbert.flink.option.OptionTypes.BYTES;
import static io.github.flinkbert.flink.option.OptionTypes.DURATION_TYPE;
import static io.github.flinkbert.flink.option.OptionTypes.TEXT;
import static io.github.flinkbert.flink.option.OptionTypes.choice;
import static io.github.flinkbert.flink.option.OptionTypes.wholeNumber;

import io.github.flinkbert.flink.config.SqlOptions;
import io.github.flinkbert.flink.index.Metric;
import io.github.flinkbert.flink.index.SearchSettings;
import io.github.flinkbert.flink.option.Option;
import io.github.flinkbert.flink.option.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.MemorySize;

/**
 * The options of {@code CREATE TABLE … WITH ('connector' = 'bert-index', …)}. Those that say which
 * model makes vectors of texts, and how, are those of {@code CREATE MODEL}.
 */
final class IndexOptions {

    static final Option<String> PATH =
            optional(
                    "path",
                    TEXT,
                    "The table's file or folder, on any of Flink's file systems; this or topic is"
                            + " required.");

    static final Option<String> TOPIC =
            optional(
                    "topic",
                    TEXT,
                    "A compacted Kafka topic that is the table: a row is the last record of its"
                            + " key. Kafka's own options have properties. before theirs.");

    static final Option<String> FORMAT =
            required(
                    "format",
                    TEXT,
                    "Flink's format of the files: json (a row a line), csv, avro, parquet; of a"
                            + " topic's values json, csv, avro. Its own options have its name"
                            + " before theirs.");

    static final Option<String> TEXT_COLUMN =
            optional(
                    "text-column",
                    TEXT,
                    "The column whose texts the model makes the vectors of; without it the files"
                            + " or the topic have the vectors.");

    static final Option<Metric> METRIC =
            withDefault(
                    "metric",
                    choice(Metric.class),
                    "cosine",
                    "What the score is, and so which rows are nearest: the cosine, the dot product"
                            + " (the greater, the nearer), or the distance (the less, the"
                            + " nearer).");

    static final Option<Duration> RELOAD_INTERVAL =
            withDefault(
                    "reload-interval",
                    DURATION_TYPE,
                    "1min",
                    "How often to look for files that have changed, or records that have come; 0s"
                            + " for never.");

    static final Option<MemorySize> MAX_SIZE =
            withDefault(
                    "max-size",
                    BYTES,
                    "512mb",
                    "What the table may take of a task manager's heap, about; while it is"
                            + " reloaded there are two of it. A greater one is refused.");

    static final Option<Integer> M =
            withDefault(
                    "m", wholeNumber(2), "16", "Neighbors that a row keeps in the graph (HNSW).");

    static final Option<Integer> EF_CONSTRUCTION =
            withDefault(
                    "ef-construction",
                    wholeNumber(1),
                    "100",
                    "Rows that are looked at closely for each row that the graph gets.");

    static final Option<Integer> EF_SEARCH =
            withDefault(
                    "ef-search",
                    wholeNumber(1),
                    "64",
                    "Rows that are looked at closely for each query: more find more of the"
                            + " nearest, and take longer.");

    /** In the order in which the documentation shows them. */
    static final List<Option<?>> OWN =
            List.of(
                    PATH,
                    TOPIC,
                    FORMAT,
                    TEXT_COLUMN,
                    METRIC,
                    RELOAD_INTERVAL,
                    MAX_SIZE,
                    M,
                    EF_CONSTRUCTION,
                    EF_SEARCH);

    /** With those of the model. */
    static final List<Option<?>> ALL =
            Stream.concat(OWN.stream(), SqlOptions.ALL.stream()).toList();

    /** As a fault says whose options they are. */
    static final String OWNER =
            OWN.stream()
                    .map(Option::key)
                    .collect(
                            Collectors.joining(
                                    ", ",
                                    "the connector bert-index, which has ",
                                    ", and those of the provider bert"));

    /** Before the options of Kafka. */
    static final String KAFKA = "properties.";

    /** What reading a whole topic needs, and nobody else can say. */
    private static final List<String> OURS =
            List.of(
                    "allow.auto.create.topics",
                    "auto.offset.reset",
                    "enable.auto.commit",
                    "key.deserializer",
                    "value.deserializer");

    private IndexOptions() {}

    /** Either files or a topic. */
    static void check(Settings settings) {
        boolean files = settings.isGiven(PATH);
        boolean topic = settings.isGiven(TOPIC);
        settings.require(
                files != topic,
                "a table is files or a topic: expected either path or topic, found "
                        + (files ? "both" : "neither"));
        Map<String, String> kafka = settings.under(KAFKA);
        settings.require(
                topic || kafka.isEmpty(), "options under properties. are for topic, not given");
        settings.require(
                !topic || kafka.containsKey("bootstrap.servers"),
                "properties.bootstrap.servers is required: Kafka brokers, as host:port,host:port");
        for (String key : OURS) {
            settings.require(
                    !kafka.containsKey(key),
                    "%s%s cannot be chosen: the topic is read whole".formatted(KAFKA, key));
        }
    }

    static SearchSettings search(Settings settings) {
        return new SearchSettings(
                settings.get(METRIC),
                settings.get(M),
                settings.get(EF_CONSTRUCTION),
                settings.get(EF_SEARCH));
    }
}
