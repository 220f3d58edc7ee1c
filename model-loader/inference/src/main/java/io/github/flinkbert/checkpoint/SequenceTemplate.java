package io.github.flinkbert.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.text.Vocabulary;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether {@code post_processor} of a {@code tokenizer.json} puts sequences together as BERT does:
 * {@code [CLS] A [SEP]}, and for a pair {@code [CLS] A [SEP] B [SEP]}, of which the last two are
 * the second segment.
 */
final class SequenceTemplate {

    private static final String FIELD = "post_processor";
    private static final String SINGLE = "[CLS]:0 A:0 [SEP]:0";
    private static final String PAIR = SINGLE + " B:1 [SEP]:1";

    private SequenceTemplate() {}

    /**
     * @throws CheckpointException if it does not; one that is left out counts as BERT's
     */
    static void requireBerts(TokenizerJson tokenizer, Vocabulary vocabulary) {
        JsonNode part = tokenizer.json().path(FIELD);
        if (part.isMissingNode()) {
            return;
        }
        String type = part.path("type").asText();
        switch (type) {
            case "BertProcessing" -> {
                requireToken(tokenizer, vocabulary, "cls", part.path("cls"));
                requireToken(tokenizer, vocabulary, "sep", part.path("sep"));
            }
            case "TemplateProcessing" -> {
                requireTemplate(tokenizer, "single", part.path("single"), SINGLE);
                requireTemplate(tokenizer, "pair", part.path("pair"), PAIR);
                for (JsonNode token : part.path("special_tokens")) {
                    requireIds(tokenizer, vocabulary, token);
                }
            }
            default ->
                    throw Said.refusal(
                            tokenizer.file(),
                            FIELD,
                            part.isObject() ? "of type " + part.path("type") : part,
                            "one of type \"TemplateProcessing\" or \"BertProcessing\"");
        }
    }

    private static void requireToken(
            TokenizerJson tokenizer, Vocabulary vocabulary, String field, JsonNode pair) {
        String expected = field.equals("cls") ? "[CLS]" : "[SEP]";
        if (!pair.path(0).asText().equals(expected)
                || pair.path(1).asInt(-1) != vocabulary.id(expected)) {
            throw Said.refusal(
                    tokenizer.file(),
                    FIELD + "." + field,
                    pair,
                    "[\"%s\",%d]".formatted(expected, vocabulary.id(expected)));
        }
    }

    private static void requireIds(TokenizerJson tokenizer, Vocabulary vocabulary, JsonNode token) {
        String name = token.path("id").asText();
        JsonNode ids = token.path("ids");
        if (ids.size() != 1 || ids.path(0).asInt(-1) != vocabulary.id(name)) {
            throw Said.refusal(
                    tokenizer.file(),
                    FIELD + ".special_tokens." + name + ".ids",
                    ids,
                    "[%d]".formatted(vocabulary.id(name)));
        }
    }

    private static void requireTemplate(
            TokenizerJson tokenizer, String field, JsonNode template, String expected) {
        List<String> parts = new ArrayList<>();
        for (JsonNode each : template) {
            JsonNode part =
                    each.has("Sequence") ? each.path("Sequence") : each.path("SpecialToken");
            parts.add(part.path("id").asText() + ":" + part.path("type_id").asInt());
        }
        String found = String.join(" ", parts);
        if (!found.equals(expected)) {
            throw Said.refusal(
                    tokenizer.file(),
                    FIELD + "." + field,
                    found.isEmpty() ? "empty" : found,
                    expected);
        }
    }
}
