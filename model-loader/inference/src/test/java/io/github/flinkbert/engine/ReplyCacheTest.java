package io.github.flinkbert.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.Results;
import io.github.flinkbert.task.embedding.Embed;
import io.github.flinkbert.task.embedding.Embedding;
import io.github.flinkbert.task.vocabulary.CountUnknown;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Entries leave in the background, so that what has left is waited for. */
@Timeout(20)
class ReplyCacheTest {

    private static final int CAPACITY = 10_000;
    private static final List<Ask<?>> MEAN = List.of(Embed.mean());

    private final ReplyCache cache = new ReplyCache();

    @Test
    void whatFitsIsKept() {
        cache.ensureCapacity(CAPACITY);
        List<ReplyCache.Key> keys = keep(10, 100);
        settle();

        assertThat(keys).allMatch(key -> cache.find(key).isPresent());
    }

    @Test
    void aLargeResultTakesTheRoomOfManySmallOnes() {
        cache.ensureCapacity(CAPACITY);
        List<ReplyCache.Key> all = new ArrayList<>(keep(12, 100));
        assertThat(all.stream().filter(key -> cache.find(key).isPresent())).hasSize(12);
        for (int i = 0; i < 3; i++) {
            ReplyCache.Key large = key("large " + i);
            cache.keep(large, embedding(1200));
            all.add(large);
        }

        // The fifteen weigh twice of what there is room for, and no two of the large ones fit.
        Awaitility.await().until(() -> bytes(all) <= CAPACITY);
        assertThat(all.stream().filter(key -> cache.find(key).isEmpty())).hasSizeGreaterThan(2);
    }

    @Test
    void aResultGreaterThanAllTheRoomIsNotKeptAndTakesNobodysPlace() {
        cache.ensureCapacity(CAPACITY);
        List<ReplyCache.Key> small = keep(10, 100);
        ReplyCache.Key large = key("large");
        cache.keep(large, embedding(CAPACITY / 4));

        Awaitility.await().until(() -> cache.find(large).isEmpty());
        assertThat(small).allMatch(key -> cache.find(key).isPresent());
    }

    @Test
    void aLongTextWeighsWithoutAnyResult() {
        cache.ensureCapacity(CAPACITY);
        ReplyCache.Key longText = key("x".repeat(CAPACITY / 2));
        cache.keep(longText, embedding(1));

        Awaitility.await().until(() -> cache.find(longText).isEmpty());
    }

    @Test
    void nothingIsKeptUntilSomebodyWishes() {
        ReplyCache.Key key = key("the");
        cache.keep(key, embedding(1));
        Awaitility.await().until(() -> cache.find(key).isEmpty());

        cache.ensureCapacity(CAPACITY);
        cache.keep(key, embedding(1));
        assertThat(cache.find(key)).isPresent();
    }

    @Test
    void theMostDemandingSaysHowLarge() {
        cache.ensureCapacity(CAPACITY);
        cache.ensureCapacity(10);
        List<ReplyCache.Key> keys = keep(10, 100);
        settle();

        assertThat(keys).allMatch(key -> cache.find(key).isPresent());
    }

    @Test
    void anotherModelOrOtherAsksAreAnotherResult() {
        cache.ensureCapacity(CAPACITY);
        cache.keep(new ReplyCache.Key("a", "the", MEAN), embedding(3));

        assertThat(cache.find(new ReplyCache.Key("a", "the", List.of(Embed.mean())))).isPresent();
        assertThat(cache.find(new ReplyCache.Key("b", "the", MEAN))).isEmpty();
        assertThat(cache.find(new ReplyCache.Key("a", "of", MEAN))).isEmpty();
        assertThat(cache.find(new ReplyCache.Key("a", "the", List.of(new CountUnknown()))))
                .isEmpty();
        assertThat(
                        cache.find(
                                new ReplyCache.Key(
                                        "a", "the", List.of(Embed.mean(), new CountUnknown()))))
                .isEmpty();
    }

    private List<ReplyCache.Key> keep(int entries, int dimensions) {
        List<ReplyCache.Key> keys = new ArrayList<>();
        for (int i = 0; i < entries; i++) {
            keys.add(key("small " + i));
            cache.keep(keys.get(i), embedding(dimensions));
        }
        return keys;
    }

    /** Once a result that never fits is gone, what was there before has been looked at too. */
    private void settle() {
        ReplyCache.Key last = key("last");
        cache.keep(last, embedding(CAPACITY));
        Awaitility.await().until(() -> cache.find(last).isEmpty());
    }

    /** Of the results alone: less than the cache's own estimate. */
    private long bytes(List<ReplyCache.Key> keys) {
        return keys.stream()
                .flatMap(key -> cache.find(key).stream())
                .mapToLong(Results::bytes)
                .sum();
    }

    private static ReplyCache.Key key(String text) {
        return new ReplyCache.Key("model", text, MEAN);
    }

    private static Results embedding(int dimensions) {
        return new Results.Builder().put(Embed.mean(), Embedding.of(new float[dimensions])).build();
    }
}
