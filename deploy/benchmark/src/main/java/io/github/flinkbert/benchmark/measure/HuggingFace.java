package io.github.flinkbert.benchmark.measure;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.flinkbert.text.Casing;
import io.github.flinkbert.text.Vocabulary;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Hugging Face's WordPiece tokenizer, in Rust, over a vocabulary of ours. */
final class HuggingFace implements AutoCloseable {

    private static final int BATCH = 64;

    private final HuggingFaceTokenizer tokenizer;

    HuggingFace(Vocabulary vocabulary, Casing casing) throws IOException {
        // The native library is in the jar; without this, DJL asks the network first.
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        tokenizer =
                HuggingFaceTokenizer.newInstance(
                        new ByteArrayInputStream(json(vocabulary, casing)),
                        Map.of(
                                "addSpecialTokens", "false",
                                "truncation", "false",
                                "padding", "false"));
    }

    /** Pieces of all texts, asked for one by one. */
    long pieces(List<String> texts) {
        long pieces = 0;
        for (String text : texts) {
            pieces += tokenizer.encode(text, false, false).getIds().length;
        }
        return pieces;
    }

    /** Pieces of all texts, asked for in batches. */
    long piecesInBatches(List<String> texts) {
        long pieces = 0;
        for (int from = 0; from < texts.size(); from += BATCH) {
            int to = Math.min(texts.size(), from + BATCH);
            for (Encoding encoding : tokenizer.batchEncode(texts.subList(from, to), false, false)) {
                pieces += encoding.getIds().length;
            }
        }
        return pieces;
    }

    /** A {@code tokenizer.json} as Hugging Face writes it for BERT, without added tokens. */
    private static byte[] json(Vocabulary vocabulary, Casing casing) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode root = mapper.createObjectNode().put("version", "1.0");
        root.putNull("truncation").putNull("padding").putArray("added_tokens");
        root.putObject("normalizer")
                .put("type", "BertNormalizer")
                .put("clean_text", true)
                .put("handle_chinese_chars", true)
                .putNull("strip_accents")
                .put("lowercase", casing == Casing.UNCASED);
        root.putObject("pre_tokenizer").put("type", "BertPreTokenizer");
        root.putNull("post_processor").putNull("decoder");
        ObjectNode model =
                root.putObject("model")
                        .put("type", "WordPiece")
                        .put("unk_token", "[UNK]")
                        .put("continuing_subword_prefix", "##")
                        .put("max_input_chars_per_word", 100);
        ObjectNode pieces = model.putObject("vocab");
        for (int id = 0; id < vocabulary.size(); id++) {
            pieces.put(vocabulary.piece(id), id);
        }
        return mapper.writeValueAsBytes(root);
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
