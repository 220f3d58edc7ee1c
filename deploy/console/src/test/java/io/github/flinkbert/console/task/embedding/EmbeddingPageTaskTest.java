package io.github.flinkbert.console.task.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.console.task.Found;
import io.github.flinkbert.console.task.SeenText;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class EmbeddingPageTaskTest {

    private final EmbeddingPageTask task = new EmbeddingPageTask();

    @Test
    void theLastEmbeddingsAreKeptAndThoseOfNoNumbersOrTooManyAreNot() {
        for (int i = 0; i < 3_100; i++) {
            task.saw(seen("text " + i, 1, 2));
        }
        task.saw(seen("none"));
        task.saw(seen("wide", new float[4_097]));

        assertThat(task.kept().last()).isEqualTo(3_100);
        assertThat(task.kept().all()).hasSize(3_000);
        assertThat(task.kept().all().get(2_999).text()).isEqualTo("text 3099");
    }

    @Test
    void theMapIsOfTheEmbeddingsThatAreKept() {
        for (int i = 0; i < 4; i++) {
            task.saw(seen("text", i, 1));
        }

        assertThat(task.requests().get("map").get())
                .isInstanceOfSatisfying(
                        EmbeddingMap.class, map -> assertThat(map.points()).hasSize(4));
    }

    private static SeenText seen(String text, float... vector) {
        return new SeenText(
                "id",
                text,
                "",
                Map.of(),
                List.of(new Found<>(new EmbeddingField(), vector)),
                0,
                null);
    }
}
