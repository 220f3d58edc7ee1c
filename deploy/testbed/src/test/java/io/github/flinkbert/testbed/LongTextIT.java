package io.github.flinkbert.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.flinkbert.Bert;
import io.github.flinkbert.BertOptions;
import io.github.flinkbert.checkpoint.AggregationStrategy;
import io.github.flinkbert.cli.BertBaseCased;
import io.github.flinkbert.task.entities.Entity;
import io.github.flinkbert.task.entities.TagEntities;
import io.github.flinkbert.task.masks.FillMasks;
import io.github.flinkbert.task.masks.Masks;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Google's cased model knows 512 positions, of which 384 were trained: long texts keep to those.
 */
class LongTextIT {

    private static final int TRAINED = 384;
    private static final int[] LENGTHS = {400, 500, 600, 800, 1_000, 1_300, 1_700, 2_000};
    private static final TagEntities TAG =
            new TagEntities("entities-en", AggregationStrategy.AS_TRAINED);

    /** An entity as a text has it, with offsets into that. */
    private record Found(String label, int start, int end) {}

    /** What was found sentence by sentence, and again in the whole text. */
    private static final class Recall {
        private int expected;
        private int found;

        private void add(boolean again) {
            expected++;
            found += again ? 1 : 0;
        }

        private double share() {
            return (double) found / expected;
        }
    }

    private static final List<String> SENTENCES = new ArrayList<>();
    private static BertOptions options;

    @BeforeAll
    static void read() throws Exception {
        options =
                BertOptions.of(BertBaseCased.location())
                        .withAdapters(
                                Map.of(
                                        "entities-en",
                                        Path.of("../adapters/entities-en")
                                                .toAbsolutePath()
                                                .toString()));
        try (InputStream in =
                        LongTextIT.class.getResourceAsStream(
                                "/io/github/flinkbert/testbed/quickstart/sentences.jsonl");
                MappingIterator<JsonNode> lines =
                        new JsonMapper().readerFor(JsonNode.class).readValues(in)) {
            lines.forEachRemaining(
                    line -> {
                        if (line.path("lang").asText().equals("en")) {
                            SENTENCES.add(line.path("text").asText());
                        }
                    });
        }
    }

    @Test
    void entitiesAreFoundAsWellBehindTheTrainedLengthAsBeforeIt() {
        Recall before = new Recall();
        Recall after = new Recall();
        try (Bert bert = Bert.open(options)) {
            assertThat(bert.model().maxPositions()).isEqualTo(TRAINED);
            count(bert, before, after);
        }
        Recall untrained = new Recall();
        try (Bert bert = Bert.open(options.withMaxPositions(512))) {
            count(bert, new Recall(), untrained);
        }

        System.out.printf(
                "found again: %.3f of %d before piece %d, %.3f of %d behind it; %.3f if 512"
                        + " positions are read%n",
                before.share(),
                before.expected,
                TRAINED,
                after.share(),
                after.expected,
                untrained.share());
        assertThat(after.expected).isGreaterThan(200);
        // Three standard errors of the difference: some 345 and 555 entities, of which 0.94 are
        // found.
        assertThat(after.share()).isGreaterThan(before.share() - 0.045).isGreaterThan(0.9);
        assertThat(untrained.share()).isLessThan(after.share() - 0.05);
    }

    private static void count(Bert bert, Recall before, Recall after) {
        int next = 0;
        for (int length : LENGTHS) {
            StringBuilder text = new StringBuilder();
            List<Found> expected = new ArrayList<>();
            int border = Integer.MAX_VALUE;
            for (int pieces = 0; pieces < length; next++) {
                String sentence = SENTENCES.get(next % SENTENCES.size());
                int at = text.length();
                if (pieces >= TRAINED) {
                    border = Math.min(border, at);
                }
                entities(bert, sentence)
                        .forEach(
                                e ->
                                        expected.add(
                                                new Found(
                                                        e.label(), at + e.start(), at + e.end())));
                pieces += bert.tokenizer().tokenize(sentence).size();
                text.append(sentence).append(' ');
            }
            Set<Found> found = new HashSet<>();
            entities(bert, text.toString())
                    .forEach(e -> found.add(new Found(e.label(), e.start(), e.end())));
            for (Found each : expected) {
                (each.start() < border ? before : after).add(found.contains(each));
            }
        }
    }

    private static List<Entity> entities(Bert bert, String text) {
        return bert.ask(text, TAG).entities();
    }

    @Test
    void aMaskBehindFourHundredWordsIsFilledAsOneAtTheBeginning() {
        StringBuilder text = new StringBuilder();
        int words = 0;
        for (int i = 0; words < 440; i++) {
            String sentence = SENTENCES.get(i);
            words += sentence.split(" ", -1).length;
            text.append(sentence).append(' ');
        }
        text.append("The capital of France is [MASK].");
        try (Bert bert = Bert.open(options)) {
            Masks masks = bert.ask(text.toString(), new FillMasks(1));
            assertThat(masks.toString()).contains("Paris");
        }
    }
}
