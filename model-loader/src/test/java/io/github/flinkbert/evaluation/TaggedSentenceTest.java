package io.github.flinkbert.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.task.Reply.Entity;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaggedSentenceTest {

    @Test
    void anyIobSchemeIsReadAsIob2() {
        assertThat(sentence("a b c d e", "I-PER I-PER B-PER O I-LOC").iob2())
                .containsExactly("B-PER", "I-PER", "B-PER", "O", "B-LOC");
    }

    @Test
    void goldEntitiesComeBackAsGoldTags() {
        TaggedSentence sentence =
                sentence("😀 Ann Lee , São Paulo .", "O B-PER I-PER O B-LOC I-LOC O");

        assertThat(sentence.tagsOf(entities(sentence))).isEqualTo(sentence.tags());
    }

    @Test
    void charactersAreTokensWhereNothingParts() {
        TaggedSentence sentence =
                new TaggedSentence(
                        List.of("경", "찰", "은", " ", "박"),
                        List.of("B-OG", "I-OG", "O", "O", "B-PS"),
                        "",
                        0);

        assertThat(sentence.text()).isEqualTo("경찰은 박");
        assertThat(sentence.tagsOf(entities(sentence))).isEqualTo(sentence.tags());
    }

    @Test
    void aTokenBelongsToWhoHoldsItsFirstCharacter() {
        TaggedSentence sentence = sentence("U.S.-based Bob's x", "O O O");
        List<Entity> entities =
                List.of(
                        new Entity("LOC", "U.S.", 0, 4, 1),
                        new Entity("X", "based", 5, 10, 1),
                        new Entity("PER", "Bob's x", 11, 18, 1));

        assertThat(sentence.tagsOf(entities)).containsExactly("B-LOC", "B-PER", "I-PER");
    }

    @Test
    void marksThatOpenATokenArePassedOver() {
        TaggedSentence sentence = sentence("says (CNN) in “New York” \" .", "O O O O O O O");
        List<Entity> entities =
                List.of(
                        new Entity("ORG", "CNN", 6, 9, 1),
                        new Entity("LOC", "New York", 15, 23, 1),
                        new Entity("X", ".", 27, 28, 1));

        assertThat(sentence.tagsOf(entities))
                .containsExactly("O", "B-ORG", "O", "B-LOC", "I-LOC", "O", "B-X");
    }

    @Test
    void neighboursOfOneTypeStayTwo() {
        TaggedSentence sentence = sentence("a b", "B-PER B-PER");

        assertThat(sentence.tagsOf(entities(sentence))).containsExactly("B-PER", "B-PER");
    }

    @Test
    void tokensWithoutCharactersAreOutside() {
        TaggedSentence sentence =
                new TaggedSentence(List.of("a", "", "b"), List.of("O", "O", "O"), " ", 0);

        assertThat(sentence.tagsOf(List.of(new Entity("P", "a  b", 0, 4, 1))))
                .containsExactly("B-P", "O", "I-P");
    }

    private static List<Entity> entities(TaggedSentence sentence) {
        List<Entity> entities = new ArrayList<>();
        for (Chunk chunk : Chunks.LENIENT.of(sentence.tags())) {
            int start = start(sentence, chunk.first());
            int end = start(sentence, chunk.last()) + sentence.tokens().get(chunk.last()).length();
            entities.add(
                    new Entity(chunk.type(), sentence.text().substring(start, end), start, end, 1));
        }
        return entities;
    }

    private static int start(TaggedSentence sentence, int token) {
        int start = 0;
        for (int i = 0; i < token; i++) {
            start += sentence.tokens().get(i).length() + sentence.separator().length();
        }
        return start;
    }

    private static TaggedSentence sentence(String tokens, String tags) {
        return new TaggedSentence(List.of(tokens.split(" ")), List.of(tags.split(" ")), " ", 0);
    }
}
