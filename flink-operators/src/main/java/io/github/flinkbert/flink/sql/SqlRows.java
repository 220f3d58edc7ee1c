package io.github.flinkbert.flink.sql;

import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.Results;
import io.github.flinkbert.task.answers.Answer;
import io.github.flinkbert.task.answers.AnswerQuestion;
import io.github.flinkbert.task.answers.Answers;
import io.github.flinkbert.task.embedding.Embed;
import io.github.flinkbert.task.entities.Entities;
import io.github.flinkbert.task.entities.TagEntities;
import io.github.flinkbert.task.masks.Candidate;
import io.github.flinkbert.task.masks.FillMasks;
import io.github.flinkbert.task.masks.Masks;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;

/** Turns what a model says of a text into a row of the output columns. Thread-safe. */
final class SqlRows {

    private final OutputColumns output;

    SqlRows(OutputColumns output) {
        this.output = output;
    }

    /** A null text's, of which nothing can be said. */
    RowData ofNothing() {
        return new GenericRowData(output.columns().size());
    }

    /** That of a text which the model rejected. */
    RowData ofError(String reason) {
        GenericRowData row = new GenericRowData(output.columns().size());
        for (int i = 0; i < row.getArity(); i++) {
            if (output.columns().get(i).kind() == ColumnKind.ERROR) {
                row.setField(i, StringData.fromString(reason));
            }
        }
        return row;
    }

    RowData of(Results results) {
        GenericRowData row = new GenericRowData(output.columns().size());
        for (int i = 0; i < row.getArity(); i++) {
            row.setField(i, value(output.columns().get(i), results));
        }
        return row;
    }

    /** Null for what was not asked of this text. */
    private static Object value(OutputColumns.Column column, Results results) {
        return switch (column.kind()) {
            case EMBEDDING ->
                    of(results, Embed.class)
                            .map(reply -> new GenericArrayData(reply.vector()))
                            .findFirst()
                            .orElse(null);
            case ENTITIES ->
                    of(results, TagEntities.class)
                            .map(reply -> entities(column, reply))
                            .findFirst()
                            .orElse(null);
            case ANSWERS -> {
                List<Answers> answers = of(results, AnswerQuestion.class).toList();
                yield answers.isEmpty() ? null : answers(column, answers);
            }
            case MASKS ->
                    of(results, FillMasks.class)
                            .map(reply -> masks(column, reply))
                            .findFirst()
                            .orElse(null);
            case ERROR -> null;
        };
    }

    private static <R, A extends Ask<R>> Stream<R> of(Results results, Class<A> kind) {
        return results.asks().stream().filter(kind::isInstance).map(kind::cast).map(results::get);
    }

    private static GenericArrayData entities(OutputColumns.Column column, Entities reply) {
        return array(
                reply.entities().stream()
                        .map(
                                entity ->
                                        row(
                                                column,
                                                field ->
                                                        switch (field) {
                                                            case LABEL -> text(entity.label());
                                                            case TEXT -> text(entity.text());
                                                            case START -> entity.start();
                                                            case END -> entity.end();
                                                            case SCORE -> entity.score();
                                                            case QUESTION, TOKEN -> null;
                                                        })));
    }

    private static GenericArrayData answers(OutputColumns.Column column, List<Answers> replies) {
        return array(
                replies.stream()
                        .flatMap(
                                reply ->
                                        reply.answers().stream()
                                                .map(
                                                        answer ->
                                                                answer(
                                                                        column,
                                                                        reply.question(),
                                                                        answer))));
    }

    private static GenericRowData answer(
            OutputColumns.Column column, String question, Answer answer) {
        return row(
                column,
                field ->
                        switch (field) {
                            case QUESTION -> text(question);
                            case TEXT -> text(answer.text());
                            case START -> answer.start();
                            case END -> answer.end();
                            case SCORE -> answer.score();
                            case LABEL, TOKEN -> null;
                        });
    }

    private static GenericArrayData masks(OutputColumns.Column column, Masks reply) {
        return array(
                reply.masks().stream()
                        .map(
                                candidates ->
                                        array(
                                                candidates.stream()
                                                        .map(word -> candidate(column, word)))));
    }

    private static GenericRowData candidate(OutputColumns.Column column, Candidate word) {
        return row(
                column,
                field ->
                        switch (field) {
                            case TOKEN -> text(word.token());
                            case SCORE -> word.score();
                            case QUESTION, LABEL, TEXT, START, END -> null;
                        });
    }

    /** What a field of a row holds. */
    private interface FieldValue {
        Object of(ColumnField field);
    }

    private static GenericRowData row(OutputColumns.Column column, FieldValue value) {
        return GenericRowData.of(column.fields().stream().map(value::of).toArray());
    }

    private static GenericArrayData array(Stream<?> elements) {
        return new GenericArrayData(elements.toArray());
    }

    private static StringData text(String text) {
        return StringData.fromString(text);
    }
}
