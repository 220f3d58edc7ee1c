package io.github.flinkbert.flink.task.entities;

import io.github.flinkbert.flink.binding.ResultFormat;
import io.github.flinkbert.flink.layout.Fields;
import io.github.flinkbert.task.entities.Entity;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A list of entities. */
final class EntitiesFormat implements ResultFormat<List<Entity>> {

    @Override
    public void write(List<Entity> entities, DataOutputView out) throws IOException {
        Fields.writeList(entities, EntitiesFormat::writeEntity, out);
    }

    @Override
    public Optional<List<Entity>> read(int layout, DataInputView in) throws IOException {
        return Optional.ofNullable(Fields.readNullableList(EntitiesFormat::readEntity, in))
                .map(List::copyOf);
    }

    private static void writeEntity(Entity entity, DataOutputView out) throws IOException {
        Fields.writeString(entity.label(), out);
        Fields.writeString(entity.text(), out);
        out.writeInt(entity.start());
        out.writeInt(entity.end());
        out.writeFloat(entity.score());
    }

    private static Entity readEntity(DataInputView in) throws IOException {
        return new Entity(
                Fields.readString(in),
                Fields.readString(in),
                in.readInt(),
                in.readInt(),
                in.readFloat());
    }
}
