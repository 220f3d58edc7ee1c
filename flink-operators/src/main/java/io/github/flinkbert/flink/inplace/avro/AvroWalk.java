package io.github.flinkbert.flink.inplace.avro;

import io.github.flinkbert.flink.decode.MalformedRecordException;
import io.github.flinkbert.flink.inplace.form.Findings;
import io.github.flinkbert.flink.inplace.form.ValueKind;
import io.github.flinkbert.flink.path.PathMatch;
import io.github.flinkbert.flink.path.TextPath;
import java.util.HashSet;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * Goes once through a datum in Avro binary, by the schema that wrote it. Finds texts, and where the
 * datum holds records of a type that grows by a field, as its own does: so do they.
 */
final class AvroWalk {

    /** How deep values may lie in each other: a list of records is as deep as it is long. */
    private static final int DEEPEST = 2_000;

    private final AvroCursor in;
    private final GrowingSchema schema;
    private final Findings findings;
    private final DatumEdits edits;
    private int depth;

    /**
     * @param schema the datum's
     */
    AvroWalk(AvroCursor in, GrowingSchema schema, Findings findings, DatumEdits edits) {
        this.in = in;
        this.schema = schema;
        this.findings = findings;
        this.edits = edits;
    }

    /** From the datum's first byte to its last, which must be the last of all. */
    void datum(PathMatch match) throws MalformedRecordException {
        Schema type = schema.typeOf(in);
        if (type.getType() == Schema.Type.RECORD) {
            fields(type, match, "");
        }
        if (!in.isAtEnd()) {
            throw AvroCursor.malformed("there are bytes after its end");
        }
    }

    private void fields(Schema record, PathMatch match, String pointer)
            throws MalformedRecordException {
        for (Schema.Field field : record.getFields()) {
            PathMatch member = match.member(field.name());
            value(field.schema(), member, below(member, pointer, field.name()));
        }
    }

    private static String below(PathMatch match, String pointer, String name) {
        return match.isNowhere() ? "" : pointer + "/" + TextPath.escaped(name);
    }

    private void value(Schema type, PathMatch match, String pointer)
            throws MalformedRecordException {
        if (++depth > DEEPEST) {
            throw new MalformedRecordException(
                    "the value is nested deeper than %d levels".formatted(DEEPEST));
        }
        switch (type.getType()) {
            case NULL -> {}
            case BOOLEAN ->
                    found(match, pointer, ValueKind.BOOLEAN, String.valueOf(in.readBoolean()));
            case INT -> found(match, pointer, ValueKind.NUMBER, String.valueOf(in.readInt()));
            case LONG -> found(match, pointer, ValueKind.NUMBER, String.valueOf(in.readLong()));
            case FLOAT -> number(Float.BYTES, match, pointer);
            case DOUBLE -> number(Double.BYTES, match, pointer);
            case STRING -> string(match, pointer);
            case BYTES -> {
                findings.container(match, pointer, ValueKind.BYTES);
                in.skipBytes();
            }
            case FIXED -> {
                findings.container(match, pointer, ValueKind.BYTES);
                in.skip(type.getFixedSize());
            }
            case ENUM -> {
                int symbol = in.readIndex(type.getEnumSymbols().size(), "symbol");
                found(match, pointer, ValueKind.ENUM, type.getEnumSymbols().get(symbol));
            }
            case UNION -> {
                int branch = in.readIndex(type.getTypes().size(), "branch");
                value(type.getTypes().get(branch), match, pointer);
            }
            case ARRAY -> {
                findings.container(match, pointer, ValueKind.ARRAY);
                blocks(index -> element(type, index, match, pointer));
            }
            case MAP -> {
                findings.container(match, pointer, ValueKind.OBJECT);
                Set<String> keys = new HashSet<>();
                blocks(index -> entry(type, match, pointer, keys));
            }
            case RECORD -> {
                findings.container(match, pointer, ValueKind.OBJECT);
                fields(type, match, pointer);
                if (schema.records().contains(type)) {
                    edits.addNull(in.position());
                }
            }
        }
        depth--;
    }

    private void found(PathMatch match, String pointer, ValueKind kind, String text)
            throws MalformedRecordException {
        if (!match.isNowhere()) {
            findings.scalar(match, pointer, kind, text);
        }
    }

    /** Numbers of this kind are no identity, and no attribute that chooses a model. */
    private void number(int length, PathMatch match, String pointer)
            throws MalformedRecordException {
        findings.container(match, pointer, ValueKind.NUMBER);
        in.skip(length);
    }

    private void string(PathMatch match, String pointer) throws MalformedRecordException {
        if (match.ends().isEmpty()) {
            in.skipBytes();
        } else {
            String text = in.readString("the field " + pointer);
            findings.scalar(match, pointer, ValueKind.STRING, text);
        }
    }

    private void element(Schema array, int index, PathMatch match, String pointer)
            throws MalformedRecordException {
        PathMatch element = match.element(index);
        value(array.getElementType(), element, element.isNowhere() ? "" : pointer + "/" + index);
    }

    /**
     * @param keys that came before: of entries with the same key the last one holds
     */
    private void entry(Schema map, PathMatch match, String pointer, Set<String> keys)
            throws MalformedRecordException {
        if (match.isNowhere()) {
            in.skipBytes();
            value(map.getValueType(), match, "");
            return;
        }
        String key = in.readString("a key in " + (pointer.isEmpty() ? "/" : pointer));
        PathMatch member = match.member(key);
        String at = below(member, pointer, key);
        if (!member.isNowhere() && !keys.add(key)) {
            findings.forget(member, at);
        }
        value(map.getValueType(), member, at);
    }

    /** Reads an element, or a key with its value. */
    @FunctionalInterface
    private interface Element {
        void read(int index) throws MalformedRecordException;
    }

    /** Elements come in blocks, each behind its count; a negative one has the length behind it. */
    private void blocks(Element element) throws MalformedRecordException {
        int index = 0;
        for (long count = in.readLong(); count != 0; count = in.readLong()) {
            boolean sized = count < 0;
            in.take(sized ? -count : count);
            int sizeAt = in.position();
            long size = sized ? in.readLong() : 0;
            int from = in.position();
            DatumEdits.Block block = sized ? edits.openBlock(sizeAt, from) : null;
            for (long i = sized ? -count : count; i > 0; i--) {
                element.read(index++);
            }
            if (sized && in.position() - from != size) {
                throw AvroCursor.malformed("a block has not the length that it claims");
            }
            if (block != null) {
                edits.close(block, size);
            }
        }
    }
}
