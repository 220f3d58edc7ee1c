package io.github.flinkbert.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.google.protobuf.ByteString;
import io.github.flinkbert.checkpoint.UnigramMiniature.Settings;
import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.testing.RandomSeed;
import io.github.flinkbert.text.Casing;
import io.github.flinkbert.text.MaskedText;
import io.github.flinkbert.text.Pieces;
import io.github.flinkbert.text.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Unigram models out of both kinds of files, as Hugging Face's own tokenizer reads them. */
class UnigramFilesTest {

    private static final int RANDOM_TEXTS = 20_000;

    private static final UnigramMiniature XLM =
            UnigramMiniature.of(UnigramLayout.XLM_ROBERTA, 800, 3);
    private static final UnigramMiniature ALBERT =
            UnigramMiniature.of(UnigramLayout.ALBERT, 800, 4);

    @TempDir Path temp;

    static Stream<Arguments> settings() {
        String marks =
                "{\"type\": \"Metaspace\", \"replacement\": \"\u2581\", \"prepend_scheme\":"
                        + " \"%s\", \"split\": %s}";
        return Stream.of(
                Arguments.of(UnigramAgreement.PRECOMPILED, UnigramAgreement.AT_SPACES, false),
                Arguments.of(UnigramAgreement.ALBERTS, UnigramAgreement.AT_SPACES, false),
                Arguments.of(
                        UnigramAgreement.sequence(
                                UnigramAgreement.PRECOMPILED,
                                "{\"type\": \"Strip\", \"strip_left\": false, \"strip_right\":"
                                        + " true}",
                                "{\"type\": \"Replace\", \"pattern\": {\"Regex\": \" {2,}\"},"
                                        + " \"content\": \"\u2581\"}"),
                        marks.formatted("always", true),
                        false),
                Arguments.of(
                        UnigramAgreement.sequence(
                                "{\"type\": \"NFKC\"}",
                                "{\"type\": \"Lowercase\"}",
                                "{\"type\": \"Strip\", \"strip_left\": true, \"strip_right\":"
                                        + " true}"),
                        marks.formatted("first", false),
                        true),
                Arguments.of(
                        UnigramAgreement.sequence("{\"type\": \"NFC\"}", "{\"type\": \"Nmt\"}"),
                        marks.formatted("never", true),
                        false),
                Arguments.of(
                        UnigramAgreement.sequence(
                                "{\"type\": \"NFD\"}",
                                "{\"type\": \"Prepend\", \"prepend\": \"ab\"}"),
                        "{\"type\": \"Sequence\", \"pretokenizers\": [{\"type\": \"WhitespaceSplit\"}, %s]}"
                                .formatted(marks.formatted("first", true)),
                        false),
                Arguments.of("null", "null", true));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void aTokenizerJsonIsObeyedAsHuggingFaceDoes(
            String normalizer, String preTokenizer, boolean bytes) throws IOException {
        UnigramMiniature miniature = bytes ? withBytes(XLM) : XLM;
        String json = miniature.json(normalizer, preTokenizer, bytes, false);
        Tokenizer tokenizer = UnigramAgreement.read(json, UnigramLayout.XLM_ROBERTA, temp);
        try (HuggingFaceTokenizer huggingFace = UnigramAgreement.huggingFace(json)) {
            UnigramAgreement.assertAgreesOnRandomTexts(
                    tokenizer, huggingFace, RANDOM_TEXTS, RandomSeed.next(41));
        }
    }

    private static UnigramMiniature withBytes(UnigramMiniature miniature) {
        Map<String, Float> pieces = new LinkedHashMap<>(miniature.pieces());
        for (int b = 0; b < 256; b++) {
            pieces.put("<0x%02X>".formatted(b), -30f);
        }
        return new UnigramMiniature(miniature.layout(), pieces);
    }

    @ParameterizedTest
    @EnumSource
    void aModelFileIsTheSameTokenizer(UnigramLayout layout) throws IOException {
        UnigramMiniature miniature = layout == UnigramLayout.ALBERT ? ALBERT : XLM;
        Path file =
                miniature.write(
                        temp.resolve(layout.file()), Settings.usual(UnigramAgreement.CHARS_MAP));
        ReleasedTokenizer released = UnigramFiles.read(file, layout);
        Tokenizer tokenizer = released.other().orElseThrow().of(released.vocabulary());
        assertThat(released.casing())
                .contains(layout == UnigramLayout.ALBERT ? Casing.UNCASED : Casing.CASED);
        Map<String, Float> scores = new LinkedHashMap<>(miniature.pieces());
        if (layout == UnigramLayout.ALBERT) {
            scores.computeIfPresent("19,", (piece, score) -> score - 100);
        }
        String json =
                new UnigramMiniature(layout, scores)
                        .json(
                                layout == UnigramLayout.ALBERT
                                        ? UnigramAgreement.ALBERTS
                                        : UnigramAgreement.sequence(
                                                UnigramAgreement.PRECOMPILED,
                                                "{\"type\": \"Replace\", \"pattern\": {\"Regex\":"
                                                        + " \" {2,}\"}, \"content\": \" \"}"),
                                UnigramAgreement.AT_SPACES,
                                false,
                                false);
        try (HuggingFaceTokenizer huggingFace = UnigramAgreement.huggingFace(json)) {
            UnigramAgreement.assertAgreesOnRandomTexts(
                    tokenizer, huggingFace, RANDOM_TEXTS, RandomSeed.next(43));
        }
        assertThat(released.vocabulary().size()).isEqualTo(miniature.all().size());
        for (int id = 0; id < miniature.all().size(); id++) {
            assertThat(released.vocabulary().piece(id)).isEqualTo(miniature.all().get(id));
        }
    }

    @Test
    void spellingsWhoseSumsDifferInTheLastBitAreThoseOfHuggingFace() throws IOException {
        Random random = RandomSeed.random(44);
        for (int i = 0; i < 300; i++) {
            Map<String, Float> pieces = new LinkedHashMap<>();
            for (String piece : List.of("8", "88", "9", "99", UnigramMiniature.MARK)) {
                pieces.put(piece, -9 * random.nextFloat() - (piece.length() > 1 ? 0 : 9));
            }
            String json =
                    new UnigramMiniature(UnigramLayout.ALBERT, pieces)
                            .json("null", UnigramAgreement.AT_SPACES, false, false);
            Tokenizer tokenizer = UnigramAgreement.read(json, UnigramLayout.ALBERT, temp);
            try (HuggingFaceTokenizer huggingFace = UnigramAgreement.huggingFace(json)) {
                UnigramAgreement.assertAgrees(
                        tokenizer, huggingFace, List.of("888", "8 999", "88888", "99988"));
            }
        }
    }

    @Test
    void rangesAreRightWhereNothingIsLeftOfTheFirstCharacter() throws IOException {
        Tokenizer tokenizer =
                UnigramAgreement.read(
                        XLM.json(
                                UnigramAgreement.PRECOMPILED,
                                UnigramAgreement.AT_SPACES,
                                false,
                                true),
                        UnigramLayout.XLM_ROBERTA,
                        temp);
        Pieces pieces = tokenizer.tokenize("\u0001\u0001Q\u0001Z");
        int last = pieces.size() - 1;
        assertThat(pieces.start(last)).isEqualTo(4);
        assertThat(pieces.end(last)).isEqualTo(5);
    }

    @Test
    void aMaskTakesTheSpaceBeforeItAndTextMakesNoSpecialToken() throws IOException {
        Tokenizer tokenizer =
                UnigramAgreement.read(
                        XLM.json(
                                UnigramAgreement.PRECOMPILED,
                                UnigramAgreement.AT_SPACES,
                                false,
                                true),
                        UnigramLayout.XLM_ROBERTA,
                        temp);
        String text = "a [MASK] b <s> </s> <mask>";
        MaskedText masked = MaskedText.of(tokenizer, text);
        assertThat(masked.masks()).hasSize(1);
        Pieces pieces = masked.pieces();
        int mask = masked.masks()[0];
        assertThat(text.substring(pieces.start(mask), pieces.end(mask))).isEqualTo("[MASK]");
        for (String each : List.of("<s>", "</s>", "<pad>")) {
            assertThat(pieces.count(tokenizer.vocabulary().id(each))).isZero();
        }
        assertThat(tokenizer.tokenize("a\uD83Db").ids())
                .isEqualTo(tokenizer.tokenize("a\uFFFDb").ids());
        assertThat(tokenizer.tokenize("").size()).isZero();
    }

    @Test
    void aLongRunOfLettersTakesNoLongerThanItsLength() throws IOException {
        Tokenizer tokenizer =
                UnigramAgreement.read(
                        ALBERT.json(
                                UnigramAgreement.ALBERTS, UnigramAgreement.AT_SPACES, false, true),
                        UnigramLayout.ALBERT,
                        temp);
        String run = "abcdé".repeat(100_000);
        Pieces pieces = assertTimeout(Duration.ofSeconds(20), () -> tokenizer.tokenize(run));
        assertThat(pieces.end(pieces.size() - 1)).isEqualTo(run.length());
        assertThat(pieces.word(pieces.size() - 1)).isZero();
    }

    @Test
    void whatATokenizerJsonSaysOtherwiseIsRefusedWithASentence() throws IOException {
        String json =
                XLM.json(UnigramAgreement.PRECOMPILED, UnigramAgreement.AT_SPACES, false, true);
        Map<String[], String> refused =
                Map.of(
                        new String[] {"\"WhitespaceSplit\"", "\"Digits\""},
                        "pre_tokenizer.pretokenizers[0] is of type \"Digits\"",
                        new String[] {"\"Precompiled\"", "\"BertNormalizer\""},
                        "normalizer is of type \"BertNormalizer\"",
                        new String[] {"\"unk_id\":3", "\"unk_id\":5"},
                        "model.unk_id is 5; expected the id of <unk>, 3",
                        new String[] {"\"version\"", "\"x\""},
                        "",
                        new String[] {"\"byte_fallback\":false", "\"dropout\":0.1"},
                        "model.dropout is 0.1",
                        new String[] {"\"id\":\"B\",\"type_id\":0", "\"id\":\"B\",\"type_id\":1"},
                        "post_processor.pair is",
                        new String[] {"\"content\":\"<pad>\"", "\"content\":\"<more>\""},
                        "added_tokens is \"<more>\"",
                        new String[] {
                            "\"precompiled_charsmap\":\"", "\"precompiled_charsmap\":\"AAAA"
                        },
                        "the precompiled charsmap has");
        for (Map.Entry<String[], String> each : refused.entrySet()) {
            assertThat(json).contains(each.getKey()[0]);
            String changed = json.replace(each.getKey()[0], each.getKey()[1]);
            if (each.getValue().isEmpty()) {
                UnigramAgreement.read(changed, UnigramLayout.XLM_ROBERTA, temp);
            } else {
                assertThatThrownBy(
                                () ->
                                        UnigramAgreement.read(
                                                changed, UnigramLayout.XLM_ROBERTA, temp))
                        .isInstanceOf(CheckpointException.class)
                        .hasMessageContaining(each.getValue());
            }
        }
    }

    @Test
    void modelFilesOfOtherKindsAndBrokenOnesAreRefusedWithASentence() throws IOException {
        Path file = temp.resolve("spiece.model");
        ALBERT.write(file, new Settings(2, ByteString.EMPTY, true, true));
        assertRefused(file, UnigramLayout.ALBERT, "is a SentencePiece model of BPE");
        ALBERT.write(file, Settings.usual(new byte[] {1, 0, 0, 0, 5}));
        assertRefused(file, UnigramLayout.ALBERT, "the precompiled charsmap has 5 bytes");
        ALBERT.write(file, Settings.usual(UnigramAgreement.CHARS_MAP));
        assertRefused(file, UnigramLayout.XLM_ROBERTA, "begins with the pieces");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(whole, whole.length / 2));
        assertRefused(file, UnigramLayout.ALBERT, "is no SentencePiece model");
        Files.write(file, new byte[0]);
        assertRefused(file, UnigramLayout.ALBERT, "it has no pieces");
        Files.writeString(file, "this is a text");
        assertRefused(file, UnigramLayout.ALBERT, "is no SentencePiece model");
        Files.delete(file);
        assertRefused(file, UnigramLayout.ALBERT, "has no tokenizer: expected tokenizer.json or");
    }

    private static void assertRefused(Path file, UnigramLayout layout, String message) {
        assertThatThrownBy(() -> UnigramFiles.read(file, layout))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(message);
    }
}
