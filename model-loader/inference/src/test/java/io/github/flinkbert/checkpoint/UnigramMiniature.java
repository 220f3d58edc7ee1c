package io.github.flinkbert.checkpoint;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * A small unigram model, as {@code tokenizer.json} and as SentencePiece's file.
 *
 * @param layout whose special tokens it has
 * @param pieces the pieces that texts are cut into, and their scores
 */
public record UnigramMiniature(UnigramLayout layout, Map<String, Float> pieces) {

    public static final String MARK = "\u2581";

    private static final int NORMAL = 1;
    private static final int UNKNOWN = 2;
    private static final int CONTROL = 3;

    /** Letters and stretches of them, drawn at random, with the mark of a space or without. */
    public static UnigramMiniature of(UnigramLayout layout, int stretches, long seed) {
        Random random = new Random(seed);
        Map<String, Float> pieces = new LinkedHashMap<>();
        pieces.put(MARK, score(random));
        for (int c = '!'; c <= '~'; c++) {
            pieces.put(Character.toString(c), score(random));
        }
        for (int c = 0xA1; c < 0x3000; c += 1 + random.nextInt(3)) {
            pieces.put(Character.toString(c), score(random));
        }
        for (int c = 0xAC00; c < 0xD7A4; c += 1 + random.nextInt(7)) {
            pieces.put(Character.toString(c), score(random));
        }
        while (stretches > 0) {
            StringBuilder piece = new StringBuilder(random.nextBoolean() ? MARK : "");
            for (int left = 1 + random.nextInt(5); left > 0; left--) {
                piece.append((char) (random.nextInt(9) == 0 ? '.' : 'a' + random.nextInt(5)));
            }
            stretches -= pieces.putIfAbsent(piece.toString(), score(random)) == null ? 1 : 0;
        }
        for (String each : List.of("19,", "\"", MARK + MARK, "a" + MARK + "b")) {
            pieces.putIfAbsent(each, score(random));
        }
        return new UnigramMiniature(layout, pieces);
    }

    private static float score(Random random) {
        return -3 - 9 * random.nextFloat();
    }

    /** All ids' pieces, as transformers numbers them. */
    public List<String> all() {
        List<String> all = new ArrayList<>();
        if (layout == UnigramLayout.XLM_ROBERTA) {
            all.addAll(List.of("<s>", "<pad>", "</s>", "<unk>"));
            all.addAll(pieces.keySet());
            all.add("<mask>");
        } else {
            all.addAll(List.of("<pad>", "<unk>", "[CLS]", "[SEP]", "[MASK]"));
            all.addAll(pieces.keySet());
        }
        return all;
    }

    /**
     * A {@code tokenizer.json}.
     *
     * @param normalizer as JSON
     * @param preTokenizer as JSON
     * @param specialToo whether special tokens are added, and so found in texts
     */
    public String json(
            String normalizer, String preTokenizer, boolean byteFallback, boolean specialToo)
            throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode root = mapper.createObjectNode().put("version", "1.0");
        root.putNull("truncation").putNull("padding");
        ArrayNode added = root.putArray("added_tokens");
        List<String> all = all();
        for (int id = 0; id < all.size() && specialToo; id++) {
            if (layout.isSpecial(all.get(id))) {
                added.addObject()
                        .put("id", id)
                        .put("content", all.get(id))
                        .put("single_word", false)
                        .put("lstrip", all.get(id).toLowerCase(Locale.ROOT).contains("mask"))
                        .put("rstrip", false)
                        .put("normalized", false)
                        .put("special", true);
            }
        }
        root.set("normalizer", mapper.readTree(normalizer));
        root.set("pre_tokenizer", mapper.readTree(preTokenizer));
        root.set("post_processor", mapper.readTree(specialToo ? processor(all) : "null"));
        root.putNull("decoder");
        ObjectNode model = root.putObject("model").put("type", "Unigram");
        model.put("unk_id", all.indexOf("<unk>"));
        model.put("byte_fallback", byteFallback);
        ArrayNode vocab = model.putArray("vocab");
        for (String piece : all) {
            vocab.addArray().add(piece).add((double) pieces.getOrDefault(piece, 0f));
        }
        return mapper.writeValueAsString(root);
    }

    private String processor(List<String> all) {
        String cls = layout == UnigramLayout.ALBERT ? "[CLS]" : "<s>";
        String sep = layout == UnigramLayout.ALBERT ? "[SEP]" : "</s>";
        int second = layout == UnigramLayout.ALBERT ? 1 : 0;
        String single =
                """
                {"SpecialToken": {"id": "%s", "type_id": 0}},
                {"Sequence": {"id": "A", "type_id": 0}},
                {"SpecialToken": {"id": "%s", "type_id": 0}}
                """
                        .formatted(cls, sep);
        String between =
                second == 1 ? "" : "{\"SpecialToken\": {\"id\": \"</s>\", \"type_id\": 0}},";
        return """
        {"type": "TemplateProcessing", "single": [%s], "pair": [%s, %s
          {"Sequence": {"id": "B", "type_id": %d}},
          {"SpecialToken": {"id": "%s", "type_id": %d}}],
         "special_tokens": {"%s": {"id": "%s", "ids": [%d], "tokens": ["%s"]},
                            "%s": {"id": "%s", "ids": [%d], "tokens": ["%s"]}}}
        """
                .formatted(
                        single,
                        single,
                        between,
                        second,
                        sep,
                        second,
                        cls,
                        cls,
                        all.indexOf(cls),
                        cls,
                        sep,
                        sep,
                        all.indexOf(sep),
                        sep);
    }

    /** What a SentencePiece file says beside the pieces. */
    public record Settings(
            int kind, ByteString charsMap, boolean spaceBefore, boolean extraSpaceRemoved) {

        /** Of a unigram model of XLM-RoBERTa's or ALBERT's making. */
        public static Settings usual(byte[] charsMap) {
            return new Settings(1, ByteString.copyFrom(charsMap), true, true);
        }
    }

    /** Writes SentencePiece's file. */
    public Path write(Path file, Settings settings) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        if (layout == UnigramLayout.XLM_ROBERTA) {
            put(out, "<unk>", 0, UNKNOWN);
            put(out, "<s>", 0, CONTROL);
            put(out, "</s>", 0, CONTROL);
        } else {
            for (String each : List.of("<pad>", "<unk>", "[CLS]", "[SEP]", "[MASK]")) {
                put(out, each, 0, each.equals("<unk>") ? UNKNOWN : CONTROL);
            }
        }
        for (Map.Entry<String, Float> each : pieces.entrySet()) {
            put(out, each.getKey(), each.getValue(), NORMAL);
        }
        ByteArrayOutputStream trainer = new ByteArrayOutputStream();
        CodedOutputStream inTrainer = CodedOutputStream.newInstance(trainer);
        inTrainer.writeString(2, "model");
        inTrainer.writeInt32(3, settings.kind());
        inTrainer.flush();
        out.writeByteArray(2, trainer.toByteArray());
        ByteArrayOutputStream normalizer = new ByteArrayOutputStream();
        CodedOutputStream inNormalizer = CodedOutputStream.newInstance(normalizer);
        inNormalizer.writeString(1, "nmt_nfkc");
        inNormalizer.writeBytes(2, settings.charsMap());
        inNormalizer.writeBool(3, settings.spaceBefore());
        inNormalizer.writeBool(4, settings.extraSpaceRemoved());
        inNormalizer.writeBool(5, true);
        inNormalizer.flush();
        out.writeByteArray(3, normalizer.toByteArray());
        out.flush();
        Files.write(file, bytes.toByteArray());
        return file;
    }

    private static void put(CodedOutputStream out, String piece, float score, int type)
            throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream in = CodedOutputStream.newInstance(bytes);
        in.writeByteArray(1, piece.getBytes(StandardCharsets.UTF_8));
        in.writeFloat(2, score);
        if (type != NORMAL) {
            in.writeEnum(3, type);
        }
        in.flush();
        out.writeByteArray(1, bytes.toByteArray());
    }
}
