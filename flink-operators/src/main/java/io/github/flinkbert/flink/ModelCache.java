package io.github.flinkbert.flink;

import io.github.flinkbert.engine.EngineListener;
import io.github.flinkbert.flink.model.ModelDefinition;
import io.github.flinkbert.flink.record.EnrichmentInput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The models of the values in flight: each is loaded beside the others, while values flow, and
 * closed when its last value has left and a newer one has come. Used by the operator's thread only.
 */
final class ModelCache implements AutoCloseable {

    /**
     * A definition that came out of state is kept for so many snapshots, even if nothing in this
     * subtask is for it: with unaligned checkpoints such values may still be on their way.
     */
    private static final int SNAPSHOTS_KEPT = 2;

    private final Enricher.Loader loader;
    private final EngineListener listener;
    private final BackgroundLoader background = new BackgroundLoader("bert-models");
    private final Map<String, CachedModel> models = new HashMap<>();
    private final CachedModel own;
    private volatile CachedModel current;

    /** One model, loaded when it is first needed. */
    private final class CachedModel {
        private final ModelDefinition definition;
        private volatile @Nullable CompletableFuture<Enricher> loaded;
        private int inFlight;
        private int keptFor;

        private CachedModel(ModelDefinition definition) {
            this.definition = definition;
        }

        private CompletableFuture<Enricher> loaded() {
            CompletableFuture<Enricher> known = loaded;
            if (known == null) {
                known = background.load(() -> loader.load(definition));
                loaded = known;
            }
            return known;
        }

        private boolean isNeeded() {
            return inFlight > 0 || this == current;
        }

        private void unload() {
            CompletableFuture<Enricher> known = loaded;
            if (known != null) {
                background.close(known);
                loaded = null;
            }
        }
    }

    /** One value's hold on its model, from its arrival until its answer leaves the operator. */
    static final class Hold {
        private final CachedModel model;

        private Hold(CachedModel model) {
            this.model = model;
            model.inFlight++;
        }

        CompletableFuture<Enricher> enricher() {
            return model.loaded();
        }

        void release() {
            model.inFlight--;
            if (!model.isNeeded()) {
                model.unload();
            }
        }
    }

    /**
     * Loads the job's own model, and waits for it: a job whose model cannot be used ends at its
     * start.
     *
     * @param listener hears what the current model's engine does
     */
    ModelCache(Enricher.Loader loader, ModelDefinition own, EngineListener listener) {
        this.loader = loader;
        this.listener = listener;
        this.own = new CachedModel(own);
        models.put(own.id(), this.own);
        try {
            this.own.loaded = CompletableFuture.completedFuture(loader.load(own));
        } catch (RuntimeException | Error e) {
            background.close();
            throw e;
        }
        become(this.own);
    }

    /** Definitions that were in the state. */
    void restore(Iterable<ModelDefinition> definitions) {
        for (ModelDefinition definition : definitions) {
            models.computeIfAbsent(definition.id(), id -> new CachedModel(definition)).keptFor =
                    SNAPSHOTS_KEPT;
        }
    }

    /** From here on this is the current model. Loading goes on in the background. */
    void update(ModelDefinition definition) {
        CachedModel next =
                models.computeIfAbsent(definition.id(), id -> new CachedModel(definition));
        if (next == current) {
            return;
        }
        CachedModel last = current;
        become(next);
        if (!last.isNeeded()) {
            last.unload();
        }
    }

    /** The listener goes with the current model: two versions may share an engine. */
    private void become(CachedModel next) {
        leave();
        var unused = next.loaded().thenAccept(fresh -> fresh.addListener(listener));
        current = next;
    }

    private void leave() {
        CompletableFuture<Enricher> last = current == null ? null : current.loaded;
        if (last != null) {
            var unused = last.thenAccept(old -> old.removeListener(listener));
        }
    }

    /**
     * @param id {@link EnrichmentInput#OWN_MODEL}, or the id of a model of an update or of the
     *     state
     */
    Hold hold(String id) {
        CachedModel model = id.equals(EnrichmentInput.OWN_MODEL) ? own : models.get(id);
        if (model == null) {
            throw new IllegalStateException(
                    "a value is for the model %s, which neither the stream nor the state defines"
                            .formatted(id));
        }
        return new Hold(model);
    }

    /** The current model, once it is loaded; empty when this is closed. For other threads, too. */
    Optional<CompletableFuture<Enricher>> current() {
        return Optional.ofNullable(current.loaded);
    }

    /** What values in flight may need after a restore; forgets what nothing needs any more. */
    List<ModelDefinition> snapshot() {
        List<ModelDefinition> needed = new ArrayList<>();
        for (CachedModel model : List.copyOf(models.values())) {
            if (model.inFlight > 0 || model.keptFor > 0) {
                needed.add(model.definition);
            } else if (!model.isNeeded() && model != own) {
                models.values().remove(model);
            }
            model.keptFor = Math.max(0, model.keptFor - 1);
        }
        return needed;
    }

    @Override
    public void close() {
        leave();
        models.values().forEach(CachedModel::unload);
        background.close();
    }
}
