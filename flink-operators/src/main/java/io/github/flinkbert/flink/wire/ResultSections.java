package io.github.flinkbert.flink.wire;

import io.github.flinkbert.flink.binding.ResultFormat;
import io.github.flinkbert.flink.binding.TaskBinding;
import io.github.flinkbert.flink.layout.Fields;
import io.github.flinkbert.flink.record.EnrichmentResult;
import io.github.flinkbert.flink.task.Tasks;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The layout of {@link EnrichmentResult}: how many results there are, and for each the task's name,
 * the layout of its section, and the section, which the task writes, behind its length. A version
 * of the job that has more tasks reads what one with fewer wrote.
 */
final class ResultSections {

    private static final int SECTION_BYTES = 64;

    private ResultSections() {}

    static void write(EnrichmentResult result, DataOutputView out) throws IOException {
        List<TaskBinding<?>> found =
                Tasks.ALL.stream().filter(task -> result.get(task.key()).isPresent()).toList();
        out.writeByte(found.size());
        for (TaskBinding<?> task : found) {
            writeSection(task, result, out);
        }
    }

    private static <R> void writeSection(
            TaskBinding<R> task, EnrichmentResult result, DataOutputView out) throws IOException {
        DataOutputSerializer section = new DataOutputSerializer(SECTION_BYTES);
        task.format().write(result.get(task.key()).orElseThrow(), section);
        Fields.writeString(task.key().name(), out);
        out.writeByte(task.format().layout());
        out.writeInt(section.length());
        out.write(section.getSharedBuffer(), 0, section.length());
    }

    /**
     * @throws IOException with a sentence if a later version of the job wrote it
     */
    static EnrichmentResult read(DataInputView in) throws IOException {
        EnrichmentResult.Builder found = EnrichmentResult.builder();
        int results = in.readUnsignedByte();
        for (int i = 0; i < results; i++) {
            String name = Fields.readString(in);
            int layout = in.readUnsignedByte();
            byte[] section = Fields.readBytes(in);
            Optional<TaskBinding<?>> task = Tasks.named(name);
            if (task.isEmpty()) {
                throw new IOException(
                        "a result of the task %s found in the state, this version of the job has %s"
                                .formatted(name, Tasks.names(Tasks.ALL.stream())));
            }
            DataInputDeserializer sectionIn = new DataInputDeserializer(section);
            readResult(task.get(), layout, sectionIn, found);
            if (sectionIn.available() > 0) {
                throw new IOException(
                        "a result of the task %s has %d bytes more than its layout %d has"
                                .formatted(name, sectionIn.available(), layout));
            }
        }
        return found.build();
    }

    static <R> void readResult(
            TaskBinding<R> task, int layout, DataInputView in, EnrichmentResult.Builder found)
            throws IOException {
        ResultFormat<R> format = task.format();
        if (layout < 1 || layout > format.layout()) {
            throw new IOException(
                    "a result of the task %s of layout %d found in the state, this version of the"
                                    .formatted(task.key(), layout)
                            + " job reads up to %d".formatted(format.layout()));
        }
        format.read(layout, in).ifPresent(result -> found.put(task.key(), result));
    }
}
