package io.github.flinkbert.flink;

import io.github.flinkbert.flink.config.DuplicateOptions.DuplicatesConfig;
import io.github.flinkbert.flink.config.DuplicateOptions.Handling;
import io.github.flinkbert.flink.duplicates.Marked;
import io.github.flinkbert.flink.duplicates.NearDuplicates;
import io.github.flinkbert.flink.record.Enriched;
import io.github.flinkbert.flink.record.TextQuery;
import io.github.flinkbert.flink.task.duplicates.DuplicatesTask;
import io.github.flinkbert.flink.wire.WireTypes;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.util.Collector;

/**
 * Writes into a near duplicate the id of its first one, or leaves it out. Has the counter {@code
 * bert.nearDuplicates}.
 */
final class FirstFunction
        extends RichFlatMapFunction<Marked<Enriched<TextQuery>>, Enriched<TextQuery>> {

    private static final long serialVersionUID = 1L;
    private static final String UID = "near-duplicates";

    private final Handling handling;
    private transient Counter found;

    private FirstFunction(Handling handling) {
        this.handling = handling;
    }

    /** Looks for near duplicates, and leaves a stream without them, or with ids of first ones. */
    static DataStream<Enriched<TextQuery>> of(
            DataStream<Enriched<TextQuery>> enriched, DuplicatesConfig config) {
        return NearDuplicates.of(enriched)
                .id(text -> text.value().id())
                .vector(text -> text.result().embedding().orElse(null))
                .threshold(config.threshold())
                .within(config.within())
                .uid(UID)
                .mark()
                .flatMap(
                        new FirstFunction(config.handling()),
                        WireTypes.enriched(WireTypes.TEXT_QUERY))
                .name("first of near duplicates")
                .uid(UID + "-first");
    }

    @Override
    public void open(OpenContext context) {
        found =
                getRuntimeContext()
                        .getMetricGroup()
                        .addGroup(EngineMetrics.GROUP)
                        .counter("nearDuplicates");
    }

    @Override
    public void flatMap(Marked<Enriched<TextQuery>> marked, Collector<Enriched<TextQuery>> out) {
        Enriched<TextQuery> text = marked.value();
        if (!marked.isNearDuplicate()) {
            out.collect(text);
            return;
        }
        found.inc();
        if (handling == Handling.MARK) {
            out.collect(
                    new Enriched<>(
                            text.value(),
                            text.result()
                                    .with(DuplicatesTask.FIRST, marked.firstId().orElseThrow()),
                            text.model()));
        }
    }
}
