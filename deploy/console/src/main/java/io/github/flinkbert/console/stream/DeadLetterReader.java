package io.github.flinkbert.console.stream;

import io.github.flinkbert.flink.decode.AvroValues;
import io.github.flinkbert.flink.decode.MalformedRecordException;
import io.github.flinkbert.schemas.DeadLetter;
import java.nio.ByteBuffer;

/** Reads dead letters, of JSON or Avro as they come. Used by one thread. */
final class DeadLetterReader {

    private final AvroValues<DeadLetter> avro = new AvroValues<>(DeadLetter.class);

    SeenDeadLetter read(byte[] value) throws MalformedRecordException {
        return JsonValue.isJson(value)
                ? JsonValue.read(value, SeenDeadLetter.class)
                : seen(avro.read(value));
    }

    private static SeenDeadLetter seen(DeadLetter deadLetter) {
        return new SeenDeadLetter(
                bytes(deadLetter.getValue()),
                deadLetter.getTopic(),
                deadLetter.getPartition(),
                deadLetter.getOffset(),
                deadLetter.getStage().name(),
                deadLetter.getReason(),
                deadLetter.getPart(),
                deadLetter.getParts());
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer == null ? 0 : buffer.remaining()];
        if (buffer != null) {
            buffer.duplicate().get(bytes);
        }
        return bytes;
    }
}
