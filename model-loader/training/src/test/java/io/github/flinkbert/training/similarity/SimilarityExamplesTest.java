package io.github.flinkbert.training.similarity;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import io.github.flinkbert.text.Casing;
import io.github.flinkbert.text.Vocabulary;
import io.github.flinkbert.text.WordPieceTokenizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SimilarityExamplesTest {

    private final Vocabulary vocabulary = Vocabulary.of(MiniatureCheckpoint.smallVocabulary());
    private final SimilarityExamples examples =
            new SimilarityExamples(new WordPieceTokenizer(vocabulary, Casing.CASED), 6);

    private List<String> pieces(SimilarityExample example) {
        List<String> pieces = new ArrayList<>();
        for (int id : example.sequence().ids()) {
            pieces.add(vocabulary.piece(id));
        }
        return pieces;
    }

    private List<String> second(String text, int at) {
        return pieces(examples.of(List.of(TextPair.matched("cat", text, at))).get(1));
    }

    @Test
    void aLongPassageIsCutAroundItsAnswer() {
        String text = "the the the the the of was in in in in in";

        assertThat(second(text, text.indexOf("of")))
                .containsExactly("[CLS]", "the", "the", "of", "was", "[SEP]");
        assertThat(second(text, text.length() - 1))
                .containsExactly("[CLS]", "in", "in", "in", "in", "[SEP]");
        assertThat(second(text, 0)).containsExactly("[CLS]", "the", "the", "the", "the", "[SEP]");
        assertThat(second(text, -1)).containsExactly("[CLS]", "the", "the", "the", "the", "[SEP]");
    }

    @Test
    void aTextThatFitsIsWhole() {
        assertThat(second("the of was in", 10))
                .containsExactly("[CLS]", "the", "of", "was", "in", "[SEP]");
    }

    @Test
    void equalTextsHaveEqualNumbersWhereverTheyStand() {
        List<SimilarityExample> found =
                examples.of(
                        List.of(
                                TextPair.matched("the", "cat", -1),
                                TextPair.matched("cat", "in", -1),
                                TextPair.same("in")));

        assertThat(found.stream().map(SimilarityExample::text)).containsExactly(0, 1, 1, 2, 2, 2);
        assertThat(found.stream().map(SimilarityExample::pair)).containsExactly(0, 0, 1, 1, 2, 2);
    }

    @Test
    void aBatchIsOfOneKindAndHasBothTextsOfEachPair() {
        List<TextPair> pairs = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            pairs.add(TextPair.scored("the", "cat", i));
            pairs.add(TextPair.matched("was", "in", -1));
            pairs.add(TextPair.same("of"));
        }
        List<SimilarityExample> all = examples.of(pairs);
        SimilarityObjective objective =
                new SimilarityObjective(SimilarityObjective.DEFAULT.pooling(), 20, false, 5);

        List<List<Integer>> batches = objective.together(all, 3, 1);

        // Twelve pairs of a kind make two batches of six, not two of five and one of two.
        assertThat(batches).hasSize(6).allSatisfy(batch -> assertThat(batch).hasSize(12));
        Set<Integer> seen = new HashSet<>();
        for (List<Integer> batch : batches) {
            assertThat(batch.stream().map(i -> all.get(i).kind()).distinct()).hasSize(1);
            assertThat(batch.stream().map(i -> all.get(i).pair()).distinct()).hasSize(6);
            seen.addAll(batch);
        }
        assertThat(seen).hasSize(72);
        assertThat(objective.together(all, 3, 1)).isEqualTo(batches);
        assertThat(objective.together(all, 3, 2)).isNotEqualTo(batches);
    }
}
