package io.github.flinkbert.checkpoint;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import io.github.flinkbert.testing.RandomSeed;
import io.github.flinkbert.text.RandomTexts;
import io.github.flinkbert.text.SharedTexts;
import io.github.flinkbert.text.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same pieces, ranges and words as Hugging Face's, of very many texts. */
class UnigramAgreementIT {

    private static final int RANDOM_TEXTS = Integer.getInteger("flinkbert.random.texts", 10_000);

    /** Every so many stretches of the texts are pieces. */
    private static final int SPARSE = 3;

    @TempDir Path temp;

    private static String normalizer(UnigramLayout layout) {
        return layout == UnigramLayout.ALBERT
                ? UnigramAgreement.ALBERTS
                : UnigramAgreement.PRECOMPILED;
    }

    @ParameterizedTest
    @EnumSource
    void halfAMillionRandomTexts(UnigramLayout layout) throws IOException {
        String json =
                UnigramMiniature.of(layout, 3_000, 6)
                        .json(normalizer(layout), UnigramAgreement.AT_SPACES, false, false);
        Tokenizer tokenizer = UnigramAgreement.read(json, layout, temp);
        try (HuggingFaceTokenizer huggingFace = UnigramAgreement.huggingFace(json)) {
            UnigramAgreement.assertAgreesOnRandomTexts(
                    tokenizer,
                    huggingFace,
                    RANDOM_TEXTS,
                    RandomSeed.next(2023 + layout.name().length()));
        }
    }

    @Test
    void englishTextsOnPiecesOfThemselves() throws IOException {
        assertAgrees(SharedTexts.english());
    }

    @Test
    void koreanTextsOnPiecesOfThemselves() throws IOException {
        assertAgrees(SharedTexts.korean());
    }

    private void assertAgrees(List<String> all) throws IOException {
        List<String> texts = all.stream().filter(RandomTexts::isOfUnicode8).distinct().toList();
        Map<String, Float> pieces = pieces(texts);
        for (UnigramLayout layout : UnigramLayout.values()) {
            String json =
                    new UnigramMiniature(layout, pieces)
                            .json(normalizer(layout), UnigramAgreement.AT_SPACES, false, false);
            Tokenizer tokenizer = UnigramAgreement.read(json, layout, temp);
            try (HuggingFaceTokenizer huggingFace = UnigramAgreement.huggingFace(json)) {
                UnigramAgreement.assertAgrees(tokenizer, huggingFace, texts);
            }
        }
    }

    /** Beginnings of words with the mark of a space before them, ends without, and characters. */
    private static Map<String, Float> pieces(List<String> texts) {
        Random random = RandomSeed.random(8);
        Map<String, Float> pieces = new LinkedHashMap<>();
        pieces.put(UnigramMiniature.MARK, -4f);
        for (String text : texts) {
            for (String word : text.split(" ", -1)) {
                for (int length = 1; length <= Math.min(8, word.length()); length++) {
                    if (random.nextInt(SPARSE) == 0) {
                        float score = -2 * length - 6 * random.nextFloat();
                        pieces.putIfAbsent(
                                UnigramMiniature.MARK + whole(word.substring(0, length)), score);
                        pieces.putIfAbsent(whole(word.substring(word.length() - length)), score);
                    }
                }
            }
        }
        pieces.remove("");
        pieces.keySet().removeIf(piece -> piece.startsWith("<") || piece.startsWith("["));
        return pieces;
    }

    /** Without halves of surrogate pairs. */
    private static String whole(String part) {
        return part.chars().anyMatch(c -> Character.isSurrogate((char) c)) ? "" : part;
    }
}
