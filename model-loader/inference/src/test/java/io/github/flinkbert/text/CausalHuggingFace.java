package io.github.flinkbert.text;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.flinkbert.testing.RandomSeed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Hugging Face's own tokenizers of GPT-1 and GPT-2, and what ours must have as they have it. */
final class CausalHuggingFace implements AutoCloseable {

    private static final int BATCH = 1_000;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final String[] SAYINGS = {
        "it's",
        "don't",
        "'re",
        "We've",
        "I'm",
        "she'll",
        "he'd",
        "''s",
        "'S",
        "  two",
        "\n\n end",
        " \t ",
        "3rd",
        "x\u00A0y",
        "\uD83D\uDE00\uD83D\uDE00",
        "한국 은행",
        "naïve",
        "Ǆ İstanbul",
        "ﬁn",
        "e\u0301te\u0301",
        "\u212B",
        "Ω",
        "ΟΔΟΣ",
        "\u037E",
        "漢字",
        "\uF04A",
        "\uFFFD",
        "\u0085"
    };

    private final HuggingFaceTokenizer tokenizer;

    private CausalHuggingFace(ObjectNode root) {
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        try {
            tokenizer =
                    HuggingFaceTokenizer.newInstance(
                            new ByteArrayInputStream(MAPPER.writeValueAsBytes(root)),
                            Map.of(
                                    "addSpecialTokens", "false",
                                    "truncation", "false",
                                    "padding", "false"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As {@code tokenizer.json} of GPT-2 has it. */
    static ObjectNode byteLevel(
            Map<String, Integer> pieces, List<String[]> merges, boolean before, boolean trims) {
        ObjectNode root = MAPPER.createObjectNode().put("version", "1.0");
        root.putArray("added_tokens");
        root.putNull("normalizer");
        root.putObject("pre_tokenizer")
                .put("type", "ByteLevel")
                .put("add_prefix_space", before)
                .put("trim_offsets", true)
                .put("use_regex", true);
        root.putObject("post_processor")
                .put("type", "ByteLevel")
                .put("add_prefix_space", !trims || before)
                .put("trim_offsets", trims)
                .put("use_regex", true);
        root.putNull("decoder");
        putModel(root, pieces, merges).putNull("unk_token").put("end_of_word_suffix", "");
        return root;
    }

    /** As transformers' {@code OpenAIGPTConverter} makes GPT-1's. */
    static ObjectNode wordEnds(Map<String, Integer> pieces, List<String[]> merges) {
        ObjectNode root = MAPPER.createObjectNode().put("version", "1.0");
        root.putArray("added_tokens");
        root.putObject("normalizer")
                .put("type", "BertNormalizer")
                .put("clean_text", true)
                .put("handle_chinese_chars", true)
                .put("lowercase", true)
                .putNull("strip_accents");
        root.putObject("pre_tokenizer").put("type", "BertPreTokenizer");
        root.putNull("post_processor").putNull("decoder");
        putModel(root, pieces, merges)
                .put("unk_token", "<unk>")
                .put("end_of_word_suffix", WordEndTokenizer.END);
        return root;
    }

    private static ObjectNode putModel(
            ObjectNode root, Map<String, Integer> pieces, List<String[]> merges) {
        ObjectNode model = root.putObject("model").put("type", "BPE").put("fuse_unk", false);
        model.putNull("dropout").put("continuing_subword_prefix", "");
        ObjectNode vocabulary = model.putObject("vocab");
        pieces.forEach(vocabulary::put);
        ArrayNode pairs = model.putArray("merges");
        merges.forEach(pair -> pairs.add(pair[0] + " " + pair[1]));
        return model;
    }

    static CausalHuggingFace of(ObjectNode root) {
        return new CausalHuggingFace(root);
    }

    /** Random texts, among them sayings where something happens. */
    void assertAgreesOnRandomTexts(Tokenizer ours, int count, long seed) {
        RandomTexts texts = new RandomTexts(RandomSeed.next(seed));
        // Hugging Face's categories of these are of another version of Unicode.
        texts.without(0x2B820, 0x2B91F);
        texts.without(0x166D, 0x166D);
        texts.without(0x1885, 0x1886);
        texts.without(0xA9BD, 0xA9BD);
        texts.without(0x111C9, 0x111C9);
        Random random = RandomSeed.random(seed + 1);
        for (int done = 0; done < count; done += BATCH) {
            List<String> batch = new ArrayList<>();
            for (int i = 0; i < BATCH; i++) {
                String saying = SAYINGS[random.nextInt(SAYINGS.length)];
                batch.add(
                        switch (random.nextInt(4)) {
                            case 0 -> saying + " " + texts.next();
                            case 1 -> texts.next() + saying + texts.next();
                            default -> texts.next();
                        });
            }
            assertAgrees(ours, batch);
        }
    }

    void assertAgrees(Tokenizer ours, List<String> texts) {
        for (int from = 0; from < texts.size(); from += BATCH) {
            List<String> batch = texts.subList(from, Math.min(texts.size(), from + BATCH));
            Encoding[] theirs = tokenizer.batchEncode(batch, false, false);
            for (int i = 0; i < theirs.length; i++) {
                String text = batch.get(i);
                assertSame(ours.tokenize(text), HuggingFace.pieces(text, theirs[i]), text);
            }
        }
    }

    private static void assertSame(Pieces ours, Pieces theirs, String text) {
        boolean same = ours.size() == theirs.size();
        for (int i = 0; same && i < ours.size(); i++) {
            same =
                    ours.id(i) == theirs.id(i)
                            && ours.start(i) == theirs.start(i)
                            && ours.end(i) == theirs.end(i)
                            && ours.word(i) == theirs.word(i);
        }
        if (!same) {
            StringBuilder escaped = new StringBuilder();
            text.chars().forEach(c -> escaped.append("\\u%04x".formatted(c)));
            assertThat(describe(ours)).as(escaped.toString()).isEqualTo(describe(theirs));
        }
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

    @Override
    public void close() {
        tokenizer.close();
    }
}
