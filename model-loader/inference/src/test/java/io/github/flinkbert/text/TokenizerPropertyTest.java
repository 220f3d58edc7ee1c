package io.github.flinkbert.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.testing.RandomSeed;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for any text whatever, on random ones. */
class TokenizerPropertyTest {

    private static final int TEXTS = 20_000;
    private static final int SPECIAL = 5;

    private static final Vocabulary VOCABULARY =
            Vocabulary.of(
                    Stream.concat(
                                    Stream.of("[UNK]", "[CLS]", "[SEP]", "[MASK]", "[PAD]"),
                                    IntStream.range('!', 0xD7FF)
                                            .mapToObj(Character::toString)
                                            .flatMap(c -> Stream.of(c, "##" + c)))
                            .toList());

    @ParameterizedTest
    @EnumSource
    void rangesAreInTheTextInOrderAndWholeCodePoints(Casing casing) {
        Tokenizer tokenizer = new WordPieceTokenizer(VOCABULARY, casing);
        Stream.concat(texts(), surrogates())
                .forEach(text -> assertRangesAreSane(text, tokenizer.tokenize(text)));
    }

    @ParameterizedTest
    @EnumSource
    void noTextMakesASpecialTokenOtherThanUnknown(Casing casing) {
        Tokenizer tokenizer = new WordPieceTokenizer(VOCABULARY, casing);
        String[] literals = {"[SEP]", "[CLS]", "[MASK]", "[PAD]"};
        Random random = RandomSeed.random();
        texts().map(t -> t + literals[random.nextInt(literals.length)] + t)
                .map(text -> tokenizer.tokenize(text).ids())
                .forEach(
                        ids ->
                                assertThat(IntStream.of(ids))
                                        .noneMatch(id -> id > 0 && id < SPECIAL));
    }

    @Test
    void theRangesOfCasedAsciiTextAreTheTextWithoutItsSpaces() {
        Tokenizer tokenizer = new WordPieceTokenizer(VOCABULARY, Casing.CASED);
        Random random = RandomSeed.random();
        for (int i = 0; i < TEXTS; i++) {
            String text =
                    random.ints(random.nextInt(60), ' ', '~' + 1)
                            .collect(
                                    StringBuilder::new,
                                    StringBuilder::appendCodePoint,
                                    StringBuilder::append)
                            .toString();
            Pieces pieces = tokenizer.tokenize(text);
            StringBuilder joined = new StringBuilder();
            for (int piece = 0; piece < pieces.size(); piece++) {
                joined.append(text, pieces.start(piece), pieces.end(piece));
            }
            assertThat(joined.toString()).isEqualTo(text.replace(" ", ""));
        }
    }

    private static void assertRangesAreSane(String text, Pieces pieces) {
        for (int i = 0; i < pieces.size(); i++) {
            int start = pieces.start(i);
            int end = pieces.end(i);
            boolean sane = start >= 0 && start < end && end <= text.length();
            sane &= !splitsAPair(text, start) && !splitsAPair(text, end);
            if (i > 0) {
                int step = pieces.word(i) - pieces.word(i - 1);
                sane &= start >= pieces.start(i - 1) && end >= pieces.end(i - 1);
                sane &= step == 0 || step == 1;
            }
            if (!sane) {
                assertThat("[%d, %d)".formatted(start, end))
                        .as(() -> "range in " + text.chars().boxed().toList())
                        .isEqualTo("a sane range");
            }
        }
    }

    private static boolean splitsAPair(String text, int at) {
        return at > 0
                && at < text.length()
                && Character.isSurrogatePair(text.charAt(at - 1), text.charAt(at));
    }

    private static Stream<String> texts() {
        RandomTexts texts = new RandomTexts(RandomSeed.next());
        return Stream.generate(texts::next).limit(TEXTS);
    }

    /** Any code units, in pairs and alone, with marks and letters among them. */
    private static Stream<String> surrogates() {
        Random random = RandomSeed.random();
        List<String> parts =
                List.of("\uD83D", "\uDE00", "a", "\u0301", " ", "\u302E", "\uD834\uDD65", "한", "Σ");
        return Stream.generate(
                        () ->
                                random.ints(1 + random.nextInt(12), 0, parts.size())
                                        .mapToObj(parts::get)
                                        .reduce("", String::concat))
                .limit(TEXTS);
    }
}
