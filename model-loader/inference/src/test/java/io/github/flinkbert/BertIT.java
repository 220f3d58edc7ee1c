package io.github.flinkbert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.flinkbert.checkpoint.Pooling;
import io.github.flinkbert.encoder.GoogleGraph;
import io.github.flinkbert.encoder.RealTexts;
import io.github.flinkbert.engine.Precision;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.embedding.Embed;
import io.github.flinkbert.task.embedding.Embedding;
import io.github.flinkbert.task.embedding.Layers;
import io.github.flinkbert.task.masks.Candidate;
import io.github.flinkbert.task.masks.FillMasks;
import io.github.flinkbert.task.masks.Masks;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The public API on Google's real BERT-Base uncased, in float32. */
class BertIT {

    private static Bert bert;

    @BeforeAll
    static void open() {
        bert = Bert.open(BertOptions.of(GoogleGraph.CHECKPOINT).withPrecision(Precision.FLOAT32));
    }

    @AfterAll
    static void close() {
        bert.close();
    }

    @Test
    void theCapitalOfFranceIsParis() {
        Masks masks = bert.ask("The capital of France is [MASK].", new FillMasks(5));
        assertThat(masks.masks()).hasSize(1);
        List<Candidate> candidates = masks.masks().get(0);
        assertThat(candidates).hasSize(5);
        assertThat(candidates.get(0).token()).isEqualTo("paris");
        // Hugging Face prints 0.4168 for the same weights with the erf form of GELU; Google's own
        // is the tanh form.
        assertThat(candidates.get(0).score()).isCloseTo(0.4168f, within(0.003f));
    }

    @Test
    void asManyWordsAsMasks() {
        Masks masks =
                bert.ask(
                        "[MASK] wrote a letter to her [MASK]; she told him that two plus two is"
                                + " [MASK].",
                        new FillMasks(3));
        assertThat(masks.masks()).hasSize(3);
        assertThat(masks.masks().get(0)).extracting(Candidate::token).contains("she");
    }

    /** A few numbers, committed: float32 on another processor may differ in the fifth digit. */
    @Test
    void theGoldenNumbersHaveNotDrifted() throws IOException {
        Properties golden = new Properties();
        try (InputStream file =
                BertIT.class.getResourceAsStream("/golden/bert-base-uncased.properties")) {
            golden.load(file);
        }
        for (int text : new int[] {0, 17, 64}) {
            for (Pooling pooling : List.of(Pooling.CLS, Pooling.MEAN)) {
                float[] found =
                        bert.ask(
                                        RealTexts.sentences().get(text),
                                        new Embed(pooling, Layers.LAST, false))
                                .vector();
                String key = text + "." + pooling.name().toLowerCase(java.util.Locale.ROOT);
                assertThat(golden).containsKey(key);
                String[] expected = golden.getProperty(key).split(" ");
                assertThat(expected).hasSize(8);
                for (int i = 0; i < expected.length; i++) {
                    assertThat(found[i])
                            .as("%s, dimension %d", key, i)
                            .isCloseTo(Float.parseFloat(expected[i]), within(1e-4f));
                }
            }
        }
    }

    @Test
    void theLastFourLayersAreFourVectorsSideBySide() {
        String text = RealTexts.sentences().get(9);
        Ask<Embedding> all = new Embed(Pooling.MEAN, Layers.LAST_FOUR, false);
        float[] four = bert.ask(text, all).vector();
        assertThat(four).hasSize(4 * 768);
        for (int layer = 9; layer <= 12; layer++) {
            Ask<Embedding> one = new Embed(Pooling.MEAN, Layers.layer(layer), false);
            float[] single = bert.ask(text, one).vector();
            for (int i = 0; i < single.length; i++) {
                assertThat(four[(layer - 9) * 768 + i]).isCloseTo(single[i], within(1e-5f));
            }
        }
    }
}
