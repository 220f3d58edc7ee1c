package io.github.flinkbert.flink;

import io.github.flinkbert.engine.EngineListener;
import io.github.flinkbert.flink.quality.QualityMetrics;
import io.github.flinkbert.flink.record.EnrichmentResult;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * The metrics of one subtask of the operator that asks the model: the counters {@value #ERRORS},
 * {@value #UNKNOWN_TEXTS} and {@value #OTHER_FORMATS}, the gauges {@value #MODEL} and {@value
 * NumberFormats#BITS}, {@link QualityMetrics}, and, in one subtask of each process, {@link
 * EngineMetrics}: all subtasks of a process share an engine, and each would count the others' texts
 * again.
 */
final class EnrichMetrics implements AutoCloseable {

    /** Values that became dead letters here; Flink's own name for it. */
    static final String ERRORS = "numRecordsInErrors";

    /** Texts of whose pieces the threshold or more is {@code [UNK]}: another model would do. */
    static final String UNKNOWN_TEXTS = "unknownTexts";

    /** Digest of the model that values are for; empty until it is loaded. */
    static final String MODEL = "modelVersion";

    /** For how long the text has waited that waits longest; of the engine of the process. */
    static final String QUEUE_AGE = "queueAgeMillis";

    /** Restores from state that was written in another number format; 0 or 1 for each start. */
    static final String OTHER_FORMATS = "otherPrecisionRestored";

    /** The scope variable of Flink's with the operator's id. */
    private static final String OPERATOR = "<operator_id>";

    /** Operators of jobs whose engine somebody in this process already counts for. */
    private static final Set<String> CLAIMED = ConcurrentHashMap.newKeySet();

    private static final EngineListener NOBODY = new EngineListener() {};

    private final MetricGroup group;
    private final Counter errors;
    private final Counter otherFormats;
    private final Counter unknownTexts;
    private final String claim;
    private final EngineListener engine;
    private final QualityMetrics quality;

    EnrichMetrics(RuntimeContext context) {
        group = context.getMetricGroup();
        errors = group.counter(ERRORS, new SharedCounter());
        otherFormats =
                group.addGroup(EngineMetrics.GROUP).counter(OTHER_FORMATS, new SharedCounter());
        unknownTexts =
                group.addGroup(EngineMetrics.GROUP).counter(UNKNOWN_TEXTS, new SharedCounter());
        quality = new QualityMetrics(group.addGroup(EngineMetrics.GROUP));
        claim = context.getJobInfo().getJobId() + " " + group.getAllVariables().get(OPERATOR);
        engine = CLAIMED.add(claim) ? new EngineMetrics(group) : NOBODY;
    }

    /**
     * What was found in a text.
     *
     * @param characters of the text
     */
    void found(EnrichmentResult result, int characters) {
        quality.add(result, characters);
    }

    /** A text was read in so many windows. */
    void windows(int count) {
        quality.windows(count);
    }

    void rejected() {
        errors.inc();
    }

    /** This subtask goes on in another number format than the one that wrote its state. */
    void otherFormat() {
        otherFormats.inc();
    }

    void unknownText() {
        unknownTexts.inc();
    }

    /** Hears what the engine does; deaf in all subtasks of a process but one. */
    EngineListener engine() {
        return engine;
    }

    void showModel(ModelCache models) {
        if (engine != NOBODY) {
            Gauge<Long> age =
                    () -> loaded(models).map(enricher -> enricher.queueAge().toMillis()).orElse(0L);
            group.addGroup(EngineMetrics.GROUP).gauge(QUEUE_AGE, age);
        }
        Gauge<String> version =
                () -> loaded(models).map(enricher -> enricher.model().digest()).orElse("");
        group.addGroup(EngineMetrics.GROUP).gauge(MODEL, version);
    }

    private static Optional<Enricher> loaded(ModelCache models) {
        return models.current()
                .filter(model -> model.isDone() && !model.isCompletedExceptionally())
                .map(CompletableFuture::join);
    }

    @Override
    public void close() {
        if (engine != NOBODY) {
            CLAIMED.remove(claim);
        }
    }
}
