package io.github.flinkbert.training.entities;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import io.github.flinkbert.task.entities.Entity;
import io.github.flinkbert.text.Casing;
import io.github.flinkbert.text.Tokenizer;
import io.github.flinkbert.text.Vocabulary;
import io.github.flinkbert.text.WordPieceTokenizer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlignedSentenceTest {

    private static final Tokenizer TOKENIZER =
            new WordPieceTokenizer(
                    Vocabulary.of(MiniatureCheckpoint.smallVocabulary()), Casing.CASED);

    @Test
    void goldEntitiesComeBackAsGoldTags() {
        TaggedSentence sentence =
                sentence("😀 Ann Lee , São Paulo .", "O B-PER I-PER O B-LOC I-LOC O");

        assertThat(aligned(sentence).tagsOf(entities(sentence))).isEqualTo(sentence.tags());
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
        assertThat(aligned(sentence).tagsOf(entities(sentence)))
                .containsExactly("B-OG", "I-OG", "O", "B-PS");
    }

    @Test
    void aTokenBelongsToWhoHoldsItsFirstCharacter() {
        TaggedSentence sentence = sentence("U.S.-based Bob's x", "O O O");
        List<Entity> entities =
                List.of(
                        new Entity("LOC", "U.S.", 0, 4, 1),
                        new Entity("X", "based", 5, 10, 1),
                        new Entity("PER", "Bob's x", 11, 18, 1));

        assertThat(aligned(sentence).tagsOf(entities)).containsExactly("B-LOC", "B-PER", "I-PER");
    }

    @Test
    void marksThatOpenATokenArePassedOver() {
        TaggedSentence sentence = sentence("says (CNN) in “New York” \" .", "O O O O O O O");
        List<Entity> entities =
                List.of(
                        new Entity("ORG", "CNN", 6, 9, 1),
                        new Entity("LOC", "New York", 15, 23, 1),
                        new Entity("X", ".", 27, 28, 1));

        assertThat(aligned(sentence).tagsOf(entities))
                .containsExactly("O", "B-ORG", "O", "B-LOC", "I-LOC", "O", "B-X");
    }

    @Test
    void neighboursOfOneTypeStayTwo() {
        TaggedSentence sentence = sentence("a b", "B-PER B-PER");

        assertThat(aligned(sentence).tagsOf(entities(sentence))).containsExactly("B-PER", "B-PER");
    }

    @Test
    void tokensWithoutPiecesAreNeitherGoldNorPredicted() {
        AlignedSentence aligned =
                aligned(
                        new TaggedSentence(
                                List.of("a", "", "\u200b", "\u00a0", "b"),
                                List.of("B-P", "O", "B-P", "O", "I-P"),
                                " ",
                                0));

        assertThat(aligned.leftOut()).isEqualTo(3);
        assertThat(aligned.iob2()).containsExactly("B-P", "I-P");
        assertThat(aligned.tagsOf(List.of(new Entity("P", "a", 0, 1, 1))))
                .containsExactly("B-P", "O");
    }

    @ParameterizedTest
    @ValueSource(
            ints = {0x200E, 0x200F, 0x200B, 0xFEFF, 0x00AD, 0x2060, 0x202A, 0x0001, 0xFFFD, 0x0096})
    void charactersThatTheTokenizerDropsChangeNoTag(int dropped) {
        String mark = Character.toString(dropped);
        List<String> tags = List.of("B-PER", "I-PER", "O", "B-LOC");
        TaggedSentence plain =
                new TaggedSentence(List.of("Ann", "Lee", "in", "Rome"), tags, " ", 0);
        TaggedSentence marked =
                new TaggedSentence(
                        List.of(mark + "Ann", "L" + mark + "ee", "in" + mark, mark + "Rome" + mark),
                        tags,
                        " ",
                        0);

        // A model's entities begin and end with pieces.
        String text = marked.text();
        int lee = text.indexOf("ee") + 2;
        int rome = text.indexOf("Rome");
        List<Entity> found =
                List.of(
                        new Entity("PER", text.substring(1, lee), 1, lee, 1),
                        new Entity("LOC", "Rome", rome, rome + 4, 1));

        assertThat(aligned(marked).tagsOf(found)).isEqualTo(tags);
        assertThat(aligned(marked).iob2()).isEqualTo(aligned(plain).iob2());
    }

    @Test
    void anEntityWhoseFirstTokenHasNoPieceBeginsAtTheNext() {
        TaggedSentence sentence =
                new TaggedSentence(
                        List.of("Ann", "\u200b", "Bob", "\u200b"),
                        List.of("O", "B-PER", "I-PER", "B-LOC"),
                        " ",
                        0);

        assertThat(aligned(sentence).iob2()).containsExactly("O", "B-PER");
    }

    @Test
    void aMarkThatLowerCasingStripsIsNoBeginning() {
        TaggedSentence sentence =
                new TaggedSentence(List.of("\u0301ann", "is"), List.of("B-PER", "O"), " ", 0);
        Tokenizer uncased =
                new WordPieceTokenizer(
                        Vocabulary.of(MiniatureCheckpoint.smallVocabulary()), Casing.UNCASED);
        AlignedSentence aligned = AlignedSentence.of(sentence, uncased.tokenize(sentence.text()));

        assertThat(aligned.tagsOf(List.of(new Entity("PER", "ann", 1, 4, 1))))
                .containsExactly("B-PER", "O");
    }

    private static AlignedSentence aligned(TaggedSentence sentence) {
        return AlignedSentence.of(sentence, TOKENIZER.tokenize(sentence.text()));
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
