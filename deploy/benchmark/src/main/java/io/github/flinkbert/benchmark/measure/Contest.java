package io.github.flinkbert.benchmark.measure;

import io.github.flinkbert.benchmark.peer.Embedder;
import io.github.flinkbert.benchmark.peer.EngineEmbedder;
import io.github.flinkbert.benchmark.texts.TextSet;
import io.github.flinkbert.benchmark.usage.Spent;
import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.text.Tokenizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.flink.annotation.Internal;
import org.jspecify.annotations.Nullable;

/**
 * Several systems on the same texts, in turns: first everyone's first round, then everyone's
 * second, so that whatever else the machine does meets all alike. Some batches before the first
 * round are for everyone's compilers and caches, and for comparing vectors.
 *
 * <p>A round takes a system some given seconds: whoever is too slow for the whole set embeds the
 * first part of it, in every round the same.
 */
@Internal
public final class Contest {

    private static final int BATCH = 32;

    /** Enough to tell whether two systems compute the same. */
    private static final int COMPARED = 128;

    /** Somebody who takes part, and whose vectors his are compared with. */
    public record Entrant(Embedder embedder, Embedder reference) {}

    /** What must be measured in turns as well. */
    @FunctionalInterface
    public interface EachRound {
        void run() throws Exception;
    }

    private record Place(Entrant entrant, List<String> texts, long tokens, List<Spent> rounds) {}

    private final Tokenizer tokenizer;
    private final int rounds;
    private final double seconds;
    private final EachRound eachRound;
    private final Consumer<String> progress;

    /**
     * @param tokenizer counts tokens
     * @param seconds that a round takes one system, about
     * @param eachRound done once a round
     */
    public Contest(
            Tokenizer tokenizer,
            int rounds,
            double seconds,
            EachRound eachRound,
            Consumer<String> progress) {
        this.tokenizer = tokenizer;
        this.rounds = rounds;
        this.seconds = seconds;
        this.eachRound = eachRound;
        this.progress = progress;
    }

    /** Lets everyone go, in the order given. */
    public List<Speed> run(TextSet set, List<Entrant> entrants) throws Exception {
        Map<Entrant, Likeness> likeness = new LinkedHashMap<>();
        List<Place> places = new ArrayList<>();
        for (Entrant entrant : entrants) {
            progress.accept("%s: %s warms up".formatted(set.name(), entrant.embedder().name()));
            List<String> texts = set.first(affordable(set, entrant.embedder()));
            compare(entrant, texts).ifPresent(found -> likeness.put(entrant, found));
            places.add(
                    new Place(
                            entrant,
                            texts,
                            tokens(texts, entrant.embedder().mostTokens()),
                            new ArrayList<>()));
        }
        Map<Entrant, EngineEmbedder.Work> work = new LinkedHashMap<>();
        for (int round = 1; round <= rounds; round++) {
            eachRound.run();
            for (Place place : places) {
                Embedder embedder = place.entrant().embedder();
                progress.accept(
                        "%s: round %d of %d, %s, %d texts"
                                .formatted(
                                        set.name(),
                                        round,
                                        rounds,
                                        embedder.name(),
                                        place.texts().size()));
                if (embedder instanceof EngineEmbedder engine) {
                    engine.work(); // forget what went before
                    place.rounds().add(engine.embed(place.texts()).spent());
                    work.put(place.entrant(), engine.work());
                } else {
                    place.rounds().add(embedder.embed(place.texts()).spent());
                }
            }
        }
        return places.stream()
                .map(
                        place ->
                                speed(
                                        place,
                                        Optional.ofNullable(likeness.get(place.entrant())),
                                        work.get(place.entrant())))
                .toList();
    }

    /**
     * @param likeness empty for who is compared with itself
     */
    private static Speed speed(
            Place place, Optional<Likeness> likeness, EngineEmbedder.@Nullable Work work) {
        Optional<EngineEmbedder.Work> engine = Optional.ofNullable(work);
        double lastRound = place.rounds().get(place.rounds().size() - 1).wallSeconds();
        return new Speed(
                place.entrant().embedder().name(),
                place.entrant().embedder().format(),
                place.texts().size(),
                place.tokens(),
                place.rounds(),
                likeness,
                engine.map(EngineEmbedder.Work::fill),
                engine.map(done -> done.deviceSeconds() / lastRound));
    }

    /**
     * How many texts take the seconds of a round, in whole batches of 32. The first run counts only
     * where it shows that a second would take too long.
     */
    private int affordable(TextSet set, Embedder embedder) throws Exception {
        List<String> few = set.first(BATCH);
        double taken = embedder.embed(few).spent().wallSeconds();
        if (taken < 2 * seconds) {
            taken = embedder.embed(few).spent().wallSeconds();
        }
        int batches = (int) Math.round(seconds / taken);
        return Math.min(set.size(), Math.max(1, batches) * BATCH);
    }

    /**
     * On the first texts, but those that the entrant cuts off, which have another vector by right.
     */
    private Optional<Likeness> compare(Entrant entrant, List<String> texts) throws Exception {
        if (entrant.reference() == entrant.embedder()) {
            return Optional.empty();
        }
        int most = entrant.embedder().mostTokens();
        List<String> whole =
                texts.stream().limit(COMPARED).filter(text -> tokens(text) <= most).toList();
        if (whole.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                Likeness.of(
                        entrant.embedder().embed(whole).result(),
                        entrant.reference().embed(whole).result()));
    }

    private long tokens(List<String> texts, int most) {
        return texts.stream().mapToLong(text -> Math.min(most, tokens(text))).sum();
    }

    private int tokens(String text) {
        return Sequence.length(tokenizer.tokenize(text).size());
    }
}
