package io.github.flinkbert.flink.inplace.avro;

import java.nio.ByteBuffer;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/** Data of any schema; those that hold themselves end after a while. */
final class RandomData {

    private static final int DEEPEST = 10;

    private final Random random;

    RandomData(Random random) {
        this.random = random;
    }

    Object of(Schema schema) {
        return of(schema, 0);
    }

    private Object of(Schema schema, int depth) {
        return switch (schema.getType()) {
            case NULL -> null;
            case BOOLEAN -> random.nextBoolean();
            case INT -> random.nextInt();
            case LONG -> random.nextLong() >> random.nextInt(64);
            case FLOAT -> Float.intBitsToFloat(random.nextInt());
            case DOUBLE -> Double.longBitsToDouble(random.nextLong());
            case BYTES -> ByteBuffer.wrap(bytes(random.nextInt(20)));
            case STRING -> text();
            case FIXED -> new GenericData.Fixed(schema, bytes(schema.getFixedSize()));
            case ENUM ->
                    new GenericData.EnumSymbol(
                            schema,
                            schema.getEnumSymbols()
                                    .get(random.nextInt(schema.getEnumSymbols().size())));
            case UNION -> {
                int branch = depth > DEEPEST ? 0 : random.nextInt(schema.getTypes().size());
                yield of(schema.getTypes().get(branch), depth + 1);
            }
            case ARRAY -> {
                List<Object> elements = new ArrayList<>();
                for (int i = count(depth); i > 0; i--) {
                    elements.add(of(schema.getElementType(), depth + 1));
                }
                yield elements;
            }
            case MAP -> {
                List<Map.Entry<String, Object>> entries = new ArrayList<>();
                for (int i = count(depth); i > 0; i--) {
                    String key =
                            !entries.isEmpty() && random.nextInt(4) == 0
                                    ? entries.get(0).getKey()
                                    : text();
                    Object value = of(schema.getValueType(), depth + 1);
                    entries.add(new AbstractMap.SimpleEntry<>(key, value));
                }
                yield new Entries(entries);
            }
            case RECORD -> {
                GenericData.Record record = new GenericData.Record(schema);
                for (Schema.Field field : schema.getFields()) {
                    record.put(field.pos(), of(field.schema(), depth + 1));
                }
                yield record;
            }
        };
    }

    /** A map as it may lie in bytes: a key may come twice. */
    static final class Entries extends AbstractMap<String, Object> {
        private final List<Map.Entry<String, Object>> entries;

        Entries(List<Map.Entry<String, Object>> entries) {
            this.entries = entries;
        }

        @Override
        public Set<Map.Entry<String, Object>> entrySet() {
            return new AbstractSet<>() {
                @Override
                public Iterator<Map.Entry<String, Object>> iterator() {
                    return entries.iterator();
                }

                @Override
                public int size() {
                    return entries.size();
                }
            };
        }
    }

    private int count(int depth) {
        return depth > DEEPEST ? 0 : random.nextInt(depth > DEEPEST / 2 ? 2 : 4);
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private String text() {
        return "é🙂 x".repeat(random.nextInt(4)) + random.nextInt(1000);
    }
}
