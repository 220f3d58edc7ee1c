package io.github.flinkbert.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.BertOptions;
import io.github.flinkbert.engine.EngineListener;
import io.github.flinkbert.flink.binding.TextInput;
import io.github.flinkbert.flink.model.ModelDefinition;
import io.github.flinkbert.flink.record.EnrichmentInput;
import io.github.flinkbert.flink.record.EnrichmentResult;
import io.github.flinkbert.flink.record.ModelStamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ModelCacheTest {

    private static final ModelDefinition OWN = model("own");
    private static final ModelDefinition NEXT = model("next");
    private static final ModelDefinition LAST = model("last");

    private final Set<String> open = ConcurrentHashMap.newKeySet();
    private final List<String> listened = Collections.synchronizedList(new ArrayList<>());
    private final ModelCache cache = new ModelCache(this::load, OWN, new EngineListener() {});

    @AfterEach
    void close() {
        cache.close();
        assertThat(open).isEmpty();
    }

    @Test
    void aModelIsClosedWhenItsLastValueHasLeftAndANewerOneIsThere() {
        ModelCache.Hold first = cache.hold(OWN.id());
        ModelCache.Hold second = cache.hold(EnrichmentInput.OWN_MODEL);
        cache.update(NEXT);
        await("own", "next");

        first.release();
        assertThat(second.enricher().join().model().name()).isEqualTo("own");
        second.release();

        await("next");
    }

    @Test
    void aModelThatIsOvertakenWhileItLoadsIsClosedToo() {
        cache.update(NEXT);
        cache.update(LAST);

        await("last");
        assertThat(cache.hold(LAST.id()).enricher().join().model().name()).isEqualTo("last");
    }

    @Test
    void aModelThatComesBackIsLoadedAgain() {
        cache.update(NEXT);
        await("next");
        cache.update(OWN);
        await("own");

        assertThat(cache.hold(EnrichmentInput.OWN_MODEL).enricher().join().model().name())
                .isEqualTo("own");
    }

    @Test
    void theListenerGoesWithTheCurrentModel() {
        cache.update(NEXT);
        await("next");
        cache.close();

        assertThat(listened).containsExactly("+own", "-own", "+next", "-next");
    }

    @Test
    void aSnapshotHoldsTheModelsOfWhatIsInFlight() {
        assertThat(cache.snapshot()).isEmpty();
        ModelCache.Hold own = cache.hold(OWN.id());
        cache.update(NEXT);
        assertThat(cache.snapshot()).containsExactly(OWN);
        ModelCache.Hold next = cache.hold(NEXT.id());
        assertThat(cache.snapshot()).containsExactlyInAnyOrder(OWN, NEXT);

        own.release();
        next.release();

        assertThat(cache.snapshot()).isEmpty();
    }

    @Test
    void aRestoredModelIsLoadedOnlyWhenAValueNeedsItAndForgottenAfterAWhile() {
        cache.restore(List.of(NEXT, LAST));
        assertThat(open).containsOnly("own");
        ModelCache.Hold hold = cache.hold(NEXT.id());
        assertThat(hold.enricher().join().model().name()).isEqualTo("next");
        hold.release();

        assertThat(cache.snapshot()).containsExactlyInAnyOrder(NEXT, LAST);
        assertThat(cache.snapshot()).containsExactlyInAnyOrder(NEXT, LAST);
        assertThat(cache.snapshot()).isEmpty();
        assertThatThrownBy(() -> cache.hold(LAST.id()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("which neither the stream nor the state defines");
        await("own");
    }

    private void await(String... models) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(open).containsOnly(models));
    }

    private static ModelDefinition model(String name) {
        return new ModelDefinition(BertOptions.of(name), name, Map.of());
    }

    private Enricher load(ModelDefinition model) {
        String name = model.checkpointDigest();
        open.add(name);
        return new Enricher() {
            @Override
            public CompletableFuture<EnrichmentResult> enrich(TextInput text) {
                throw new UnsupportedOperationException();
            }

            @Override
            public ModelStamp model() {
                return new ModelStamp(name, name, "", Map.of());
            }

            @Override
            public void addListener(EngineListener listener) {
                listened.add("+" + name);
            }

            @Override
            public void removeListener(EngineListener listener) {
                listened.add("-" + name);
            }

            @Override
            public void close() {
                open.remove(name);
            }
        };
    }
}
