package io.github.flinkbert.flink.encode;

import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/** Writes records of one class in plain Avro binary. Used by one thread. */
final class AvroBinary<T extends SpecificRecord> {

    private final SpecificDatumWriter<T> writer;
    private final AvroBuffer buffer = new AvroBuffer();

    AvroBinary(Class<T> type) {
        this.writer = new SpecificDatumWriter<>(type);
    }

    byte[] write(T record) {
        return buffer.write(out -> writer.write(record, out));
    }
}
