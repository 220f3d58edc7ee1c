package io.github.flinkbert.flink.inplace.avro;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;

/** Defaults of fields of any type, as Avro takes them: of a union, of its first branch. */
final class RandomDefaults {

    private static final int DEEPEST = 4;

    private final Random random;
    private final List<Schema> open;

    /**
     * @param open records that have no fields yet, and no default
     */
    RandomDefaults(Random random, List<Schema> open) {
        this.random = random;
        this.open = open;
    }

    Object of(Schema type) {
        return of(type, 0);
    }

    private Object of(Schema type, int depth) {
        return switch (type.getType()) {
            case NULL -> JsonProperties.NULL_VALUE;
            case BOOLEAN -> random.nextBoolean();
            case INT -> random.nextInt();
            case LONG -> random.nextLong();
            case FLOAT -> random.nextFloat();
            case DOUBLE -> random.nextDouble();
            case BYTES -> new byte[] {1, (byte) 200};
            case STRING -> "é \"x\" ]}";
            case FIXED -> new byte[type.getFixedSize()];
            case ENUM -> type.getEnumSymbols().get(random.nextInt(3));
            case UNION -> of(type.getTypes().get(0), depth + 1);
            case ARRAY ->
                    ends(type.getElementType(), depth)
                            ? List.of()
                            : List.of(of(type.getElementType(), depth + 1));
            case MAP ->
                    ends(type.getValueType(), depth)
                            ? Map.of()
                            : Map.of("k", of(type.getValueType(), depth + 1));
            case RECORD -> {
                Map<String, Object> members = new LinkedHashMap<>();
                type.getFields()
                        .forEach(each -> members.put(each.name(), of(each.schema(), depth + 1)));
                yield members;
            }
        };
    }

    @SuppressWarnings("ReferenceEquality") // a record that is open has no fields to compare
    private boolean ends(Schema elements, int depth) {
        return depth > DEEPEST || open.stream().anyMatch(each -> each == elements);
    }
}
