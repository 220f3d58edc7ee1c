package io.github.flinkbert.flink.decode;

import io.github.flinkbert.flink.record.KafkaRecord;
import io.github.flinkbert.flink.record.TextQuery;
import io.github.flinkbert.schemas.TextEvent;

import org.apache.avro.specific.SpecificDatumReader;

import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/** The value is a {@link TextEvent} in plain Avro binary, to its last byte. */
final class AvroTextDecoder implements TextDecoder {

    private final SpecificDatumReader<TextEvent> reader =
            new SpecificDatumReader<>(TextEvent.class);

    @Override
    public TextQuery decode(KafkaRecord record) throws MalformedRecordException {
        byte[] value = record.value();
        BoundedAvroDecoder decoder = new BoundedAvroDecoder(value);
        TextEvent event;
        try {
            event = reader.read(null, decoder);
        } catch (IOException | RuntimeException e) {
            // Avro reports bad input in many classes, index and cast errors among them.
            throw new MalformedRecordException("the value is no Avro TextEvent: " + reason(e), e);
        }
        if (!decoder.isAtEnd()) {
            throw new MalformedRecordException(
                    "the value is no Avro TextEvent: there are bytes after its end");
        }
        return new TextQuery(
                record,
                event.getId(),
                event.getText(),
                Optional.ofNullable(event.getQuestion()),
                event.getEventTime() == null
                        ? OptionalLong.empty()
                        : OptionalLong.of(event.getEventTime().toEpochMilli()),
                event.getAttributes());
    }

    private static String reason(Exception e) {
        if (e instanceof EOFException) {
            return "it ends too early";
        }
        return e instanceof BoundedAvroDecoder.RefusedException
                ? e.getMessage()
                : "its bytes do not follow the schema";
    }
}
