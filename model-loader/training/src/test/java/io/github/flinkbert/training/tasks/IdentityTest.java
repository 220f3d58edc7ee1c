package io.github.flinkbert.training.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import io.github.flinkbert.text.Casing;
import io.github.flinkbert.text.Pieces;
import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.text.Vocabulary;
import io.github.flinkbert.text.WordPieceTokenizer;
import io.github.flinkbert.training.TrainingIdentity;
import io.github.flinkbert.training.answers.AnswerExample;
import io.github.flinkbert.training.answers.AnswerObjective;
import io.github.flinkbert.training.entities.EntityObjective;
import io.github.flinkbert.training.entities.LabelledSequence;
import io.github.flinkbert.training.masks.MaskObjective;
import io.github.flinkbert.training.masks.PlainSequence;
import io.github.flinkbert.training.setting.TrainingSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The numbers are what the version before tasks were packages made of the same trainings. */
class IdentityTest {

    private final Vocabulary vocabulary = Vocabulary.of(MiniatureCheckpoint.smallVocabulary());
    private final Sequence sequence = sequence();

    private Sequence sequence() {
        Pieces pieces = new WordPieceTokenizer(vocabulary, Casing.CASED).tokenize("the cat");
        return Sequence.single(vocabulary, pieces, 0, pieces.size());
    }

    @Test
    void aTrainingOfEntitiesThatAnEarlierVersionBeganIsTheSame() {
        assertThat(
                        TrainingIdentity.of(
                                "sha256:ab",
                                new EntityObjective(List.of("O", "B-UP")),
                                List.of(
                                        LabelledSequence.of(
                                                sequence, new int[] {-1, 0, 1, -1, -1, -1})),
                                TrainingSettings.DEFAULT,
                                false))
                .isEqualTo("638beb677546643d46c7f0c9f54379a45c4f1ae48aedfc7082355823e0cf3c15");
    }

    @Test
    void aTrainingOfAnswersThatAnEarlierVersionBeganIsTheSame() {
        assertThat(
                        TrainingIdentity.of(
                                "sha256:ab",
                                new AnswerObjective(),
                                List.of(new AnswerExample(sequence, 1, 2)),
                                TrainingSettings.DEFAULT,
                                true))
                .isEqualTo("0e0074369953f45049490b0766fcebc3173b84509cbaf64628b65c0fe3e85ea1");
    }

    @Test
    void aTrainingOfMasksThatAnEarlierVersionBeganIsTheSame() {
        assertThat(
                        TrainingIdentity.of(
                                "sha256:ab",
                                new MaskObjective(0.15, true),
                                List.of(
                                        new PlainSequence(
                                                sequence, new int[] {-1, 0, 1, -1, -1, -1})),
                                TrainingSettings.DEFAULT,
                                false))
                .isEqualTo("7d0b2df19f5f5b68f4bcd121f8063d302b34f7c8470e0bd5932ead3f30b47475");
    }
}
