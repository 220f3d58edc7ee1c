package io.github.flinkbert.flink.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class FieldsTest {

    @Test
    void nullIsReadOnlyWhereItMayBe() throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(16);
        Fields.writeString(null, out);
        byte[] written = out.getCopyOfBuffer();

        assertThat(Fields.readNullableString(new DataInputDeserializer(written))).isNull();
        assertThatThrownBy(() -> Fields.readString(new DataInputDeserializer(written)))
                .isInstanceOf(IOException.class)
                .hasMessage("the state must have a text here, found null");
    }
}
