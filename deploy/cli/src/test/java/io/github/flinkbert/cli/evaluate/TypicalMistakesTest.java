package io.github.flinkbert.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Which wrong predictions a card shows, and how. */
final class TypicalMistakesTest {

    private final TypicalMistakes mistakes = new TypicalMistakes();

    private void add(String kind, double weight, String text) {
        mistakes.accept(Mistake.of(kind, weight, "text", text, "right", "A", "found", "B"));
    }

    private List<String> texts(int most) {
        return mistakes.typical(most).stream().map(each -> each.cells().get("text")).toList();
    }

    @Test
    void frequentKindsComeFirstAndOfEachTheSurest() {
        add("rare", 0.99, "r1");
        add("often", 0.2, "o1");
        add("often", 0.9, "o2");
        add("often", 0.5, "o3");
        add("sometimes", 0.1, "s1");
        add("sometimes", 0.1, "s2");

        assertThat(texts(4)).containsExactly("o2", "s1", "r1", "o3");
        assertThat(texts(10)).containsExactly("o2", "s1", "r1", "o3", "s2", "o1");
    }

    @Test
    void noTextIsShownTwice() {
        add("one", 0.9, "same");
        add("one", 0.8, "other");
        add("two", 0.7, "same");

        assertThat(texts(10)).containsExactly("same", "other");
    }

    @Test
    void whatPointsToAPersonIsReplacedAndMarkdownIsEscaped() {
        add(
                "k",
                1,
                "RT @someone: a|b *c* <d>\nmail kim@example.com, call +82 10-1234-5678, see"
                        + " https://example.com/kim");

        assertThat(mistakes.markdown(10, "dev.tsv (MIT)"))
                .startsWith("1 of 1 wrong predictions on dev.tsv (MIT):")
                .contains(
                        "| k | RT @…: a\\|b \\*c\\* &lt;d> mail [e-mail], call [number], see"
                                + " [link] | A | B |");
    }

    @Test
    void withoutMistakesASentenceSaysSo() {
        assertThat(mistakes.markdown(10, "x")).isEqualTo("No wrong prediction on x.");
    }

    @Test
    void aStretchIsCutAroundWhatIsWrongBetweenCharacters() {
        assertThat(Mistake.around("0123456789", 4, 6, 2)).isEqualTo("…234567…");
        assertThat(Mistake.around("😀a😀", 2, 3, 1)).isEqualTo("😀a😀");
        assertThat(Mistake.beginning("short")).isEqualTo("short");
        assertThat(Mistake.beginning("x".repeat(500))).hasSize(201).endsWith("…");
    }
}
