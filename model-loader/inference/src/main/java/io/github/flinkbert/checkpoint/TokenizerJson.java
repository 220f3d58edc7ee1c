package io.github.flinkbert.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.text.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Hugging Face's {@code tokenizer.json}: the pieces, and what it says about making them. A part of
 * another kind than BERT's is refused; one that is left out counts as BERT's. Truncation and
 * padding are passed over: long texts are windowed here, and padding is never attended to. So is
 * the decoder.
 *
 * <p>Source: {@code BertNormalizer}, {@code BertPreTokenizer} and {@code WordPiece} of Hugging
 * Face's tokenizers.
 *
 * @param file where it was read from
 * @param json its content
 */
record TokenizerJson(Path file, JsonNode json) {

    private static final int MOST_PIECES = 10_000_000;

    private static final Set<String> NORMALIZER_FIELDS =
            Set.of("type", "clean_text", "handle_chinese_chars", "strip_accents", "lowercase");

    /** {@code tokenizer.json}, or a lone file whose name ends in it. */
    static Optional<TokenizerJson> in(Path folder) {
        return file(folder).map(file -> new TokenizerJson(file, Json.read(file)));
    }

    private static Optional<Path> file(Path folder) {
        Path usual = folder.resolve("tokenizer.json");
        if (Files.isRegularFile(usual)) {
            return Optional.of(usual);
        }
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> named =
                    files.filter(f -> f.getFileName().toString().endsWith("-tokenizer.json"))
                            .toList();
            return named.size() == 1 ? Optional.of(named.get(0)) : Optional.empty();
        } catch (IOException e) {
            throw new CheckpointException(
                    "%s cannot be read: %s".formatted(folder, e.getMessage()), e);
        }
    }

    /** The WordPieces; added tokens are none, but for BERT's own special ones. */
    Vocabulary vocabulary() {
        String[] pieces = pieces();
        BitSet added = new BitSet();
        json.path("added_tokens").forEach(token -> added.set(token.path("id").asInt()));
        for (int id = 0; id < pieces.length; id++) {
            if (pieces[id] == null && !added.get(id)) {
                throw new CheckpointException("%s has no piece of id %d".formatted(file, id));
            }
        }
        return vocabulary(pieces);
    }

    private Vocabulary vocabulary(String[] pieces) {
        try {
            return Vocabulary.of(Arrays.asList(pieces));
        } catch (IllegalArgumentException e) {
            throw new CheckpointException("%s: %s".formatted(file, e.getMessage()), e);
        }
    }

    /** Pieces by id, null for an id that none has. */
    private String[] pieces() {
        String[] pieces = new String[Math.min(MOST_PIECES, size())];
        for (Map.Entry<String, JsonNode> entry : model().path("vocab").properties()) {
            put(pieces, entry.getKey(), entry.getValue().asInt(-1));
        }
        for (JsonNode token : json.path("added_tokens")) {
            int id = token.path("id").asInt(-1);
            requireId(id, pieces.length);
            String content = token.path("content").asText();
            if (TokenizerConfig.SPECIAL.contains(content) && pieces[id] == null) {
                pieces[id] = content;
            }
        }
        return pieces;
    }

    private JsonNode model() {
        JsonNode model = json.path("model");
        if (!model.path("type").asText("WordPiece").equals("WordPiece")
                || !model.path("vocab").isObject()) {
            throw new CheckpointException(
                    "%s holds no WordPiece vocabulary, found model type %s"
                            .formatted(file, model.path("type")));
        }
        return model;
    }

    private int size() {
        int size = json.path("model").path("vocab").size();
        for (JsonNode added : json.path("added_tokens")) {
            size = Math.max(size, added.path("id").asInt() + 1);
        }
        return size;
    }

    private void put(String[] pieces, String piece, int id) {
        requireId(id, pieces.length);
        pieces[id] = piece;
    }

    private void requireId(int id, int pieces) {
        if (id < 0 || id >= pieces) {
            throw new CheckpointException(
                    "%s gives a piece the id %d, but has %d pieces".formatted(file, id, pieces));
        }
    }

    /**
     * Refuses a {@code vocab.txt} beside this file that gives other ids to the pieces.
     *
     * @param lines what is read from {@code vocabularyFile}
     */
    void requireSame(Vocabulary lines, Path vocabularyFile) {
        Vocabulary own = vocabulary(pieces());
        for (int id = 0; id < Math.max(own.size(), lines.size()); id++) {
            boolean isOwn = id < own.size() && own.isWordPiece(id);
            String mine = isOwn ? own.piece(id) : "nothing";
            String theirs = id < lines.size() ? lines.piece(id) : "nothing";
            // Of a piece on several lines only the last has an id; that of an added token is free.
            boolean isFree = !isOwn && (id < own.size() || lines.id(theirs) != id);
            if (!isFree && !mine.equals(theirs)) {
                throw new CheckpointException(
                        ("%s: the id %d is that of \"%s\", but %s has \"%s\" there; expected the"
                                        + " same")
                                .formatted(file, id, mine, vocabularyFile, theirs));
            }
        }
    }

    /**
     * @throws CheckpointException if it says what is not obeyed
     */
    TokenizerSettings settings() {
        JsonNode model = model();
        requireText(model, "model.", "unk_token", "[UNK]");
        requireText(model, "model.", "continuing_subword_prefix", "##");
        JsonNode normalizer = only("normalizer", "normalizers", "BertNormalizer");
        only("pre_tokenizer", "pretokenizers", "BertPreTokenizer");
        String at = "normalizer.";
        for (Map.Entry<String, JsonNode> entry : normalizer.properties()) {
            if (!NORMALIZER_FIELDS.contains(entry.getKey())) {
                throw Said.refusal(file, at + entry.getKey(), entry.getValue(), "no such field");
            }
        }
        Optional<Said<Boolean>> clean = Said.flag(normalizer, at, "clean_text", file);
        if (clean.isPresent() && !clean.get().value()) {
            throw Said.refusal(
                    file, clean.get().key(), false, "true: control characters are taken away");
        }
        Optional<Said<Boolean>> lower = Said.flag(normalizer, at, "lowercase", file);
        return new TokenizerSettings(
                lower,
                Said.flag(normalizer, at, "strip_accents", file).or(() -> lower),
                Said.flag(normalizer, at, "handle_chinese_chars", file),
                TokenizerConfig.longestWord(model, "model.", file));
    }

    /** A part of one kind, alone or as the only one of a sequence. */
    private JsonNode only(String field, String list, String type) {
        JsonNode part = json.path(field);
        if (part.isMissingNode()) {
            return part;
        }
        boolean sequence =
                part.path("type").asText().equals("Sequence") && part.path(list).size() == 1;
        JsonNode one = sequence ? part.path(list).path(0) : part;
        if (!one.isObject() || !one.path("type").asText(type).equals(type)) {
            throw Said.refusal(
                    file,
                    field,
                    one.isObject() ? "of type " + one.path("type") : one,
                    "one of type \"" + type + "\"");
        }
        return one;
    }

    private void requireText(JsonNode object, String at, String field, String expected) {
        if (object.hasNonNull(field) && !object.path(field).asText().equals(expected)) {
            throw Said.refusal(file, at + field, object.path(field), "\"" + expected + "\"");
        }
    }
}
