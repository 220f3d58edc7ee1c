package io.github.flinkbert.training.answers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.flinkbert.evaluation.EvaluationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.annotation.Experimental;

/**
 * A file in SQuAD's layout: 1.1, 2.0 and what shares it, such as SQuADShifts, MLQA and KorQuAD 1.0.
 *
 * <p>A question that the file calls impossible has no answer, whatever answers it lists, as {@code
 * run_squad.py} reads it; nor has one without answers of which the file does not say that it is
 * possible. Ids may be texts or numbers; a question without one is known by its place in the file.
 *
 * @param version what the file says of itself; empty where it says nothing
 * @param unanswerable whether the file knows questions without an answer, as SQuAD 2.0 does
 * @param questions in the order of the file
 * @param contexts those of all paragraphs, each once, in the order of the file
 */
@Experimental
public record SquadFile(
        String version, boolean unanswerable, List<Question> questions, List<String> contexts) {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    public SquadFile {
        questions = List.copyOf(questions);
        contexts = List.copyOf(contexts);
    }

    /**
     * @throws EvaluationException if the file is not in SQuAD's layout
     */
    public static SquadFile read(Path file) {
        JsonNode root;
        try (var in = Files.newInputStream(file)) {
            root = JSON.readTree(in);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw EvaluationException.at(
                    file, line, "expected JSON, found " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new EvaluationException("%s cannot be read: %s".formatted(file, e), e);
        }
        Reader reader = new Reader(file);
        for (JsonNode article : reader.list(root, "data", "$")) {
            for (JsonNode paragraph : reader.list(article, "paragraphs", "an article")) {
                String context = reader.text(paragraph, "context", "a paragraph");
                reader.contexts.add(context);
                for (JsonNode question : reader.list(paragraph, "qas", "a paragraph")) {
                    reader.question(question, context);
                }
            }
            reader.article++;
        }
        reader.requireGold();
        return new SquadFile(
                root.path("version").asText(""),
                reader.unanswerable,
                reader.questions,
                List.copyOf(reader.contexts));
    }

    private static final class Reader {
        private final Path file;
        private final List<Question> questions = new ArrayList<>();
        private final Set<String> contexts = new LinkedHashSet<>();
        private boolean unanswerable;
        private boolean gold;
        private int article;

        Reader(Path file) {
            this.file = file;
        }

        void question(JsonNode node, String context) {
            String id = id(node);
            Optional<Boolean> impossible = impossible(node, id);
            List<Question.Gold> answers =
                    impossible.orElse(false) ? List.of() : answers(node, context, id);
            if (answers.isEmpty() && !impossible.orElse(true)) {
                throw new EvaluationException(
                        ("%s: question %s has \"is_impossible\": false and no answer; expected an"
                                        + " answer, or \"is_impossible\": true")
                                .formatted(file, id));
            }
            gold |= !answers.isEmpty() || impossible.isPresent() || node.path("answers").isArray();
            unanswerable |= node.has("is_impossible") || answers.isEmpty();
            questions.add(new Question(id, text(node, "question", id), context, answers, article));
        }

        private String id(JsonNode node) {
            JsonNode id = node.path("id");
            if (id.isTextual() || id.isNumber()) {
                return id.asText();
            }
            String place = "number %d of the file".formatted(questions.size() + 1);
            if (id.isMissingNode() || id.isNull()) {
                return place;
            }
            throw new EvaluationException(
                    "%s: question %s must have a text or a number as its \"id\", found %s"
                            .formatted(file, place, id));
        }

        /** Empty where the file does not say. */
        private Optional<Boolean> impossible(JsonNode node, String id) {
            JsonNode impossible = node.path("is_impossible");
            if (impossible.isMissingNode() || impossible.isNull()) {
                return Optional.empty();
            }
            if (!impossible.isBoolean()) {
                throw new EvaluationException(
                        "%s: \"is_impossible\" of question %s must be true or false, found %s"
                                .formatted(file, id, impossible));
            }
            return Optional.of(impossible.booleanValue());
        }

        private List<Question.Gold> answers(JsonNode node, String context, String id) {
            JsonNode listed = node.path("answers");
            if (listed.isMissingNode() || listed.isNull()) {
                return List.of();
            }
            List<Question.Gold> answers = new ArrayList<>();
            for (JsonNode answer : list(node, "answers", "question " + id)) {
                String text = text(answer, "text", "an answer to question " + id);
                // Some files say so that there is none.
                if (!text.isEmpty()) {
                    answers.add(new Question.Gold(text, start(answer, context, text, id)));
                }
            }
            return answers;
        }

        /** A test set whose answers are kept back says nothing to learn from or to score by. */
        void requireGold() {
            if (!questions.isEmpty() && !gold) {
                throw new EvaluationException(
                        "%s: none of its %d questions has \"answers\" or \"is_impossible\""
                                .formatted(file, questions.size()));
            }
        }

        // SQuAD counts Unicode code points, as Python does.
        private int start(JsonNode answer, String context, String text, String id) {
            JsonNode start = answer.path("answer_start");
            if (!start.isInt() || start.intValue() < 0) {
                return -1;
            }
            int codePoints = start.intValue();
            if (codePoints > context.codePointCount(0, context.length())) {
                throw new EvaluationException(
                        "%s: an answer to question %s starts at character %d, beyond its context"
                                .formatted(file, id, codePoints));
            }
            int at = context.offsetByCodePoints(0, codePoints);
            // Some files' offsets are off by a little; the text is then all that can be trusted.
            return context.startsWith(text, at) ? at : -1;
        }

        JsonNode list(JsonNode node, String field, String owner) {
            JsonNode list = node.path(field);
            if (!list.isArray()) {
                throw missing(owner, "a list \"" + field + "\"");
            }
            return list;
        }

        String text(JsonNode node, String field, String owner) {
            JsonNode text = node.path(field);
            if (!text.isTextual()) {
                throw missing(owner, "a text \"" + field + "\"");
            }
            return text.textValue();
        }

        private EvaluationException missing(String owner, String what) {
            return new EvaluationException(
                    "%s is not in SQuAD's layout: %s must have %s, found none"
                            .formatted(file, owner, what));
        }
    }
}
