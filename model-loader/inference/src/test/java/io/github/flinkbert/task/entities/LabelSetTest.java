package io.github.flinkbert.task.entities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class LabelSetTest {

    @Test
    void beginAndInsideForEveryTypeIsIob2() {
        assertThat(scheme("O", "B-PER", "I-PER", "B-LOC", "I-LOC")).isEqualTo(LabelScheme.IOB2);
        assertThat(scheme("O", "B-PER", "B-LOC")).isEqualTo(LabelScheme.IOB2);
    }

    @Test
    void insideWithoutBeginIsIob1AsInConll2003sOwnFiles() {
        assertThat(scheme("B-LOC", "B-MISC", "B-ORG", "I-LOC", "I-MISC", "I-ORG", "I-PER", "O"))
                .isEqualTo(LabelScheme.IOB1);
        assertThat(scheme("O", "I-PER", "I-ORG")).isEqualTo(LabelScheme.IOB1);
    }

    @Test
    void endOrSingleIsBioesInAnyLetters() {
        assertThat(scheme("O", "B-X", "I-X", "E-X", "S-X")).isEqualTo(LabelScheme.BIOES);
        assertThat(scheme("O", "B-X", "I-X", "L-X", "U-X")).isEqualTo(LabelScheme.BIOES);
        assertThat(scheme("O", "B_X", "M_X", "E_X", "W_X")).isEqualTo(LabelScheme.BIOES);
        assertThat(scheme("O", "I-X", "E-X")).isEqualTo(LabelScheme.BIOES);
    }

    @Test
    void plainTypesHaveNoScheme() {
        assertThat(scheme("O", "PER", "LOC")).isEqualTo(LabelScheme.NONE);
        assertThat(scheme("ADJ", "NOUN", "X")).isEqualTo(LabelScheme.NONE);
    }

    @Test
    void typesKeepTheirHyphensAndSuffixedLettersAreUnderstood() {
        LabelSet prefixed = LabelSet.of(List.of("O", "B-creative-work", "I-creative-work"));
        LabelSet suffixed = LabelSet.of(List.of("O", "PER-B", "PER-I"));

        assertThat(prefixed.type(2)).isEqualTo("creative-work");
        assertThat(suffixed.type(1)).isEqualTo("PER");
        assertThat(suffixed.scheme()).isEqualTo(LabelScheme.IOB2);
        assertThat(LabelSet.of(List.of("O", "B", "I")).type(1)).isEqualTo("_");
    }

    @Test
    void insideNeedsABeginningInIob2() {
        LabelSet labels = LabelSet.of(List.of("O", "B-P", "I-P", "B-L", "I-L"));

        assertThat(labels.mayBegin(2)).isFalse();
        assertThat(labels.legal(0, 2)).isFalse();
        assertThat(labels.legal(1, 2)).isTrue();
        assertThat(labels.legal(2, 4)).isFalse();
        assertThat(labels.legal(1, 1)).isTrue();
    }

    @Test
    void beginStandsOnlyBetweenNeighboursOfOneTypeInIob1() {
        LabelSet labels = LabelSet.of(List.of("O", "B-P", "I-P", "B-L", "I-L"), LabelScheme.IOB1);

        assertThat(labels.mayBegin(1)).isFalse();
        assertThat(labels.legal(0, 1)).isFalse();
        assertThat(labels.legal(4, 1)).isFalse();
        assertThat(labels.legal(2, 1)).isTrue();
        assertThat(labels.legal(0, 2)).isTrue();
        assertThat(labels.legal(4, 2)).isTrue();
        assertThat(labels.continues(1, 2)).isTrue();
    }

    @Test
    void anEntityMustBeEndedInBioes() {
        LabelSet labels = LabelSet.of(List.of("O", "B-P", "I-P", "E-P", "S-P", "S-L"));

        assertThat(labels.mayEnd(1)).isFalse();
        assertThat(labels.legal(1, 0)).isFalse();
        assertThat(labels.legal(2, 5)).isFalse();
        assertThat(labels.legal(0, 3)).isFalse();
        assertThat(labels.legal(3, 5)).isTrue();
        assertThat(labels.legal(4, 3)).isFalse();
    }

    @Test
    void labelsOfPaddingAndSpecialTokensAreNeverAWords() {
        LabelSet labels = LabelSet.of(List.of("[PAD]", "O", "B-P", "I-P", "X", "[CLS]", "[SEP]"));

        for (int special : new int[] {0, 4, 5, 6}) {
            assertThat(labels.mayBegin(special)).isFalse();
            assertThat(labels.legal(1, special)).isFalse();
        }
    }

    @Test
    void aSetWithoutLabelsForWordsIsRefused() {
        assertThatThrownBy(() -> LabelSet.of(List.of("[PAD]")))
                .hasMessage("a label set needs at least one label for words, found [[PAD]]");
    }

    private static LabelScheme scheme(String... labels) {
        return LabelSet.of(List.of(labels)).scheme();
    }
}
