package io.github.flinkbert.flink.inplace.avro;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/**
 * Schemas of records as nobody would write them: records that hold themselves in unions, arrays and
 * maps, unions of records, with null anywhere or without, also in the record's own place, enums
 * with defaults, records as defaults, decimals, fixed, logical types.
 */
final class RandomSchemas {

    private static final int DEEPEST = 4;

    private final Random random;
    private final List<Schema> open = new ArrayList<>();
    private int names;

    RandomSchemas(Random random) {
        this.random = random;
    }

    /** A record, or a union of records that may hold each other. */
    Schema top() {
        open.clear();
        if (random.nextInt(3) > 0) {
            return record(0);
        }
        List<Schema> branches = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            branches.add(record(0));
        }
        if (random.nextBoolean()) {
            branches.add(random.nextInt(branches.size() + 1), Schema.create(Schema.Type.NULL));
        }
        return Schema.createUnion(branches);
    }

    private String name(String kind) {
        return kind + names++;
    }

    private Schema record(int depth) {
        Schema record =
                Schema.createRecord(
                        name("Record"),
                        random.nextBoolean() ? "a \"doc\" with é" : null,
                        random.nextBoolean() ? "some.space" : null,
                        false);
        open.add(record);
        List<Schema.Field> fields = new ArrayList<>();
        int count = random.nextInt(depth == 0 ? 8 : 4);
        for (int i = 0; i < count; i++) {
            fields.add(field("f" + i, depth + 1));
        }
        record.setFields(fields);
        record.addProp("owner", "somebody");
        if (depth > 0) {
            open.remove(open.size() - 1);
        }
        return record;
    }

    private Schema.Field field(String name, int depth) {
        Schema type = type(depth);
        Object standard = random.nextBoolean() ? new RandomDefaults(random, open).of(type) : null;
        Schema.Field field = new Schema.Field(name, type, "doc", standard);
        field.addAlias("was_" + name);
        return field;
    }

    private Schema type(int depth) {
        int most = depth < DEEPEST ? 20 : 15;
        return switch (random.nextInt(most)) {
            case 0 -> Schema.create(Schema.Type.NULL);
            case 1 -> Schema.create(Schema.Type.BOOLEAN);
            case 2 -> Schema.create(Schema.Type.INT);
            case 3 -> Schema.create(Schema.Type.LONG);
            case 4 -> Schema.create(Schema.Type.FLOAT);
            case 5 -> Schema.create(Schema.Type.DOUBLE);
            case 6 -> Schema.create(Schema.Type.BYTES);
            case 7 -> Schema.create(Schema.Type.STRING);
            case 8 -> fixed(random.nextInt(20));
            case 9 -> symbols();
            case 10 -> LogicalTypes.decimal(30, 4).addToSchema(Schema.create(Schema.Type.BYTES));
            case 11 -> LogicalTypes.decimal(18, 2).addToSchema(fixed(8));
            case 12 -> LogicalTypes.timestampMicros().addToSchema(Schema.create(Schema.Type.LONG));
            case 13 -> LogicalTypes.date().addToSchema(Schema.create(Schema.Type.INT));
            case 14 -> LogicalTypes.uuid().addToSchema(Schema.create(Schema.Type.STRING));
            case 15 -> Schema.createArray(type(depth + 1));
            case 16 -> Schema.createMap(Schema.createArray(type(depth + 1)));
            case 17 -> record(depth);
            case 18 -> union(depth);
            default -> ofOpen();
        };
    }

    private Schema fixed(int size) {
        return Schema.createFixed(name("Fixed"), null, null, size);
    }

    private Schema symbols() {
        return Schema.createEnum(name("Enum"), null, null, List.of("A", "B", "C"), "B");
    }

    private Schema union(int depth) {
        List<Schema> branches = new ArrayList<>();
        int records = random.nextInt(3);
        for (int i = 0; i < records; i++) {
            branches.add(record(depth + 1));
        }
        branches.add(symbols());
        branches.add(Schema.create(Schema.Type.STRING));
        branches.add(Schema.createMap(Schema.create(Schema.Type.LONG)));
        if (random.nextBoolean()) {
            branches.add(Schema.create(Schema.Type.NULL));
        }
        Collections.shuffle(branches, random);
        return Schema.createUnion(branches);
    }

    /** A record around this place, in a way that ends somewhere. */
    private Schema ofOpen() {
        Schema around = open.get(random.nextInt(open.size()));
        return switch (random.nextInt(3)) {
            case 0 -> Schema.createUnion(Schema.create(Schema.Type.NULL), around);
            case 1 -> Schema.createArray(around);
            default -> Schema.createMap(around);
        };
    }
}
