package io.github.flinkbert.flink;

import static java.util.Objects.requireNonNull;

import io.github.flinkbert.failure.CompletionCause;
import io.github.flinkbert.failure.FailureMessage;
import io.github.flinkbert.failure.TextRejectedException;
import io.github.flinkbert.flink.config.ExecutionOptions.PlacementConfig;
import io.github.flinkbert.flink.model.ModelDefinition;
import io.github.flinkbert.flink.record.Enriched;
import io.github.flinkbert.flink.record.EnrichmentInput;
import io.github.flinkbert.flink.record.Outcome;
import io.github.flinkbert.flink.record.Rejected;
import io.github.flinkbert.flink.record.RejectionStage;
import io.github.flinkbert.flink.wire.WireTypes;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.jspecify.annotations.Nullable;

/**
 * Asks the model about texts. A text that cannot be answered is an outcome like any other; a model
 * that fails is a failure of the job, which Flink repeats from its last checkpoint.
 *
 * <p>Its state holds the definitions of the models of the values in flight, in every subtask those
 * of all, so that a value that is restored anywhere finds its own model; and the number format that
 * each subtask computes in, so that it is seen where another one goes on.
 */
final class EnrichFunction<T> extends RichAsyncFunction<EnrichmentInput<T>, Outcome<T>>
        implements CheckpointedFunction {

    private static final long serialVersionUID = 1L;

    private static final ListStateDescriptor<ModelDefinition> IN_FLIGHT =
            new ListStateDescriptor<>("models-in-flight", WireTypes.MODEL_DEFINITION);

    /** In which number format each subtask computed; of the operator, in no order. */
    private static final ListStateDescriptor<String> FORMATS =
            new ListStateDescriptor<>("number-formats", Types.STRING);

    private final TextAccess<T> reader;
    private final Enricher.Loader loader;
    private final ModelDefinition own;
    private final boolean updated;
    private final @Nullable String resource;
    private transient @Nullable ListState<ModelDefinition> definitions;
    private transient @Nullable ListState<String> formats;
    private transient ModelCache models;
    private transient EnrichMetrics metrics;

    /**
     * @param updated whether values may be of other models than the job's own
     * @param placement whose resource says on which device models are
     */
    EnrichFunction(
            TextAccess<T> reader,
            Enricher.Loader loader,
            ModelDefinition own,
            boolean updated,
            PlacementConfig placement) {
        this.reader = reader;
        this.loader = loader;
        this.own = own;
        this.updated = updated;
        this.resource = placement.resource().orElse(null);
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        OperatorStateStore store = context.getOperatorStateStore();
        formats = store.getListState(FORMATS);
        // Only where it is needed: once some subtasks of a bounded job have ended, Flink takes no
        // checkpoints of operators with such state.
        if (updated || store.getRegisteredStateNames().contains(IN_FLIGHT.getName())) {
            definitions = store.getUnionListState(IN_FLIGHT);
        }
    }

    @Override
    public void open(OpenContext context) throws Exception {
        metrics = new EnrichMetrics(getRuntimeContext());
        AssignedDevice device = AssignedDevice.to(getRuntimeContext(), resource);
        models = new ModelCache(watched(device.with(loader)), own, metrics.engine());
        metrics.showModel(models);
        String format = models.current().orElseThrow().join().model().precision();
        NumberFormats.show(format, getRuntimeContext().getMetricGroup());
        ListState<String> before = requireNonNull(formats, "state is restored before it is read");
        if (NumberFormats.warnOfOthers(before.get(), format)) {
            metrics.otherFormat();
        }
        before.update(List.of(format));
        if (definitions != null) {
            models.restore(definitions.get());
        }
    }

    private Enricher.Loader watched(Enricher.Loader onDevice) {
        return definition -> {
            Enricher enricher = onDevice.load(definition);
            enricher.watchWindows(metrics::windows);
            return enricher;
        };
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        if (definitions != null) {
            definitions.update(models.snapshot());
        }
    }

    @Override
    public void asyncInvoke(EnrichmentInput<T> input, ResultFuture<Outcome<T>> result) {
        if (input instanceof EnrichmentInput.ModelUpdate<T> update) {
            models.update(update.model());
            result.complete(List.of());
        } else if (input instanceof EnrichmentInput.VersionedElement<T> element) {
            ask(element, result);
        }
    }

    private void ask(EnrichmentInput.VersionedElement<T> element, ResultFuture<Outcome<T>> result) {
        T value = element.value();
        TextsToAsk texts;
        try {
            texts = reader.texts(value);
        } catch (TextAccess.UnreadableException e) {
            metrics.rejected();
            result.complete(
                    List.of(Rejected.now(value, RejectionStage.DECODE, FailureMessage.of(e))));
            return;
        }
        ModelCache.Hold model = models.hold(element.model());
        CompletableFuture<Outcome<T>> answer =
                model.enricher()
                        .thenApply(texts::chosen)
                        .thenCompose(
                                enricher ->
                                        texts.of(enricher)
                                                .thenApply(
                                                        found ->
                                                                new Enriched<>(
                                                                        value,
                                                                        found,
                                                                        enricher.model())));
        var unused =
                answer.whenComplete(
                        (enriched, failure) -> {
                            if (enriched instanceof Enriched<T> found) {
                                texts.watch(found.result(), metrics);
                            }
                            settle(value, model, enriched, failure, result);
                        });
    }

    private void settle(
            T value,
            ModelCache.Hold model,
            Outcome<T> enriched,
            @Nullable Throwable failure,
            ResultFuture<Outcome<T>> result) {
        if (failure == null) {
            if (isUnknown(enriched)) {
                metrics.unknownText();
            }
            result.complete(new EmittedOnce<>(enriched, model::release));
            return;
        }
        Throwable cause = CompletionCause.of(failure);
        if (cause instanceof TextRejectedException) {
            metrics.rejected();
            Outcome<T> rejected =
                    Rejected.now(value, RejectionStage.MODEL, FailureMessage.of(cause));
            result.complete(new EmittedOnce<>(rejected, model::release));
        } else {
            result.completeExceptionally(cause);
        }
    }

    private static boolean isUnknown(Outcome<?> outcome) {
        return outcome instanceof Enriched<?> enriched
                && Stream.concat(
                                Stream.of(enriched.result()),
                                enriched.result().byPath().values().stream())
                        .anyMatch(result -> result.unknownPieces().isPresent());
    }

    @Override
    public void close() {
        if (models != null) {
            models.close();
        }
        if (metrics != null) {
            metrics.close();
        }
    }
}
