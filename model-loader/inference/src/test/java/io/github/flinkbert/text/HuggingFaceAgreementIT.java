package io.github.flinkbert.text;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.huggingface.tokenizers.Encoding;
import io.github.flinkbert.testing.RandomSeed;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same ids and words as Hugging Face's tokenizer, and its offsets where no mark is stripped.
 */
class HuggingFaceAgreementIT {

    private static final int BATCH = 256;
    private static final int RANDOM_TEXTS_OF_A_CASING = 500_000;
    private static final int RANDOM_TEXTS_OF_OTHER_RULES = 30_000;

    @Test
    void englishTextsOnTheCasedRelease() {
        assertAgreement(SharedTexts.english(), Releases.CASED, Casing.CASED);
    }

    @Test
    void englishTextsOnTheUncasedRelease() {
        assertAgreement(SharedTexts.english(), Releases.UNCASED, Casing.UNCASED);
    }

    @Test
    void koreanTextsOnTheCasedRelease() {
        assertAgreement(SharedTexts.korean(), Releases.CASED, Casing.CASED);
    }

    @Test
    void koreanTextsOnTheUncasedReleaseWhichTakesSyllablesApart() {
        assertAgreement(SharedTexts.korean(), Releases.UNCASED, Casing.UNCASED);
    }

    @Test
    void koreanTextsOnPiecesOfKoreanAndOnTheMultilingualRelease() {
        List<String> texts = SharedTexts.korean();
        // The build has no jar of that release; pieces of the texts themselves are cut alike.
        assertAgreement(texts, koreanPieces(texts), Casing.CASED);
        if (Releases.isPresent(Releases.MULTILINGUAL_CASED)) {
            assertAgreement(texts, Releases.MULTILINGUAL_CASED, Casing.CASED);
        }
    }

    /** Every character, and the beginnings and the ends of up to three of all words. */
    private static Vocabulary koreanPieces(List<String> texts) {
        Set<String> pieces = new LinkedHashSet<>(List.of("[UNK]", "[CLS]", "[SEP]"));
        for (String text : texts) {
            for (String word : text.split("[^가-힣]+", -1)) {
                for (int length = 1; length <= Math.min(3, word.length()); length++) {
                    pieces.add(word.substring(0, length));
                    pieces.add("##" + word.substring(word.length() - length));
                }
            }
            text.chars()
                    .filter(c -> c > ' ' && !Character.isSurrogate((char) c))
                    .mapToObj(Character::toString)
                    .forEach(c -> pieces.addAll(List.of(c, "##" + c)));
        }
        return Vocabulary.of(List.copyOf(pieces));
    }

    @ParameterizedTest
    @EnumSource
    void aMillionRandomTexts(Casing casing) {
        RandomTexts texts = new RandomTexts(RandomSeed.next(casing == Casing.CASED ? 2021 : 2022));
        withoutKnownDifferences(texts);
        Vocabulary vocabulary = vocabulary(texts);
        Tokenizer tokenizer = new WordPieceTokenizer(vocabulary, casing);
        try (HuggingFace huggingFace = new HuggingFace(vocabulary, casing)) {
            for (int done = 0; done < RANDOM_TEXTS_OF_A_CASING; done += BATCH) {
                List<String> batch = new ArrayList<>();
                for (int i = 0; i < BATCH; i++) {
                    batch.add(texts.next());
                }
                assertAgreement(batch, tokenizer, huggingFace);
            }
        }
    }

    @ParameterizedTest
    @MethodSource
    void randomTextsByOtherRules(Casing casing, TokenizerRules rules) {
        RandomTexts texts = new RandomTexts(RandomSeed.next(rules.hashCode()));
        withoutKnownDifferences(texts);
        List<AddedToken> added = new ArrayList<>();
        // Hugging Face gives added tokens the ids after as many as there are different pieces.
        Vocabulary pieces = Vocabulary.of(vocabulary(texts).lines().stream().distinct().toList());
        Map<Integer, String> names = new TreeMap<>();
        for (String content : List.of("zab", "Ca d", "<e>", "é!", "任b")) {
            int id = pieces.size() + names.size();
            names.put(id, content);
            added.add(
                    new AddedToken(
                            id, content, id % 2 == 0, false, false, rules.longestWord() == 4));
        }
        TokenizerRules all =
                new TokenizerRules(
                        rules.ideographsApart(),
                        rules.accentsStripped(),
                        rules.lowerCasedBefore(),
                        rules.longestWord(),
                        rules.addedTokens().isEmpty() ? List.of() : added);
        Vocabulary vocabulary = pieces.with(names);
        Tokenizer tokenizer = new WordPieceTokenizer(vocabulary, casing, all);
        try (HuggingFace huggingFace = new HuggingFace(vocabulary, casing, all)) {
            for (int done = 0; done < RANDOM_TEXTS_OF_OTHER_RULES; done += BATCH) {
                List<String> batch = new ArrayList<>();
                for (int i = 0; i < BATCH; i++) {
                    String text = texts.next();
                    int at = text.offsetByCodePoints(0, text.codePointCount(0, text.length()) / 2);
                    String content = added.get(i % added.size()).content();
                    batch.add(
                            i % 3 == 0
                                    ? text
                                    : text.substring(0, at) + content + text.substring(at));
                }
                assertAgreement(batch, tokenizer, huggingFace);
            }
        }
    }

    static Stream<Arguments> randomTextsByOtherRules() {
        List<AddedToken> some = List.of(new AddedToken(1, "x", false, false, false, false));
        return Stream.of(Casing.values())
                .flatMap(
                        casing ->
                                Stream.of(
                                                rules(
                                                        false,
                                                        Optional.empty(),
                                                        false,
                                                        100,
                                                        List.of()),
                                                rules(
                                                        true,
                                                        Optional.of(true),
                                                        false,
                                                        100,
                                                        List.of()),
                                                rules(
                                                        true,
                                                        Optional.of(false),
                                                        false,
                                                        7,
                                                        List.of()),
                                                rules(true, Optional.empty(), true, 300, List.of()),
                                                rules(false, Optional.of(true), true, 100, some),
                                                rules(true, Optional.of(false), false, 4, some),
                                                rules(true, Optional.empty(), false, 4, some))
                                        .map(rules -> Arguments.of(casing, rules)));
    }

    private static TokenizerRules rules(
            boolean apart,
            Optional<Boolean> strip,
            boolean lower,
            int longest,
            List<AddedToken> added) {
        return new TokenizerRules(apart, strip, lower, longest, added);
    }

    /** Each of these has a test of its own in {@link HuggingFaceDifferencesTest}. */
    private static void withoutKnownDifferences(RandomTexts texts) {
        texts.without(FinalSigma.CAPITAL, FinalSigma.CAPITAL);
        texts.without(0x2B820, 0x2B91F);
        // Their categories changed after Unicode 8.
        texts.without(0x166D, 0x166D);
        texts.without(0x1885, 0x1886);
        texts.without(0xA9BD, 0xA9BD);
        texts.without(0x111C9, 0x111C9);
    }

    /** Four fifths of all characters, so that some words are unknown, and many short pieces. */
    private static Vocabulary vocabulary(RandomTexts texts) {
        Random random = RandomSeed.random(7);
        Set<String> pieces = new LinkedHashSet<>(List.of("[UNK]", "[CLS]", "[SEP]"));
        for (int c = '!'; c < 0x20000; c++) {
            if (texts.isAllowed(c) && random.nextInt(5) > 0) {
                pieces.add(Character.toString(c));
                pieces.add("##" + Character.toString(c));
            }
        }
        for (int i = 0; i < 2_000; i++) {
            StringBuilder piece = new StringBuilder(random.nextBoolean() ? "##" : "");
            for (int left = 2 + random.nextInt(5); left > 0; left--) {
                piece.append((char) ('a' + random.nextInt(5)));
            }
            pieces.add(piece.toString());
        }
        return Vocabulary.of(List.copyOf(pieces));
    }

    private static void assertAgreement(List<String> texts, String release, Casing casing) {
        assertAgreement(texts, Releases.vocabulary(release), casing);
    }

    private static void assertAgreement(List<String> texts, Vocabulary vocabulary, Casing casing) {
        List<String> distinct =
                texts.stream().map(HuggingFaceAgreementIT::withoutPrivateUse).distinct().toList();
        Tokenizer tokenizer = new WordPieceTokenizer(vocabulary, casing);
        try (HuggingFace huggingFace = new HuggingFace(vocabulary, casing)) {
            for (int from = 0; from < distinct.size(); from += BATCH) {
                int to = Math.min(distinct.size(), from + BATCH);
                assertAgreement(distinct.subList(from, to), tokenizer, huggingFace);
            }
        }
    }

    private static void assertAgreement(
            List<String> texts, Tokenizer tokenizer, HuggingFace huggingFace) {
        Encoding[] encodings = huggingFace.encode(texts);
        for (int i = 0; i < encodings.length; i++) {
            String text = texts.get(i);
            Pieces theirs = HuggingFace.pieces(text, encodings[i]);
            Pieces ours = tokenizer.tokenize(text);
            if (!agree(ours, theirs, !hasMark(text))) {
                assertThat(describe(ours)).as(escaped(text)).isEqualTo(describe(theirs));
            }
        }
    }

    private static boolean agree(Pieces ours, Pieces theirs, boolean withOffsets) {
        boolean agree = ours.size() == theirs.size();
        for (int i = 0; agree && i < ours.size(); i++) {
            agree = ours.id(i) == theirs.id(i) && ours.word(i) == theirs.word(i);
            if (withOffsets) {
                agree &= ours.start(i) == theirs.start(i) && ours.end(i) == theirs.end(i);
            }
        }
        return agree;
    }

    /** A few tweets have such characters, which Hugging Face takes out of the text. */
    private static String withoutPrivateUse(String text) {
        return text.codePoints()
                .filter(c -> Character.getType(c) != Character.PRIVATE_USE)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Of what is stripped and of what changes places, the two think differently whose it is. */
    private static boolean hasMark(String text) {
        return text.codePoints().anyMatch(Normalization::isStripped)
                || Normalizer.normalize(text, Normalizer.Form.NFD)
                        .codePoints()
                        .anyMatch(c -> Character.getType(c) == Character.COMBINING_SPACING_MARK);
    }

    private static String describe(Pieces pieces) {
        StringBuilder description = new StringBuilder();
        for (int i = 0; i < pieces.size(); i++) {
            description.append(
                    "%d [%d, %d) word %d%n"
                            .formatted(
                                    pieces.id(i), pieces.start(i), pieces.end(i), pieces.word(i)));
        }
        return description.toString();
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.chars().forEach(c -> escaped.append(c < 127 ? "" + (char) c : "\\u%04x".formatted(c)));
        return escaped.toString();
    }
}
