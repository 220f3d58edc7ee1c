package io.github.flinkbert.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.flinkbert.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Random strings, and every text of the shared data, cut as Hugging Face's own tokenizers of GPT-1
 * and GPT-2 cut them. GPT-1's with its real vocabulary where it is there. {@code
 * -Dflinkbert.random.texts=500000} makes it half a million.
 */
class CausalTokenizersIT {

    private static final int RANDOM_TEXTS = Integer.getInteger("flinkbert.random.texts", 10_000);

    private record Pairs(Map<String, Integer> pieces, List<String[]> merges) {}

    private static Pairs byteLevel() {
        BytePairsMiniature miniature = BytePairsMiniature.of(4_000, 15);
        return new Pairs(miniature.pieces(), miniature.merges());
    }

    private static Tokenizer byteLevel(Pairs pairs) {
        Vocabulary vocabulary =
                Vocabulary.of(List.copyOf(pairs.pieces().keySet()), SpecialTokens.NONE);
        return new ByteLevelTokenizer(
                vocabulary, new BytePairs(vocabulary, pairs.merges()), false, false, false);
    }

    /** The released one where the shared data are, else a small one. */
    private static Pairs wordEnds() throws IOException {
        Optional<Path> released =
                SharedData.published()
                        .map(data -> data.resolve("oracles/gpt1"))
                        .filter(Files::isDirectory);
        if (released.isEmpty()) {
            WordPairsMiniature miniature = WordPairsMiniature.of(4_000, 16);
            return new Pairs(miniature.pieces(), miniature.merges());
        }
        JsonNode json =
                new ObjectMapper()
                        .readTree(released.get().resolve("encoder_bpe_40000.json").toFile());
        String[] byId = new String[json.size()];
        json.properties().forEach(piece -> byId[piece.getValue().asInt()] = piece.getKey());
        Map<String, Integer> pieces = new LinkedHashMap<>();
        for (String piece : byId) {
            pieces.put(piece, pieces.size());
        }
        List<String[]> merges = new ArrayList<>();
        for (String line : Files.readAllLines(released.get().resolve("vocab_40000.bpe"))) {
            if (!line.startsWith("#version")) {
                merges.add(line.split(" ", -1));
            }
        }
        return new Pairs(pieces, merges);
    }

    private static Tokenizer wordEnds(Pairs pairs) {
        return new WordPairsMiniature(pairs.pieces(), pairs.merges()).tokenizer();
    }

    @Test
    void byteLevelPiecesOfRandomTexts() {
        Pairs pairs = byteLevel();
        try (CausalHuggingFace theirs =
                CausalHuggingFace.of(
                        CausalHuggingFace.byteLevel(
                                pairs.pieces(), pairs.merges(), false, false))) {
            theirs.assertAgreesOnRandomTexts(byteLevel(pairs), RANDOM_TEXTS, 51);
        }
    }

    @Test
    void wordEndPiecesOfRandomTexts() throws IOException {
        Pairs pairs = wordEnds();
        try (CausalHuggingFace theirs =
                CausalHuggingFace.of(CausalHuggingFace.wordEnds(pairs.pieces(), pairs.merges()))) {
            theirs.assertAgreesOnRandomTexts(wordEnds(pairs), RANDOM_TEXTS, 52);
        }
    }

    @Test
    void theSharedTexts() throws IOException {
        List<String> texts = new ArrayList<>(SharedTexts.english());
        texts.addAll(SharedTexts.korean());
        Pairs bytes = byteLevel();
        try (CausalHuggingFace theirs =
                CausalHuggingFace.of(
                        CausalHuggingFace.byteLevel(
                                bytes.pieces(), bytes.merges(), false, false))) {
            theirs.assertAgrees(byteLevel(bytes), texts);
        }
        Pairs words = wordEnds();
        try (CausalHuggingFace theirs =
                CausalHuggingFace.of(CausalHuggingFace.wordEnds(words.pieces(), words.merges()))) {
            theirs.assertAgrees(wordEnds(words), texts);
        }
    }
}
