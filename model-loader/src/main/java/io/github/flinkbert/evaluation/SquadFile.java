package io.github.flinkbert.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file in SQuAD's layout: 1.1, 2.0 and what shares it, such as SQuADShifts, MLQA and KorQuAD 1.0.
 *
 * @param version what the file says of itself; empty where it says nothing
 * @param unanswerable whether the file marks questions as impossible, as SQuAD 2.0 does
 * @param questions in the order of the file
 */
public record SquadFile(String version, boolean unanswerable, List<Question> questions) {

    private static final ObjectMapper JSON = new ObjectMapper();

    public SquadFile {
        questions = List.copyOf(questions);
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
                for (JsonNode question : reader.list(paragraph, "qas", "a paragraph")) {
                    reader.question(question, context);
                }
            }
        }
        return new SquadFile(
                root.path("version").asText(""), reader.unanswerable, reader.questions);
    }

    private static final class Reader {
        private final Path file;
        private final List<Question> questions = new ArrayList<>();
        private boolean unanswerable;

        Reader(Path file) {
            this.file = file;
        }

        void question(JsonNode node, String context) {
            String id = text(node, "id", "a question");
            List<Question.Gold> answers = new ArrayList<>();
            for (JsonNode answer : list(node, "answers", "question " + id)) {
                String text = text(answer, "text", "an answer to question " + id);
                answers.add(new Question.Gold(text, start(answer, context, text, id)));
            }
            unanswerable |= node.has("is_impossible") || answers.isEmpty();
            questions.add(new Question(id, text(node, "question", id), context, answers));
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
