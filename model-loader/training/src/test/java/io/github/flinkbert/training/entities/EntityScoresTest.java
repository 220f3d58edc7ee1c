package io.github.flinkbert.training.entities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.flinkbert.training.entities.EntityScores.Counts;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Expected values are what seqeval (commit cd01b52) said, default and strict (IOB2); on IOB tags
 * {@code conlleval} (2004-01-26) said the same as the default. Sentences are parted by a bar.
 */
class EntityScoresTest {

    @ParameterizedTest(name = "{0} as {1}")
    @CsvSource({
        // gold, predicted: default gold, found, correct, F1; strict F1; accuracy
        "O O B-PER I-PER O B-LOC, O O B-PER I-PER O B-LOC, 2,2,2, 1, 1, 1",
        "B-PER I-PER O B-LOC|B-ORG I-ORG, I-PER I-PER O I-LOC|O I-ORG,"
                + " 3,3,2, 0.666666667, 0, 0.5",
        "B-PER I-PER I-PER|B-LOC O B-LOC, B-PER I-LOC I-PER|B-LOC I-LOC B-LOC,"
                + " 3,5,1, 0.25, 0.333333333, 0.666666667",
        "I-PER I-PER B-PER O I-LOC I-ORG, B-PER I-PER B-PER O B-LOC B-ORG, 4,4,4, 1, 0.4, 0.5",
        "I-PER I-PER B-PER O, I-PER I-PER I-PER O, 2,1,0, 0, 0, 0.75",
        "O B-PER|I-PER O, O B-PER|B-PER O, 2,2,2, 1, 0.666666667, 0.75",
        "B-PER O|O, O O|O, 1,0,0, 0, 0, 0.666666667",
        "O O|O, B-PER O|O, 0,1,0, 0, 0, 0.666666667",
        "B-creative-work I-creative-work O|B-person, B-creative-work I-creative-work O|B-group,"
                + " 2,2,1, 0.5, 0.5, 0.75",
        "B-PER E-PER S-LOC O B-ORG I-ORG E-ORG, B-PER E-PER S-LOC O B-ORG E-ORG S-ORG,"
                + " 3,4,2, 0.571428571, -1, 0.714285714",
        "B-PER I-PER E-PER O, B-PER O E-PER O, 1,2,0, 0, -1, 0.75",
        "B-PER I-PER O B-LOC B-LOC I-LOC O B-MISC|O B-ORG I-ORG I-ORG O B-PER|B-PER O O,"
                + " B-PER O O B-LOC I-LOC I-LOC O B-MISC|O I-ORG I-ORG I-ORG O B-ORG|I-PER I-PER O,"
                + " 7,6,2, 0.307692308, 0.181818182, 0.647058824"
    })
    void agreesWithSeqeval(
            String gold,
            String predicted,
            int golds,
            int found,
            int correct,
            double f1,
            double strictF1,
            double accuracy) {
        EntityScores scores = EntityScores.of(tags(gold), tags(predicted), Chunks.LENIENT);
        EntityScores strict = EntityScores.of(tags(gold), tags(predicted), Chunks.STRICT_IOB2);

        assertThat(scores.overall()).isEqualTo(new Counts(golds, found, correct));
        assertThat(scores.overall().f1()).isCloseTo(f1, within(1e-9));
        assertThat(scores.accuracy()).isCloseTo(accuracy, within(1e-9));
        if (strictF1 >= 0) {
            assertThat(strict.overall().f1()).isCloseTo(strictF1, within(1e-9));
        }
    }

    @Test
    void typesAreCountedEachForItself() {
        EntityScores scores =
                EntityScores.of(
                        tags(
                                "B-PER I-PER O B-LOC B-LOC I-LOC O B-MISC|O B-ORG I-ORG I-ORG O"
                                        + " B-PER"),
                        tags("B-PER O O B-LOC I-LOC I-LOC O B-MISC|O I-ORG I-ORG I-ORG O B-ORG"),
                        Chunks.LENIENT);

        assertThat(scores.byType().keySet()).containsExactly("LOC", "MISC", "ORG", "PER");
        assertThat(scores.byType().get("ORG")).isEqualTo(new Counts(1, 2, 1));
        assertThat(scores.byType().get("LOC")).isEqualTo(new Counts(2, 1, 0));
        assertThat(scores.toMap()).containsKeys("precision", "recall", "f1", "accuracy", "types");
    }

    @Test
    void sentencesOfDifferentLengthAreRefused() {
        assertThatThrownBy(() -> EntityScores.of(tags("O O"), tags("O"), Chunks.LENIENT))
                .hasMessage(
                        "gold and predicted must have as many tokens in sentence 1, found 2 and 1");
    }

    private static List<List<String>> tags(String sentences) {
        return Stream.of(sentences.strip().split("\\|"))
                .map(sentence -> Arrays.asList(sentence.split(" ")))
                .toList();
    }
}
