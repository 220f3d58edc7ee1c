package io.github.flinkbert.flink.decode;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.apache.avro.io.ResolvingDecoder;
import org.apache.avro.specific.SpecificRecord;

/**
 * Reads values of one class that were written with one schema of a registry: one of that record, or
 * a union of events of which it is one. Each value is judged by itself, so that of a schema that
 * allows more than the class does, such as a null, those are read that it can hold. Used by one
 * thread.
 */
final class WrittenValues<T extends SpecificRecord> {

    /** Reads a value, or says why none of its kind can be read. */
    @FunctionalInterface
    private interface Branch<T> {
        T read(BoundedAvroDecoder in) throws MalformedRecordException;
    }

    private final Class<T> type;
    private final Schema as;
    private final int id;
    private final boolean union;
    private final List<Branch<T>> branches;

    /**
     * @param as how the class is to be read
     * @param id the schema's, to be told
     */
    WrittenValues(Class<T> type, Schema as, int id, Schema written) {
        this.type = type;
        this.as = as;
        this.id = id;
        this.union = written.isUnion();
        this.branches =
                union
                        ? written.getTypes().stream().map(this::branch).toList()
                        : List.of(branch(written));
    }

    /**
     * @param in at the beginning of the value
     */
    T read(BoundedAvroDecoder in) throws MalformedRecordException {
        int index = union ? index(in) : 0;
        if (index < 0 || index >= branches.size()) {
            throw new MalformedRecordException(
                    "the value is of branch %d of the schema %d, which has %d"
                            .formatted(index, id, branches.size()));
        }
        return branches.get(index).read(in);
    }

    private int index(BoundedAvroDecoder in) throws MalformedRecordException {
        try {
            return in.readIndex();
        } catch (IOException | RuntimeException e) {
            throw new MalformedRecordException(
                    "the value does not say of which branch of the schema %d it is".formatted(id),
                    e);
        }
    }

    private Branch<T> branch(Schema written) {
        String values = "values of the schema %d (%s)".formatted(id, SchemaNames.of(written));
        Optional<String> fault = fault(written);
        if (fault.isPresent()) {
            return refusing(
                    "%s cannot be read as %s: %s".formatted(values, as.getFullName(), fault.get()));
        }
        AvroValues<T> readable = new AvroValues<>(type, written, as, values);
        return readable::read;
    }

    private static <T> Branch<T> refusing(String reason) {
        return in -> {
            throw new MalformedRecordException(reason);
        };
    }

    /** Why no value can be read; empty where some can. */
    private Optional<String> fault(Schema written) {
        boolean same =
                written.getType() == Schema.Type.RECORD
                        && (written.getName().equals(as.getName())
                                || as.getAliases().contains(written.getFullName()));
        if (!same) {
            return Optional.of(
                    union ? "it is another branch of the union" : "the names are not the same");
        }
        try {
            ResolvingDecoder.resolve(written, as);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            return Optional.of("Avro cannot resolve it (%s)".formatted(e.getClass().getName()));
        }
        return as.getFields().stream()
                .flatMap(field -> otherMeaning(field, written.getField(field.name())).stream())
                .findFirst();
    }

    /** A number of another logical type has the same bytes and means something else. */
    private static Optional<String> otherMeaning(Schema.Field wanted, Schema.Field written) {
        Optional<String> meaning =
                branches(wanted.schema()).stream()
                        .map(Schema::getLogicalType)
                        .filter(logicalType -> logicalType != null)
                        .map(LogicalType::getName)
                        .findFirst();
        if (written == null || meaning.isEmpty()) {
            return Optional.empty();
        }
        return branches(written.schema()).stream()
                .map(branch -> branch.getProp("logicalType"))
                .filter(name -> name != null && !name.equals(meaning.get()))
                .map(
                        name ->
                                "its field %s is of the logical type %s, expected %s"
                                        .formatted(
                                                wanted.name(),
                                                SchemaNames.shortened(name),
                                                meaning.get()))
                .findFirst();
    }

    private static List<Schema> branches(Schema schema) {
        return schema.isUnion() ? schema.getTypes() : List.of(schema);
    }
}
