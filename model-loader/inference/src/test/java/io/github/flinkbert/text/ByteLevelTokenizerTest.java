package io.github.flinkbert.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.flinkbert.testing.RandomSeed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pieces, offsets and words as Hugging Face's own tokenizer has them. */
class ByteLevelTokenizerTest {

    private static final int RANDOM_TEXTS = 40_000;
    private static final int BATCH = 5_000;

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
        "<s>",
        "</s>"
    };

    private final BytePairsMiniature miniature = BytePairsMiniature.of(900, 5);

    private HuggingFaceTokenizer huggingFace(boolean spaceBefore) throws IOException {
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode root = mapper.createObjectNode().put("version", "1.0");
        root.putArray("added_tokens");
        root.putNull("normalizer");
        root.putObject("pre_tokenizer")
                .put("type", "ByteLevel")
                .put("add_prefix_space", spaceBefore)
                .put("trim_offsets", true)
                .put("use_regex", true);
        ObjectNode after = root.putObject("post_processor").put("type", "RobertaProcessing");
        after.putArray("sep").add("</s>").add(2);
        after.putArray("cls").add("<s>").add(0);
        after.put("trim_offsets", true).put("add_prefix_space", spaceBefore);
        root.putNull("decoder");
        ObjectNode model = root.putObject("model").put("type", "BPE");
        model.putNull("dropout").putNull("unk_token");
        model.put("continuing_subword_prefix", "").put("end_of_word_suffix", "");
        model.put("fuse_unk", false);
        ObjectNode vocabulary = model.putObject("vocab");
        miniature.pieces().forEach(vocabulary::put);
        ArrayNode merges = model.putArray("merges");
        miniature.merges().forEach(pair -> merges.add(pair[0] + " " + pair[1]));
        return HuggingFaceTokenizer.newInstance(
                new ByteArrayInputStream(mapper.writeValueAsBytes(root)),
                Map.of("addSpecialTokens", "false", "truncation", "false", "padding", "false"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void agreesWithHuggingFaceOnRandomTexts(boolean spaceBefore) throws IOException {
        RandomTexts texts = new RandomTexts(RandomSeed.next(31));
        Random random = RandomSeed.random(32);
        ByteLevelTokenizer tokenizer = miniature.tokenizer(spaceBefore);
        try (HuggingFaceTokenizer huggingFace = huggingFace(spaceBefore)) {
            for (int done = 0; done < RANDOM_TEXTS; done += BATCH) {
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
                Encoding[] theirs = huggingFace.batchEncode(batch, false, false);
                for (int i = 0; i < theirs.length; i++) {
                    assertSame(
                            tokenizer.tokenize(batch.get(i)),
                            HuggingFace.pieces(batch.get(i), theirs[i]),
                            batch.get(i));
                }
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
            description
                    .append(pieces.id(i))
                    .append(" [")
                    .append(pieces.start(i))
                    .append(", ")
                    .append(pieces.end(i))
                    .append(") word ")
                    .append(pieces.word(i))
                    .append('\n');
        }
        return description.toString();
    }

    @Test
    void aMaskTakesTheSpaceBeforeItAndTextMakesNoSpecialToken() {
        ByteLevelTokenizer tokenizer = miniature.tokenizer(false);
        Vocabulary vocabulary = tokenizer.vocabulary();
        String text = "a [MASK] b <s>";
        Pieces pieces = tokenizer.tokenize(text, "[MASK]", vocabulary.maskId());
        assertThat(vocabulary.piece(pieces.id(0))).isEqualTo("a");
        assertThat(pieces.id(1)).isEqualTo(vocabulary.maskId());
        assertThat(text.substring(pieces.start(1), pieces.end(1))).isEqualTo("[MASK]");
        assertThat(pieces.count(vocabulary.id("<s>"))).isZero();
        assertThat(MaskedText.of(tokenizer, text).masks()).containsExactly(1);
    }

    @Test
    void aLongRunOfLettersTakesNoLongerThanItsLength() {
        ByteLevelTokenizer tokenizer = miniature.tokenizer(false);
        String run = "abcde".repeat(100_000);
        Pieces pieces = assertTimeout(Duration.ofSeconds(20), () -> tokenizer.tokenize(run));
        assertThat(pieces.end(pieces.size() - 1)).isEqualTo(run.length());
        assertThat(pieces.word(pieces.size() - 1)).isZero();
    }

    @Test
    void aLoneSurrogateIsReadAsTheReplacementCharacter() {
        ByteLevelTokenizer tokenizer = miniature.tokenizer(false);
        assertThat(tokenizer.tokenize("a\uD83D b").ids())
                .isEqualTo(tokenizer.tokenize("a\uFFFD b").ids());
    }
}
