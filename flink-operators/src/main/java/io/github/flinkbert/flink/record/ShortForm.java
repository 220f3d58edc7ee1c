package io.github.flinkbert.flink.record;

import io.github.flinkbert.task.answers.Answer;
import io.github.flinkbert.task.answers.Answers;
import io.github.flinkbert.task.entities.Entity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/** What was found in one text as one line of bounded length, for people. Stateless. */
final class ShortForm {

    private static final int MOST_ENTITIES = 8;
    private static final int MOST_QUESTIONS = 4;
    private static final int MOST_CHARACTERS = 40;
    private static final int MOST_NUMBERS = 3;

    private ShortForm() {}

    /** Entities, each question's best answer, the embedding's width and first numbers. */
    static String of(EnrichmentResult result) {
        List<String> parts = new ArrayList<>();
        result.entities().ifPresent(found -> parts.add("entities: " + entities(found)));
        result.answers().ifPresent(found -> parts.add("answers: " + answers(found)));
        result.embedding().ifPresent(found -> parts.add("embedding: " + vector(found)));
        addUnknown(result, parts);
        return joined(parts);
    }

    /** Likewise, but how many only: it quotes nothing of the text. */
    static String counts(EnrichmentResult result) {
        List<String> parts = new ArrayList<>();
        result.entities().ifPresent(found -> parts.add(found.size() + " entities"));
        result.answers().ifPresent(found -> parts.add("answers to " + found.size()));
        result.embedding().ifPresent(found -> parts.add("embedding of " + found.length));
        addUnknown(result, parts);
        return joined(parts);
    }

    private static String joined(List<String> parts) {
        return parts.isEmpty() ? "nothing" : String.join("; ", parts);
    }

    private static void addUnknown(EnrichmentResult result, List<String> parts) {
        result.unknownPieces()
                .ifPresent(share -> parts.add("unknown pieces: " + Math.round(100 * share) + " %"));
    }

    private static String entities(List<Entity> entities) {
        StringJoiner some = new StringJoiner(", ");
        entities.stream()
                .limit(MOST_ENTITIES)
                .forEach(
                        each ->
                                some.add(
                                        "%s %s %s"
                                                .formatted(
                                                        cut(each.label()),
                                                        quoted(each.text()),
                                                        score(each.score()))));
        return entities.isEmpty() ? "none" : some + more(entities.size(), MOST_ENTITIES);
    }

    private static String answers(List<Answers> answers) {
        StringJoiner some = new StringJoiner(", ");
        answers.stream()
                .limit(MOST_QUESTIONS)
                .forEach(each -> some.add(quoted(each.question()) + " " + best(each)));
        return answers.isEmpty() ? "none" : some + more(answers.size(), MOST_QUESTIONS);
    }

    private static String best(Answers answers) {
        if (answers.answers().isEmpty() || answers.answers().get(0).text().isEmpty()) {
            return "no answer";
        }
        Answer best = answers.answers().get(0);
        return quoted(best.text()) + " " + score(best.score());
    }

    private static String vector(float[] vector) {
        StringJoiner some = new StringJoiner(", ", vector.length + " numbers, ", "");
        for (int i = 0; i < Math.min(MOST_NUMBERS, vector.length); i++) {
            some.add(String.format(Locale.ROOT, "%.3f", vector[i]));
        }
        return some + (vector.length > MOST_NUMBERS ? ", …" : "");
    }

    private static String more(int all, int shown) {
        return all > shown ? ", and %d more".formatted(all - shown) : "";
    }

    private static String score(float score) {
        return String.format(Locale.ROOT, "%.2f", score);
    }

    private static String quoted(String text) {
        return '"' + cut(text) + '"';
    }

    /** On one line, and never through the middle of a character. */
    private static String cut(String text) {
        String beginning = text.substring(0, Math.min(text.length(), 4 * MOST_CHARACTERS));
        String line = beginning.replaceAll("[\\p{Cntrl}\\s]+", " ");
        boolean whole = beginning.length() == text.length();
        int characters = line.codePointCount(0, line.length());
        if (whole && characters <= MOST_CHARACTERS) {
            return line;
        }
        return line.substring(
                        0, line.offsetByCodePoints(0, Math.min(characters, MOST_CHARACTERS) - 1))
                + "…";
    }
}
