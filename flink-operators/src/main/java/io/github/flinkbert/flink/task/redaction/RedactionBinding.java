package io.github.flinkbert.flink.task.redaction;

import io.github.flinkbert.flink.binding.ColumnField;
import io.github.flinkbert.flink.binding.OutputColumn;
import io.github.flinkbert.flink.binding.ResultFormat;
import io.github.flinkbert.flink.binding.ScalarType;
import io.github.flinkbert.flink.binding.Summary;
import io.github.flinkbert.flink.binding.TaskBinding;
import io.github.flinkbert.flink.binding.TaskKey;
import io.github.flinkbert.flink.binding.TaskSettings;
import io.github.flinkbert.flink.binding.Watched;
import io.github.flinkbert.schemas.EnrichedText;
import io.github.flinkbert.schemas.RedactedSpan;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.Results;
import io.github.flinkbert.task.redaction.Redact;
import io.github.flinkbert.task.redaction.Redaction;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.flink.annotation.Internal;

/** What the Flink side knows of {@link RedactionTask}. */
@Internal
public final class RedactionBinding implements TaskBinding<Redaction> {

    private static final List<ColumnField<io.github.flinkbert.task.redaction.RedactedSpan>> COLUMN =
            List.of(
                    new ColumnField<>(
                            "type",
                            ScalarType.STRING,
                            io.github.flinkbert.task.redaction.RedactedSpan::type),
                    new ColumnField<>(
                            "start",
                            ScalarType.INT,
                            io.github.flinkbert.task.redaction.RedactedSpan::start),
                    new ColumnField<>(
                            "end",
                            ScalarType.INT,
                            io.github.flinkbert.task.redaction.RedactedSpan::end),
                    new ColumnField<>(
                            "redacted_start",
                            ScalarType.INT,
                            io.github.flinkbert.task.redaction.RedactedSpan::redactedStart),
                    new ColumnField<>(
                            "redacted_end",
                            ScalarType.INT,
                            io.github.flinkbert.task.redaction.RedactedSpan::redactedEnd));

    @Override
    public TaskKey<Redaction> key() {
        return RedactionTask.KEY;
    }

    @Override
    public Optional<TaskSettings> settings() {
        return Optional.of(new RedactionSettings());
    }

    @Override
    public Class<? extends Ask<?>> reads() {
        return Redact.class;
    }

    @Override
    public Optional<Redaction> gather(Results results) {
        return TaskBinding.resultsOf(Redact.class, results).findFirst();
    }

    @Override
    public ResultFormat<Redaction> format() {
        return new RedactionFormat();
    }

    @Override
    public Summary<Redaction> summary() {
        return new RedactionSummary();
    }

    @Override
    public boolean hasField() {
        return true;
    }

    @Override
    public Optional<BiConsumer<EnrichedText.Builder, Redaction>> field() {
        return Optional.of(
                (text, redaction) -> {
                    text.setRedacted(redaction.text());
                    text.setRedactions(
                            redaction.spans().stream().map(RedactionBinding::written).toList());
                });
    }

    private static RedactedSpan written(io.github.flinkbert.task.redaction.RedactedSpan span) {
        return new RedactedSpan(
                span.type(), span.start(), span.end(), span.redactedStart(), span.redactedEnd());
    }

    @Override
    public List<OutputColumn<Redaction>> columns() {
        return List.of(
                OutputColumn.scalar("redacted", ScalarType.STRING, Redaction::text),
                OutputColumn.rows("redactions", COLUMN, Redaction::spans));
    }

    @Override
    public void watch(Redaction redaction, Watched watched) {
        redaction.spans().forEach(span -> watched.label(key().name(), span.type()));
    }
}
