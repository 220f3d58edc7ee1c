package io.github.flinkbert.flink.inplace.avro;

import io.github.flinkbert.flink.decode.MalformedRecordException;
import io.github.flinkbert.flink.inplace.form.Findings;
import io.github.flinkbert.flink.inplace.form.FoundTexts;
import io.github.flinkbert.flink.inplace.form.RecordForm;
import io.github.flinkbert.flink.inplace.form.Wanted;
import io.github.flinkbert.flink.path.PathMatch;
import io.github.flinkbert.flink.path.PathTree;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.flink.annotation.Internal;

/**
 * The value is an Avro record, also one of a union. Its bytes are read to the last, and not written
 * anew: the field is the schema's last, so that its bytes come behind them. Null of a union has no
 * field, and stays null.
 */
@Internal
public final class AvroForm implements RecordForm {

    private static final PathMatch NOWHERE = PathTree.of(List.of()).match();

    private final Wanted wanted;
    private final AvroFraming framing;

    public AvroForm(Wanted wanted, AvroFraming framing) {
        this.wanted = wanted;
        this.framing = framing;
    }

    @Override
    public FoundTexts read(byte[] value) throws MalformedRecordException {
        GrowingSchema schema = framing.schema(value);
        Findings findings = new Findings(wanted);
        walk(schema, value, findings, wanted.match());
        return findings.found();
    }

    @Override
    public byte[] write(byte[] value, byte[] field) throws MalformedRecordException {
        GrowingSchema schema = framing.schema(value);
        byte[] header = framing.grown(value);
        ByteArrayOutputStream out = new ByteArrayOutputStream(value.length + field.length + 64);
        out.writeBytes(header);
        if (schema.holdsItself()) {
            walk(schema, value, new Findings(wanted), NOWHERE).write(value, framing.length(), out);
        } else {
            out.write(value, framing.length(), value.length - framing.length());
        }
        if (schema.typeOf(new AvroCursor(value, framing.length())).getType() != Schema.Type.NULL) {
            out.writeBytes(field);
        }
        return out.toByteArray();
    }

    private DatumEdits walk(GrowingSchema schema, byte[] value, Findings findings, PathMatch match)
            throws MalformedRecordException {
        DatumEdits edits = new DatumEdits();
        new AvroWalk(new AvroCursor(value, framing.length()), schema, findings, edits).datum(match);
        return edits;
    }
}
