package io.github.flinkbert.flink.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.flink.binding.InputField;
import io.github.flinkbert.flink.binding.OutputColumn;
import io.github.flinkbert.flink.binding.ResultFormat;
import io.github.flinkbert.flink.binding.TaskBinding;
import io.github.flinkbert.flink.task.masks.MasksBinding;
import io.github.flinkbert.schemas.EnrichedText;
import io.github.flinkbert.schemas.TextEvent;
import io.github.flinkbert.task.masks.Candidate;
import io.github.flinkbert.task.masks.Masks;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

/** What the job, streams and SQL rely on, of all tasks. */
class TasksTest {

    @Test
    void namesAreThereOnceAndSoAreColumnsOfTasksThatReadTheSame() {
        assertThat(Tasks.ALL).extracting(task -> task.key().name()).doesNotHaveDuplicates();
        assertThat(
                        Tasks.ALL.stream()
                                .flatMap(
                                        task ->
                                                task.columns().stream()
                                                        .map(
                                                                column ->
                                                                        column.name()
                                                                                + " of "
                                                                                + task.inputs())))
                .doesNotHaveDuplicates();
    }

    @Test
    void columnsThatTasksShareHaveTheSameType() {
        Map<String, String> types = new TreeMap<>();
        for (TaskBinding<?> task : Tasks.ALL) {
            for (OutputColumn<?> column : task.columns()) {
                String type =
                        "%d %s %s"
                                .formatted(
                                        column.arrays(),
                                        column.scalar(),
                                        column.fields().stream()
                                                .map(field -> field.name() + field.type())
                                                .toList());
                assertThat(types.putIfAbsent(column.name(), type)).isIn(null, type);
            }
        }
    }

    @Test
    void aTaskIsFoundByItsNameAndItsKey() {
        assertThat(Tasks.ALL)
                .allSatisfy(
                        task -> {
                            assertThat(Tasks.named(task.key().name()).orElseThrow()).isSameAs(task);
                            assertThat(Tasks.has(task.key())).isTrue();
                        });
    }

    @Test
    void inputsAreFieldsOfEventsAndOfEnrichedTexts() {
        assertThat(Tasks.INPUTS)
                .isNotEmpty()
                .extracting(InputField::name)
                .allSatisfy(
                        name -> {
                            assertThat(TextEvent.getClassSchema().getField(name)).isNotNull();
                            assertThat(EnrichedText.getClassSchema().getField(name)).isNotNull();
                        });
    }

    @Test
    void theJobAsksWhatItsRecordsHaveAFieldFor() {
        assertThat(Tasks.names(Tasks.OF_JOB.stream()))
                .isEqualTo(
                        "embedding, entities, answers, labels, pairs, chunks, language, redaction");
    }

    @Test
    void masksLieInStateToo() throws Exception {
        Masks masks =
                new Masks(
                        List.of(
                                List.of(new Candidate("a", 0.5f), new Candidate("한", 0.25f)),
                                List.of()));
        ResultFormat<Masks> format = new MasksBinding().format();
        DataOutputSerializer out = new DataOutputSerializer(16);
        format.write(masks, out);
        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());

        assertThat(format.read(format.layout(), in)).contains(masks);
        assertThat(in.available()).isZero();
    }

    @Test
    void aTaskSaysWhetherEnrichedTextsHaveAFieldForIt() {
        assertThat(Tasks.ALL)
                .allSatisfy(
                        task ->
                                assertThat(task.hasField())
                                        .as(task.key().name())
                                        .isEqualTo(task.field().isPresent()));
    }
}
