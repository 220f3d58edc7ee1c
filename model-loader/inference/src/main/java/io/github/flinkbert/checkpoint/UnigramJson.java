package io.github.flinkbert.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.failure.CheckpointException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A {@code tokenizer.json} whose model is a unigram one. What would make other pieces is obeyed.
 */
final class UnigramJson {

    private static final int MOST_PIECES = 10_000_000;
    private static final Set<String> MODEL_FIELDS =
            Set.of("type", "unk_id", "vocab", "byte_fallback");

    private final Path file;
    private final JsonNode json;
    private final UnigramLayout layout;
    private boolean markTakesSpace = true;

    UnigramJson(TokenizerJson tokenizer, UnigramLayout layout) {
        this.file = tokenizer.file();
        this.json = Json.readDecimals(file);
        this.layout = layout;
    }

    /** By the token that begins its sequences; empty where it has no unigram model. */
    static Optional<UnigramLayout> layout(JsonNode json) {
        JsonNode model = json.path("model");
        boolean unigram =
                model.path("type").asText().equals("Unigram")
                        || (!model.has("type") && model.path("vocab").isArray());
        if (!unigram) {
            return Optional.empty();
        }
        for (JsonNode each : json.path("added_tokens")) {
            if (each.path("content").asText().equals("[CLS]")) {
                return Optional.of(UnigramLayout.ALBERT);
            }
        }
        return Optional.of(UnigramLayout.XLM_ROBERTA);
    }

    /**
     * @throws CheckpointException if it says what is not obeyed
     */
    UnigramPieces read() {
        JsonNode model = json.path("model");
        if (!model.path("type").asText("Unigram").equals("Unigram")
                || !model.path("vocab").isArray()) {
            throw new CheckpointException(
                    "%s holds no unigram model, found model type %s"
                            .formatted(file, model.path("type")));
        }
        for (Map.Entry<String, JsonNode> each : model.properties()) {
            if (!MODEL_FIELDS.contains(each.getKey()) && !each.getValue().isNull()) {
                throw Said.refusal(
                        file, "model." + each.getKey(), each.getValue(), "no such field");
            }
        }
        JsonNode vocab = model.path("vocab");
        List<String> pieces = new ArrayList<>();
        List<Double> scores = new ArrayList<>();
        for (JsonNode each : vocab) {
            if (each.size() != 2 || !each.path(0).isTextual() || !each.path(1).isNumber()) {
                throw Said.refusal(
                        file,
                        "model.vocab[%d]".formatted(pieces.size()),
                        each,
                        "a piece and its score");
            }
            scores.add(DecimalNumber.read(each.path(1).decimalValue()));
            pieces.add(each.path(0).asText());
        }
        requireUnknown(model, pieces);
        List<String> all = withAdded(pieces);
        requireProcessor();
        return new UnigramPieces(
                layout,
                all,
                scores,
                Said.flag(model, "model.", "byte_fallback", file).map(Said::value).orElse(false),
                new UnigramSteps(file).normalization(json.path("normalizer"), "normalizer"),
                new UnigramSteps(file).words(json.path("pre_tokenizer"), "pre_tokenizer"),
                markTakesSpace);
    }

    private void requireUnknown(JsonNode model, List<String> pieces) {
        String expected = layout.special().unknown().orElseThrow();
        int id = model.path("unk_id").asInt(-1);
        if (id < 0 || id >= pieces.size() || !pieces.get(id).equals(expected)) {
            throw Said.refusal(
                    file,
                    "model.unk_id",
                    model.path("unk_id"),
                    "the id of %s, %d".formatted(expected, pieces.indexOf(expected)));
        }
    }

    private List<String> withAdded(List<String> pieces) {
        String[] all = pieces.toArray(String[]::new);
        for (JsonNode each : json.path("added_tokens")) {
            String content = each.path("content").asText();
            int id = each.path("id").asInt(-1);
            if (!layout.isSpecial(content)) {
                throw Said.refusal(
                        file,
                        "added_tokens",
                        each.path("content"),
                        "no token but %s".formatted(layout.tokens().values()));
            }
            if (id < 0 || id >= MOST_PIECES) {
                throw Said.refusal(file, "added_tokens", each, "a token with an id");
            }
            if (id >= all.length) {
                all = Arrays.copyOf(all, id + 1);
            }
            if (all[id] != null && !all[id].equals(content)) {
                throw new CheckpointException(
                        "%s: %s has the id %d, which is that of the piece \"%s\""
                                .formatted(file, content, id, all[id]));
            }
            all[id] = content;
            readMask(each, content);
        }
        return Arrays.asList(all);
    }

    private void readMask(JsonNode token, String content) {
        if (!layout.special().mask().orElseThrow().equals(content)) {
            return;
        }
        markTakesSpace = token.path("lstrip").asBoolean(false);
        if (token.path("rstrip").asBoolean(false)) {
            throw Said.refusal(file, "added_tokens.%s.rstrip".formatted(content), true, "false");
        }
    }

    private void requireProcessor() {
        JsonNode after = json.path("post_processor");
        if (after.isMissingNode() || after.isNull()) {
            return;
        }
        String pairOf = layout == UnigramLayout.ALBERT ? "BertProcessing" : "RobertaProcessing";
        String type = after.path("type").asText();
        if (type.equals(pairOf)) {
            requireText(after, "cls", layout.special().before().get(0));
            requireText(after, "sep", layout.special().after().get(0));
        } else if (type.equals("TemplateProcessing")) {
            requireTemplate(after, "single", layout.single());
            requireTemplate(after, "pair", layout.pair());
            requireIds(after.path("special_tokens"));
        } else {
            throw Said.refusal(
                    file,
                    "post_processor",
                    "of type " + after.path("type"),
                    "one of type \"TemplateProcessing\" or \"%s\"".formatted(pairOf));
        }
    }

    private void requireText(JsonNode after, String field, String expected) {
        if (!after.path(field).path(0).asText().equals(expected)) {
            throw Said.refusal(
                    file, "post_processor." + field, after.path(field), "\"" + expected + "\"");
        }
    }

    private void requireTemplate(JsonNode after, String field, String expected) {
        List<String> parts = new ArrayList<>();
        for (JsonNode each : after.path(field)) {
            JsonNode part =
                    each.has("Sequence") ? each.path("Sequence") : each.path("SpecialToken");
            parts.add(part.path("id").asText() + ":" + part.path("type_id").asInt());
        }
        String found = String.join(" ", parts);
        if (!found.equals(expected)) {
            throw Said.refusal(
                    file, "post_processor." + field, found.isEmpty() ? "empty" : found, expected);
        }
    }

    private void requireIds(JsonNode tokens) {
        for (JsonNode each : tokens) {
            int id = -1;
            for (JsonNode added : json.path("added_tokens")) {
                if (added.path("content").asText().equals(each.path("id").asText())) {
                    id = added.path("id").asInt(-1);
                }
            }
            boolean same = each.path("ids").size() == 1 && each.path("ids").path(0).asInt() == id;
            if (id >= 0 && !same) {
                throw Said.refusal(
                        file,
                        "post_processor.special_tokens." + each.path("id").asText(),
                        each.path("ids"),
                        "[%d]".formatted(id));
            }
        }
    }
}
