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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.MemorySize;

/**
 * The options of {@code CREATE TABLE … WITH ('connector' = 'bert-index', …)}. Those that say which
 * model makes vectors of texts, and how, are those of {@code CREATE MODEL}.
 */
final class IndexOptions {

    static final Option<String> PATH =
            required("path", TEXT, "The table's file or folder, on any of Flink's file systems.");

    static final Option<String> FORMAT =
            required(
                    "format",
                    TEXT,
                    "Flink's format of the files: json (a row a line), csv, avro, parquet; its"
                            + " own options have its name before theirs.");

    static final Option<String> TEXT_COLUMN =
            optional(
                    "text-column",
                    TEXT,
                    "The column whose texts the model makes the vectors of; without it the files"
                            + " have the vectors.");

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
                    "How often to look for files that have changed; 0s for never.");

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

    private IndexOptions() {}

    static SearchSettings search(Settings settings) {
        return new SearchSettings(
                settings.get(METRIC),
                settings.get(M),
                settings.get(EF_CONSTRUCTION),
                settings.get(EF_SEARCH));
    }
}
