package io.github.flinkbert.task.chunks;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import io.github.flinkbert.text.Casing;
import io.github.flinkbert.text.Pieces;
import io.github.flinkbert.text.Tokenizer;
import io.github.flinkbert.text.Vocabulary;
import io.github.flinkbert.text.WordPieceTokenizer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkCutsTest {

    private static final String THREE = "the one. Is it on? The end of the day was in May!";
    private static final String CHINESE = "今天天气很好。我们去公园散步，看见了很多花！你呢？";
    private static final String KOREAN = "오늘은 날씨가 좋다. 우리는 공원에 갔다! 너는 어디에 있니?";
    private static final String THAI =
            "วันนี้อากาศดีมากเราไปเดินเล่นที่สวนสาธารณะและเห็นดอกไม้มากมาย";
    private static final String EMOJI = "👩‍👩‍👧 is 🙂🙂 on. 👍🏽 the end 🇰🇷! 😀";

    private static final Map<Casing, Tokenizer> TOKENIZERS =
            Stream.of(Casing.values())
                    .collect(Collectors.toMap(casing -> casing, ChunkCutsTest::tokenizer));

    /** Letters of all these languages, alone and within a word. */
    private static Tokenizer tokenizer(Casing casing) {
        List<String> pieces = new ArrayList<>(MiniatureCheckpoint.smallVocabulary());
        (CHINESE + KOREAN + THAI)
                .codePoints()
                .distinct()
                .filter(Character::isLetter)
                .mapToObj(Character::toString)
                .forEach(
                        letter -> {
                            pieces.add(letter);
                            pieces.add("##" + letter);
                        });
        THAI.codePoints()
                .distinct()
                .filter(point -> !Character.isLetter(point))
                .forEach(point -> pieces.add("##" + Character.toString(point)));
        // What uncased models make of Korean: a syllable's letters.
        for (char letter = '\u1100'; letter <= '\u11ff'; letter++) {
            pieces.add(String.valueOf(letter));
            pieces.add("##" + letter);
        }
        return new WordPieceTokenizer(Vocabulary.of(pieces.stream().distinct().toList()), casing);
    }

    private static List<String> cut(String text, int most, int overlap) {
        return cut(text, most, overlap, Casing.CASED).stream()
                .map(chunk -> text.substring(chunk.start(), chunk.end()))
                .toList();
    }

    private static List<Stretch> cut(String text, int most, int overlap, Casing casing) {
        Pieces pieces = TOKENIZERS.get(casing).tokenize(text);
        List<Stretch> chunks = ChunkCuts.of(text, pieces, most, overlap);
        assertWhole(text, pieces, chunks, most);
        return chunks;
    }

    private static void assertWhole(String text, Pieces pieces, List<Stretch> chunks, int most) {
        BitSet covered = new BitSet(text.length());
        Stretch before = null;
        for (Stretch chunk : chunks) {
            assertThat(chunk.pieces()).isBetween(1, most);
            assertThat(text.substring(chunk.start(), chunk.end()).strip())
                    .hasSize(chunk.end() - chunk.start())
                    .isNotEmpty();
            assertThat(pieces.start(chunk.from())).isGreaterThanOrEqualTo(chunk.start());
            assertThat(pieces.end(chunk.to() - 1)).isLessThanOrEqualTo(chunk.end());
            assertThat(
                            Character.isLowSurrogate(text.charAt(chunk.start()))
                                    && chunk.start() > 0
                                    && Character.isHighSurrogate(text.charAt(chunk.start() - 1)))
                    .as("a character is cut")
                    .isFalse();
            if (before != null) {
                assertThat(chunk.from()).isBetween(before.from() + 1, before.to());
                assertThat(chunk.to()).isGreaterThan(before.to());
            }
            covered.set(chunk.start(), chunk.end());
            before = chunk;
        }
        assertThat(before == null ? 0 : before.to()).isEqualTo(pieces.size());
        for (int i = 0; i < text.length() && pieces.size() > 0; i++) {
            assertThat(covered.get(i) || Stretch.isSpace(text.charAt(i))).isTrue();
        }
    }

    @Test
    void asManyWholeSentencesToAChunkAsFit() {
        assertThat(cut(THREE, 20, 0))
                .containsExactly("the one. Is it on?", "The end of the day was in May!");
        assertThat(cut(THREE, 200, 0)).containsExactly(THREE);
        assertThat(cut("  " + THREE + " \n", 200, 1)).containsExactly(THREE);
    }

    @Test
    void theLastSentencesOfAChunkBeginTheNextWhereThereIsRoom() {
        String text = "A b. C d. E f. G h. I j.";
        assertThat(cut(text, 9, 1)).containsExactly("A b. C d. E f.", "E f. G h. I j.");
        assertThat(cut(text, 9, 2))
                .containsExactly("A b. C d. E f.", "C d. E f. G h.", "E f. G h. I j.");
        assertThat(cut(text, 9, 9)).as("no more than leaves room").isEqualTo(cut(text, 9, 2));
        assertThat(cut("A b. C d e f g h i. J.", 8, 1))
                .containsExactly("A b.", "C d e f g h i.", "J.");
    }

    @Test
    void emptyLinesAreNoSentences() {
        assertThat(cut("a b.\n\n\n\nc d.\n\n\n\ne f.", 6, 1))
                .containsExactly("a b.\n\n\n\nc d.", "c d.\n\n\n\ne f.");
    }

    @Test
    void aSentenceThatIsTooLongIsCutAtWords() {
        assertThat(cut("a b c d e f g h i j k l m n", 8, 1))
                .containsExactly("a b c d e f g h", "i j k l m n");
        assertThat(cut("the a,b,c,d,e,f,g", 8, 0)).containsExactly("the a,b,c,d", ",e,f,g");
        assertThat(cut("abcdefghijkl", 8, 0)).containsExactly("abcdefgh", "ijkl");
    }

    @Test
    void sentencesOfAllLanguagesEndWhereTheirsDo() {
        assertThat(cut(CHINESE, 20, 0)).containsExactly("今天天气很好。", "我们去公园散步，看见了很多花！你呢？");
        assertThat(cut(KOREAN, 14, 0)).hasSize(3).containsSequence("우리는 공원에 갔다!", "너는 어디에 있니?");
    }

    @Test
    void thaiIsCutBetweenWordsThoughItHasNoSpaces() {
        List<String> chunks = cut(THAI, 24, 0);
        assertThat(chunks).hasSizeGreaterThan(2);
        assertThat(String.join("", chunks)).isEqualTo(THAI);
        assertThat(chunks.get(0)).isEqualTo("วันนี้อากาศดีมากเราไป");
    }

    @Test
    void aTextWithoutPiecesHasNoChunks() {
        assertThat(cut("", 8, 1)).isEmpty();
        assertThat(cut(" \n\u3000\t ", 8, 1)).isEmpty();
        assertThat(cut("\u0001\u200b", 8, 1)).isEmpty();
    }

    @Test
    void aWordThatIsOnePieceIsOneChunk() {
        String word = "x".repeat(100_000);
        assertThat(cut(word, 8, 1)).containsExactly(word);
    }

    @Test
    void whatTheModelDoesNotReadIsKeptBesideWhatItReads() {
        assertThat(cut("\u0001. a b.\u0001\u0001", 8, 1))
                .containsExactly("\u0001. a b.\u0001\u0001");
        assertThat(cut("one\u0085two", 8, 1)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {THREE, CHINESE, KOREAN, THAI, EMOJI})
    void nothingIsLostWhateverTheSizes(String text) {
        for (Casing casing : Casing.values()) {
            for (int most = 8; most < 40; most++) {
                for (int overlap = 0; overlap < 3; overlap++) {
                    assertThat(cut(text.repeat(3), most, overlap, casing)).isNotEmpty();
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Casing.class)
    void nothingIsLostOfWhateverText(Casing casing) {
        Random random = new Random(11);
        String letters =
                THREE + CHINESE + KOREAN + THAI + EMOJI + "\u0085\u2029\r\n\u0301\ud800.. ";
        for (int i = 0; i < 2000; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(120); j > 0; j--) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            cut(text.toString(), 8 + random.nextInt(20), random.nextInt(3), casing);
        }
    }

    @Test
    void aLongTextTakesTimeInProportion() {
        String text = (KOREAN + " " + THREE + " " + THAI + "\n").repeat(1500);
        assertThat(text.length()).isGreaterThan(200_000);
        assertThat(cut(text, 256, 1, Casing.CASED)).hasSizeGreaterThan(300);
        String unbroken = "a,".repeat(60_000);
        assertThat(cut(unbroken, 256, 1, Casing.CASED)).hasSizeGreaterThan(400);
    }
}
