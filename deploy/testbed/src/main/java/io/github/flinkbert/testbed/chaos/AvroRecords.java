package io.github.flinkbert.testbed.chaos;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/**
 * Avro records that are written in place, in the format of a schema registry: byte 0, the schema's
 * id, Avro binary. Each version of the schema has one nullable field more than the one before. The
 * bytes behind the id must come out as they are, before those of the field.
 */
final class AvroRecords implements SentRecords {

    private static final int HEADER = 1 + Integer.BYTES;

    /** Of a union of null and something else, the latter. */
    private static final int PRESENT = 2;

    private static final String ADDED = "added_";

    private final Texts texts;
    private final ChaosRegistry registry = new ChaosRegistry();
    private volatile Version version;

    /**
     * @param fields that the schema has beyond the first version's
     */
    private record Version(int fields, int id) {}

    AvroRecords(Texts texts) {
        this.texts = texts;
        version = registered(0);
    }

    private Version registered(int fields) {
        String added =
                IntStream.range(0, fields)
                        .mapToObj(
                                i ->
                                        ",{\"name\":\"%s%d\",\"type\":[\"null\",\"long\"],\"default\":null}"
                                                .formatted(ADDED, i))
                        .collect(Collectors.joining());
        return new Version(
                fields,
                registry.add(
                        "{\"type\":\"record\",\"name\":\"Ticket\",\"namespace\":\"chaos\",\"fields\":[{\"name\":\"number\",\"type\":\"long\"},{\"name\":\"body\",\"type\":\"string\"}%s]}"
                                .formatted(added)));
    }

    @Override
    public void nextVersion() {
        version = registered(version.fields() + 1);
    }

    @Override
    public byte[] value(int n) {
        Version now = version;
        byte[] datum = datum(n, now.fields());
        int length = Texts.isBroken(n) ? datum.length - 1 : datum.length;
        return ByteBuffer.allocate(HEADER + length)
                .put((byte) 0)
                .putInt(now.id())
                .put(datum, 0, length)
                .array();
    }

    private byte[] datum(int n, int fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder out = EncoderFactory.get().directBinaryEncoder(bytes, null);
        try {
            out.writeLong(n);
            out.writeString(texts.text(n));
            for (int i = 0; i < fields; i++) {
                out.writeIndex(1);
                out.writeLong(n);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail to be written", e);
        }
        return bytes.toByteArray();
    }

    @Override
    public boolean isWhole(int n, byte[] out) {
        if (out.length < HEADER || out[0] != 0) {
            return false;
        }
        String schema = registry.schema(ByteBuffer.wrap(out).getInt(1)).orElse("");
        byte[] datum = datum(n, schema.split(ADDED, -1).length - 1);
        int end = HEADER + datum.length;
        return schema.contains("\"bert\"")
                && out.length > end
                && Arrays.equals(out, HEADER, end, datum, 0, datum.length)
                && out[end] == PRESENT;
    }

    @Override
    public Map<String, String> jobOptions() {
        return Map.of(
                "output-mode", "in-place",
                "input-format", "avro-confluent",
                "schema-registry-url", registry.url(),
                "text-paths", "body");
    }

    @Override
    public Optional<ChaosRegistry> registry() {
        return Optional.of(registry);
    }

    @Override
    public void close() {
        registry.close();
    }
}
