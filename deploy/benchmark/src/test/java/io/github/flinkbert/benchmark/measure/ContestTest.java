package io.github.flinkbert.benchmark.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.flinkbert.benchmark.peer.Embedder;
import io.github.flinkbert.benchmark.peer.Models;
import io.github.flinkbert.benchmark.texts.TextSet;
import io.github.flinkbert.benchmark.usage.Spent;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ContestTest {

    private static final TextSet TEXTS = new TextSet("few", List.of("one", "two texts", "three"));

    /** The number of a text's letters, turned by an angle. */
    private record Letters(String name, double angle) implements Embedder {

        @Override
        public Spent.Done<List<float[]>> embed(List<String> texts) throws Exception {
            return Spent.on(
                    () ->
                            texts.stream()
                                    .map(
                                            text ->
                                                    new float[] {
                                                        (float) (text.length() * Math.cos(angle)),
                                                        (float) (text.length() * Math.sin(angle))
                                                    })
                                    .toList());
        }

        @Override
        public void close() {}
    }

    @Test
    void whoeverIsComparedWithItselfHasASpeedAndNoLikeness() throws Exception {
        Embedder reference = new Letters("reference", 0);
        Embedder other = new Letters("other", Math.PI / 3);
        List<Speed> speeds =
                new Contest(Models.tokenizer(Models.MINI_LM), 2, 0.001, () -> {}, message -> {})
                        .run(
                                TEXTS,
                                List.of(
                                        new Contest.Entrant(reference, reference),
                                        new Contest.Entrant(other, reference)));

        assertThat(speeds).extracting(Speed::system).containsExactly("reference", "other");
        assertThat(speeds).allMatch(speed -> speed.rounds().size() == 2);
        assertThat(speeds.get(0).likeness()).isEmpty();
        assertThat(speeds.get(1).likeness().orElseThrow().mean()).isCloseTo(0.5, within(1e-6));
    }
}
