package io.github.flinkbert.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import io.github.flinkbert.text.HuggingFace;
import io.github.flinkbert.text.Pieces;
import io.github.flinkbert.text.RandomTexts;
import io.github.flinkbert.text.Tokenizer;
import io.github.flinkbert.text.Vocabulary;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Unigram tokenizers against Hugging Face's own: pieces, ranges and words. */
final class UnigramAgreement {

    static final Map<String, String> RULES = CharsMapMiniature.rules();
    static final byte[] CHARS_MAP = CharsMapMiniature.compile(RULES);

    static final String PRECOMPILED =
            "{\"type\": \"Precompiled\", \"precompiled_charsmap\": \"%s\"}"
                    .formatted(Base64.getEncoder().encodeToString(CHARS_MAP));
    static final String MARKS =
            "{\"type\": \"Metaspace\", \"replacement\": \"\u2581\", \"add_prefix_space\": true}";
    static final String AT_SPACES =
            "{\"type\": \"Sequence\", \"pretokenizers\": [{\"type\": \"WhitespaceSplit\"}, %s]}"
                    .formatted(MARKS);
    static final String ALBERTS =
            sequence(
                    "{\"type\": \"Replace\", \"pattern\": {\"String\": \"``\"}, \"content\":"
                            + " \"\\\"\"}",
                    "{\"type\": \"Replace\", \"pattern\": {\"String\": \"''\"}, \"content\":"
                            + " \"\\\"\"}",
                    "{\"type\": \"NFKD\"}",
                    "{\"type\": \"StripAccents\"}",
                    "{\"type\": \"Lowercase\"}",
                    PRECOMPILED,
                    "{\"type\": \"Replace\", \"pattern\": {\"Regex\": \" {2,}\"}, \"content\": \""
                            + " \"}");

    private static final int BATCH = 5_000;

    private static final String[] SAYINGS = {
        "a  b",
        " a",
        "a ",
        "\u2581a",
        "``a''",
        "é e\u0301 E\u0323\u0301",
        "\r\n",
        "19,9",
        "İI\u0307",
        "ﬁ ㎏ Ⅷ ½",
        "\u00ADa\u00AD",
        "한국 은행",
        "각\u1100\u1161\u11A8",
        "\uD83D\uDE00\uD83D\uDE00",
        "a\u3099\u200D",
        "\u00A9\u200D",
        "ΑΣ Σ",
        "abc abcde ab.c"
    };

    private UnigramAgreement() {}

    static String sequence(String... parts) {
        return "{\"type\": \"Sequence\", \"normalizers\": [%s]}"
                .formatted(String.join(", ", parts));
    }

    static HuggingFaceTokenizer huggingFace(String json) throws IOException {
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        return HuggingFaceTokenizer.newInstance(
                new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)),
                Map.of("addSpecialTokens", "false", "truncation", "false", "padding", "false"));
    }

    /** The tokenizer of a {@code tokenizer.json}, as a folder's. */
    static Tokenizer read(String json, UnigramLayout layout, Path temp) throws IOException {
        Path file = temp.resolve("tokenizer.json");
        Files.writeString(file, json);
        UnigramPieces pieces =
                new UnigramJson(new TokenizerJson(file, Json.read(file)), layout).read();
        return tokenizer(pieces);
    }

    static Tokenizer tokenizer(UnigramPieces pieces) {
        Vocabulary vocabulary = pieces.vocabulary();
        return pieces.of(vocabulary);
    }

    static void assertAgreesOnRandomTexts(
            Tokenizer tokenizer, HuggingFaceTokenizer huggingFace, int count, long seed) {
        RandomTexts texts = new RandomTexts(seed);
        Random random = new Random(seed + 1);
        for (int done = 0; done < count; done += BATCH) {
            List<String> batch = new ArrayList<>();
            for (int i = 0; i < Math.min(BATCH, count); i++) {
                String saying = SAYINGS[random.nextInt(SAYINGS.length)];
                batch.add(
                        switch (random.nextInt(4)) {
                            case 0 -> saying + " " + texts.next();
                            case 1 -> texts.next() + saying + texts.next();
                            default -> texts.next();
                        });
            }
            assertAgrees(tokenizer, huggingFace, batch);
        }
    }

    static void assertAgrees(
            Tokenizer tokenizer, HuggingFaceTokenizer huggingFace, List<String> texts) {
        for (int from = 0; from < texts.size(); from += BATCH) {
            List<String> batch = texts.subList(from, Math.min(texts.size(), from + BATCH));
            Encoding[] theirs = huggingFace.batchEncode(batch, false, false);
            for (int i = 0; i < theirs.length; i++) {
                String text = batch.get(i);
                assertSame(tokenizer.tokenize(text), HuggingFace.pieces(text, theirs[i]), text);
            }
        }
    }

    private static void assertSame(Pieces ours, Pieces theirs, String text) {
        boolean ranges = !beginsWithNothing(text);
        if (!describe(ours, ranges).equals(describe(theirs, ranges))) {
            StringBuilder escaped = new StringBuilder();
            text.chars().forEach(c -> escaped.append("\\u%04x".formatted(c)));
            assertThat(describe(ours, ranges))
                    .as(escaped.toString())
                    .isEqualTo(describe(theirs, ranges));
        }
    }

    /** Theirs count from the wrong character where nothing is left of the first. */
    private static boolean beginsWithNothing(String text) {
        int first =
                text.codePoints()
                        .filter(c -> (1 << Character.getType(c) & MARK_TYPES) == 0)
                        .findFirst()
                        .orElse(0);
        return "".equals(RULES.get(Character.toString(first)));
    }

    private static final int MARK_TYPES =
            1 << Character.NON_SPACING_MARK
                    | 1 << Character.COMBINING_SPACING_MARK
                    | 1 << Character.ENCLOSING_MARK;

    private static String describe(Pieces pieces, boolean ranges) {
        Map<Integer, String> lines = new TreeMap<>();
        for (int i = 0; i < pieces.size(); i++) {
            String range = ranges ? "[%d, %d)".formatted(pieces.start(i), pieces.end(i)) : "";
            lines.put(i, "%d %s word %d".formatted(pieces.id(i), range, pieces.word(i)));
        }
        return String.join("\n", lines.values());
    }
}
