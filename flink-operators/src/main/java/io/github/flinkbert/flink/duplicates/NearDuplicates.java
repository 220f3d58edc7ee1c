package io.github.flinkbert.flink.duplicates;

import java.time.Duration;
import java.util.Map;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Marks the values of a stream whose vectors lie near to one that came before:
 *
 * <pre>{@code
 * DataStream<Marked<Enriched<News>>> marked =
 *         NearDuplicates.of(enriched)
 *                 .id(news -> news.value().id())
 *                 .vector(news -> news.result().embedding().orElse(null))
 *                 .threshold(0.95)
 *                 .within(Duration.ofHours(2))
 *                 .mark();
 * }</pre>
 *
 * <p>The graph: {@code ask} gives each value as many locality-sensitive keys as find 99.5 % of the
 * pairs at the threshold, {@code seen} compares it with those of the same key, cosine by cosine,
 * and {@code mark} gathers what was found and passes the value on. What was seen lies in keyed
 * state with a time to live, what waits for an answer too, so that checkpoints lose and repeat
 * none. The time is that of the task managers' clocks. Values come out in another order than they
 * came in; every value comes out once.
 *
 * <p>What is near to a near duplicate, and not to its first one, is marked with the id of the near
 * duplicate. Values without a vector are passed on unmarked. Of two values that come at the same
 * moment by different subtasks, the later one may stay unmarked.
 */
@PublicEvolving
public final class NearDuplicates<T> {

    private static final double LEAST = 0.8;
    private static final double DEFAULT_THRESHOLD = 0.95;
    private static final Duration DEFAULT_WITHIN = Duration.ofHours(1);

    private final DataStream<T> stream;
    private @Nullable MapFunction<T, String> id;
    private @Nullable MapFunction<T, float[]> vector;
    private double threshold = DEFAULT_THRESHOLD;
    private Duration within = DEFAULT_WITHIN;
    private String uid = "near-duplicates";

    private NearDuplicates(DataStream<T> stream) {
        this.stream = stream;
    }

    public static <T> NearDuplicates<T> of(DataStream<T> stream) {
        return new NearDuplicates<>(stream);
    }

    /** What later near duplicates are marked with. */
    public NearDuplicates<T> id(MapFunction<T, String> id) {
        this.id = id;
        return this;
    }

    /** Vectors of one dimension and any length; null for a value that has none. */
    public NearDuplicates<T> vector(MapFunction<T, float[]> vector) {
        this.vector = vector;
        return this;
    }

    /**
     * The cosine from which on two values are near, whatever else the model's maker compares
     * vectors by ({@code similarity_fn_name} of sentence-transformers).
     *
     * @param threshold from 0.8, below which too many keys would be needed, to 1; 0.95 unless given
     */
    public NearDuplicates<T> threshold(double threshold) {
        this.threshold = threshold;
        return this;
    }

    /** How long a value is remembered; an hour unless given. */
    public NearDuplicates<T> within(Duration within) {
        this.within = within;
        return this;
    }

    /** What the operators' names in savepoints begin with, for a job that has several. */
    public NearDuplicates<T> uid(String uid) {
        this.uid = uid;
        return this;
    }

    /**
     * @return every value, once
     * @throws IllegalArgumentException with a sentence if something is missing or out of its range
     */
    public DataStream<Marked<T>> mark() {
        if (id == null || vector == null) {
            throw new IllegalArgumentException(
                    "near duplicates are told by vectors and named by ids: expected both id and"
                            + " vector, found %s"
                                    .formatted(
                                            id == null && vector == null
                                                    ? "neither"
                                                    : id == null ? "vector alone" : "id alone"));
        }
        if (!(threshold >= LEAST && threshold <= 1)) {
            throw new IllegalArgumentException(
                    "threshold must be from %s to 1, found %s".formatted(LEAST, threshold));
        }
        if (within.toMillis() <= 0) {
            throw new IllegalArgumentException(
                    "within must be a millisecond at least, found " + within);
        }
        HyperplaneKeys keys = HyperplaneKeys.finding(threshold);
        TypeInformation<T> type = stream.getType();
        OutputTag<Query> queries = new OutputTag<>(uid + "-queries", Types.POJO(Query.class));
        SingleOutputStreamOperator<Tuple3<String, Boolean, T>> asked =
                stream.process(
                                new AskFunction<>(id, vector, keys, queries),
                                Types.TUPLE(Types.STRING, Types.BOOLEAN, type))
                        .name("ask")
                        .uid(uid + "-ask");
        SingleOutputStreamOperator<Reply> replies =
                asked.getSideOutput(queries)
                        .keyBy(query -> query.key, Types.LONG)
                        .process(new SeenFunction(threshold, within), Types.POJO(Reply.class))
                        .name("seen")
                        .uid(uid + "-seen");
        return asked.keyBy(value -> value.f0, Types.STRING)
                .connect(replies.keyBy(reply -> reply.occurrence, Types.STRING))
                .process(new MarkFunction<>(keys.tables(), type), markedType(type))
                .name("mark")
                .uid(uid + "-mark");
    }

    @SuppressWarnings("unchecked") // the fields' types say what the value is
    private static <T> TypeInformation<Marked<T>> markedType(TypeInformation<T> type) {
        return (TypeInformation<Marked<T>>)
                (TypeInformation<?>)
                        Types.POJO(
                                Marked.class,
                                Map.of(
                                        "value", type,
                                        "first", Types.STRING,
                                        "cosine", Types.DOUBLE));
    }
}
