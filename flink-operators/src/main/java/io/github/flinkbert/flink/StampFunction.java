package io.github.flinkbert.flink;

import io.github.flinkbert.flink.model.ModelDefinition;
import io.github.flinkbert.flink.record.EnrichmentInput;
import io.github.flinkbert.flink.wire.WireTypes;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.BroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Stamps each value with the version of the model that shall answer it. A version that was accepted
 * is loaded in the background first, while values still get the last one, and from one value on it
 * is the stamp; a model update goes before that value. Of versions that come while one is being
 * loaded, only the newest is loaded next.
 *
 * <p>A model that was accepted and yet cannot be loaded here is a failure of the job.
 */
final class StampFunction<T>
        extends BroadcastProcessFunction<T, ModelDefinition, EnrichmentInput<T>> {

    private static final long serialVersionUID = 1L;

    /** The model that was accepted last, the same in every subtask. */
    static final MapStateDescriptor<String, ModelDefinition> ACCEPTED =
            new MapStateDescriptor<>("accepted-model", Types.STRING, WireTypes.MODEL_DEFINITION);

    private static final String LATEST = "latest";

    private final Enricher.Loader loader;
    private final ModelDefinition own;

    private transient BackgroundLoader background;

    /** The model in the stamp; null until the first value has come. */
    private transient @Nullable String stamp;

    /** Keeps the stamp's model in this process until its successor is there. */
    private transient @Nullable CompletableFuture<Enricher> held;

    private transient @Nullable LoadingModel next;
    private transient @Nullable ModelDefinition afterNext;

    private record LoadingModel(ModelDefinition model, CompletableFuture<Enricher> enricher) {}

    StampFunction(Enricher.Loader loader, ModelDefinition own) {
        this.loader = loader;
        this.own = own;
    }

    @Override
    public void open(OpenContext context) {
        background = new BackgroundLoader("bert-next-model");
    }

    @Override
    public void processElement(T value, ReadOnlyContext context, Collector<EnrichmentInput<T>> out)
            throws Exception {
        String model = stamp;
        if (model == null) {
            ModelDefinition accepted = context.getBroadcastState(ACCEPTED).get(LATEST);
            model = use(accepted == null ? own : accepted, out);
        }
        if (next != null && next.enricher().isDone()) {
            model = exchange(next, out);
        }
        out.collect(new EnrichmentInput.VersionedElement<>(value, model));
    }

    @Override
    public void processBroadcastElement(
            ModelDefinition accepted, Context context, Collector<EnrichmentInput<T>> out)
            throws Exception {
        context.getBroadcastState(ACCEPTED).put(LATEST, accepted);
        if (stamp == null) {
            return; // the first value will find it in the state
        }
        if (next == null) {
            next = load(accepted);
        } else {
            afterNext = accepted;
        }
    }

    private LoadingModel load(ModelDefinition model) {
        return new LoadingModel(model, background.load(() -> loader.load(model)));
    }

    private String exchange(LoadingModel loaded, Collector<EnrichmentInput<T>> out) {
        loaded.enricher().join(); // throws what made it fail
        CompletableFuture<Enricher> last = held;
        held = loaded.enricher();
        next = null;
        String model = use(loaded.model(), out);
        if (last != null) {
            background.close(last);
        }
        if (afterNext != null) {
            next = load(afterNext);
            afterNext = null;
        }
        return model;
    }

    private String use(ModelDefinition model, Collector<EnrichmentInput<T>> out) {
        out.collect(new EnrichmentInput.ModelUpdate<>(model));
        stamp = model.id();
        return model.id();
    }

    @Override
    public void close() {
        if (background == null) {
            return;
        }
        if (held != null) {
            background.close(held);
        }
        if (next != null) {
            background.close(next.enricher());
        }
        background.close();
    }
}
