package io.github.flinkbert.text;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * Hugging Face's BertWordPiece tokenizer over one of our vocabularies: the tests' other opinion.
 */
public final class HuggingFace implements AutoCloseable {

    private final HuggingFaceTokenizer tokenizer;

    HuggingFace(Vocabulary vocabulary, Casing casing) {
        this(vocabulary, casing, TokenizerRules.GOOGLE);
    }

    HuggingFace(Vocabulary vocabulary, Casing casing, TokenizerRules rules) {
        // Whether the native library may be fetched is decided when it is loaded: it is in the jar.
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        try {
            tokenizer =
                    HuggingFaceTokenizer.newInstance(
                            new ByteArrayInputStream(json(vocabulary, casing, rules)),
                            Map.of(
                                    "addSpecialTokens", "false",
                                    "truncation", "false",
                                    "padding", "false"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int[] ids(String text) {
        return toInts(encode(text).getIds());
    }

    Encoding encode(String text) {
        return tokenizer.encode(text, false, false);
    }

    Encoding[] encode(List<String> texts) {
        return tokenizer.batchEncode(texts, false, false);
    }

    /** The pieces with offsets in UTF-16 code units; Hugging Face counts code points. */
    public static Pieces pieces(String text, Encoding encoding) {
        int[] units = new int[text.codePointCount(0, text.length()) + 1];
        for (int i = 1; i < units.length; i++) {
            units[i] = text.offsetByCodePoints(units[i - 1], 1);
        }
        CharSpan[] spans = encoding.getCharTokenSpans();
        int[] starts = new int[spans.length];
        int[] ends = new int[spans.length];
        for (int i = 0; i < spans.length; i++) {
            starts[i] = units[spans[i].getStart()];
            ends[i] = units[spans[i].getEnd()];
        }
        return new Pieces(toInts(encoding.getIds()), starts, ends, toInts(encoding.getWordIds()));
    }

    @Override
    public void close() {
        tokenizer.close();
    }

    static int[] toInts(long[] longs) {
        int[] ints = new int[longs.length];
        for (int i = 0; i < ints.length; i++) {
            ints[i] = (int) longs[i];
        }
        return ints;
    }

    /** A {@code tokenizer.json} of these rules; text cannot make BERT's special tokens. */
    public static byte[] json(Vocabulary vocabulary, Casing casing, TokenizerRules rules)
            throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode root = mapper.createObjectNode().put("version", "1.0");
        ArrayNode added = root.putNull("truncation").putNull("padding").putArray("added_tokens");
        for (AddedToken token : rules.addedTokens()) {
            added.addObject()
                    .put("id", token.id())
                    .put("content", token.content())
                    .put("single_word", token.singleWord())
                    .put("lstrip", token.takesSpaceBefore())
                    .put("rstrip", token.takesSpaceAfter())
                    .put("normalized", token.normalized())
                    .put("special", false);
        }
        ObjectNode normalizer =
                root.putObject("normalizer")
                        .put("type", "BertNormalizer")
                        .put("clean_text", true)
                        .put("handle_chinese_chars", rules.ideographsApart())
                        .put("lowercase", rules.lowerCases(casing));
        // Lower-casing first leaves accents as they are where the release is cased.
        normalizer.put("strip_accents", rules.stripsAccents(casing));
        root.putObject("pre_tokenizer").put("type", "BertPreTokenizer");
        root.putNull("post_processor").putNull("decoder");
        ObjectNode model =
                root.putObject("model")
                        .put("type", "WordPiece")
                        .put("unk_token", "[UNK]")
                        .put("continuing_subword_prefix", "##")
                        .put("max_input_chars_per_word", rules.longestWord());
        ObjectNode vocab = model.putObject("vocab");
        for (int id = 0; id < vocabulary.size(); id++) {
            if (vocabulary.isWordPiece(id)) {
                vocab.put(vocabulary.piece(id), id);
            }
        }
        return mapper.writeValueAsBytes(root);
    }
}
