package io.github.flinkbert.cli.evaluate.entities;

import io.github.flinkbert.cli.evaluate.Mistake;
import io.github.flinkbert.task.entities.Entity;
import io.github.flinkbert.training.entities.AlignedSentence;
import io.github.flinkbert.training.entities.Chunk;
import io.github.flinkbert.training.entities.Chunks;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What is wrong among a sentence's entities: missed, of another type, with other boundaries, or
 * where there is none.
 *
 * @param found what the model found, of which some may hold no token
 */
record EntityMistakes(String text, AlignedSentence aligned, List<Entity> found) {

    private static final int MARGIN = 60;
    private static final String NONE = "–";

    /**
     * @param goldTags in IOB2
     * @param foundTags likewise
     */
    void tell(List<String> goldTags, List<String> foundTags, Consumer<Mistake> mistakes) {
        List<Chunk> gold = Chunks.LENIENT.of(goldTags);
        List<Chunk> told = Chunks.LENIENT.of(foundTags);
        for (Chunk right : gold) {
            if (!told.contains(right)) {
                mistakes.accept(
                        overlapping(right, told)
                                .map(other -> other(right, other))
                                .orElseGet(() -> missed(right)));
            }
        }
        for (Chunk wrong : told) {
            if (overlapping(wrong, gold).isEmpty()) {
                mistakes.accept(
                        mistake(
                                wrong.type() + " where there is none",
                                wrong.first(),
                                wrong.last(),
                                NONE,
                                shown(wrong),
                                score(wrong)));
            }
        }
    }

    private Mistake missed(Chunk right) {
        return mistake(
                right.type() + " missed", right.first(), right.last(), shown(right), NONE, 0);
    }

    private Mistake other(Chunk right, Chunk wrong) {
        return mistake(
                right.type().equals(wrong.type())
                        ? "boundaries of " + right.type()
                        : "%s taken for %s".formatted(right.type(), wrong.type()),
                Math.min(right.first(), wrong.first()),
                Math.max(right.last(), wrong.last()),
                shown(right),
                shown(wrong),
                score(wrong));
    }

    private Mistake mistake(
            String kind, int first, int last, String right, String wrong, double score) {
        return Mistake.of(
                kind,
                score,
                "text",
                Mistake.around(text, aligned.start(first), aligned.end(last), MARGIN),
                "right",
                right,
                "found",
                wrong,
                "score",
                score == 0 ? NONE : "%.2f".formatted(score));
    }

    private static Optional<Chunk> overlapping(Chunk chunk, List<Chunk> others) {
        return others.stream()
                .filter(each -> each.first() <= chunk.last() && chunk.first() <= each.last())
                .findFirst();
    }

    private String shown(Chunk chunk) {
        return "%s (%s)"
                .formatted(
                        text.substring(aligned.start(chunk.first()), aligned.end(chunk.last())),
                        chunk.type());
    }

    private double score(Chunk chunk) {
        return found.stream()
                .filter(
                        each ->
                                each.start() < aligned.end(chunk.last())
                                        && each.end() > aligned.start(chunk.first()))
                .mapToDouble(Entity::score)
                .max()
                .orElse(0);
    }
}
