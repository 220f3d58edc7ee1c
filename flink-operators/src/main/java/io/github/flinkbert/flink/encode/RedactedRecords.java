package io.github.flinkbert.flink.encode;

import io.github.flinkbert.flink.task.redaction.RedactedOutput;
import io.github.flinkbert.schemas.Answer;
import io.github.flinkbert.schemas.Chunk;
import io.github.flinkbert.schemas.EnrichedText;
import io.github.flinkbert.schemas.Entity;
import io.github.flinkbert.task.redaction.Redaction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts a redacted text in the text's place: in the text itself, and in what other tasks quote of
 * it. What their labels, vectors and scores say stays that of the text as it came in.
 */
final class RedactedRecords {

    private final boolean moved;
    private final Redaction redaction;

    private RedactedRecords(boolean moved, Redaction redaction) {
        this.moved = moved;
        this.redaction = redaction;
    }

    /** Does nothing where the text as it came in may stay. */
    static void apply(RedactedOutput output, Redaction redaction, EnrichedText.Builder text) {
        if (output.keepsText()) {
            return;
        }
        text.setText(redaction.text());
        text.setRedacted(null);
        boolean moved = output.offsets() == RedactedOutput.Offsets.MOVED;
        RedactedRecords records = new RedactedRecords(moved, redaction);
        each(text.getEntities()).forEach(records::move);
        each(text.getAnswers()).forEach(records::move);
        each(text.getChunks()).forEach(records::move);
    }

    private static <T> List<T> each(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    private void move(Entity entity) {
        int start = redaction.movedStart(entity.getStart());
        int end = redaction.movedEnd(entity.getEnd());
        entity.setText(redaction.text().substring(start, end));
        if (moved) {
            entity.setStart(start);
            entity.setEnd(end);
        }
    }

    private void move(Answer answer) {
        boolean none = answer.getStart() == answer.getEnd();
        int start = redaction.movedStart(answer.getStart());
        int end = none ? start : redaction.movedEnd(answer.getEnd());
        answer.setText(redaction.text().substring(start, end));
        if (moved) {
            answer.setStart(start);
            answer.setEnd(end);
        }
    }

    private void move(Chunk chunk) {
        int start = redaction.movedStart(chunk.getStart());
        int end = redaction.movedEnd(chunk.getEnd());
        chunk.setText(redaction.text().substring(start, end));
        if (moved) {
            chunk.setStart(start);
            chunk.setEnd(end);
        }
    }
}
