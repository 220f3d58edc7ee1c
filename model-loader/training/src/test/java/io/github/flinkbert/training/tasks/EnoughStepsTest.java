package io.github.flinkbert.training.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import io.github.flinkbert.text.Casing;
import io.github.flinkbert.text.Pieces;
import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.text.Vocabulary;
import io.github.flinkbert.text.WordPieceTokenizer;
import io.github.flinkbert.training.EnoughSteps;
import io.github.flinkbert.training.masks.MaskObjective;
import io.github.flinkbert.training.masks.PlainSequence;
import io.github.flinkbert.training.setting.TrainingSettings;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnoughStepsTest {

    private static final TrainingSettings USUAL = TrainingSettings.DEFAULT;
    private static final MaskObjective MASKS = new MaskObjective(0.15, false);

    @Test
    void fewExamplesAreSeenMoreOften() {
        assertThat(EnoughSteps.epochs(MASKS, examples(10), USUAL, 512))
                .isEqualTo(EnoughSteps.MOST_EPOCHS);
    }

    @Test
    void someExamplesAreSeenAsOftenAsMakesEnoughSteps() {
        // Eight rows of 128 tokens hold 32 sequences of 32: thirty batches an epoch.
        assertThat(EnoughSteps.epochs(MASKS, examples(960), USUAL, 512))
                .isEqualTo(EnoughSteps.LEAST / 30);
    }

    @Test
    void manyExamplesAreSeenAsOftenAsIsSet() {
        assertThat(EnoughSteps.epochs(MASKS, examples(10_000), USUAL, 512)).isEqualTo(3);
        assertThat(EnoughSteps.epochs(MASKS, examples(960), USUAL.withEpochs(40), 512))
                .isEqualTo(40);
    }

    /** Of 32 tokens each. */
    private static List<PlainSequence> examples(int count) {
        Vocabulary vocabulary = Vocabulary.of(MiniatureCheckpoint.smallVocabulary());
        Pieces pieces =
                new WordPieceTokenizer(vocabulary, Casing.CASED).tokenize("the ".repeat(30));
        Sequence sequence = Sequence.single(vocabulary, pieces, 0, pieces.size());
        return Collections.nCopies(count, new PlainSequence(sequence, new int[sequence.length()]));
    }
}
