package io.github.flinkbert.flink.wire;

import io.github.flinkbert.flink.record.EnrichedRecord;
import io.github.flinkbert.flink.record.Findings;
import io.github.flinkbert.flink.record.ModelStamp;
import io.github.flinkbert.task.Reply;
import java.io.IOException;
import java.util.Optional;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The layout of {@link EnrichedRecord}. */
public final class EnrichedRecordFormat implements WireFormat<EnrichedRecord> {

    private static final int LAYOUT = 1;

    private final TextQueryFormat query = new TextQueryFormat();

    @Override
    public Class<EnrichedRecord> type() {
        return EnrichedRecord.class;
    }

    @Override
    public void write(EnrichedRecord value, DataOutputView out) throws IOException {
        WireFormats.writeVersion(LAYOUT, out);
        query.write(value.query(), out);
        Findings findings = value.findings();
        Fields.writeFloats(findings.embedding().orElse(null), out);
        Fields.writeList(findings.entities().orElse(null), EnrichedRecordFormat::writeEntity, out);
        Fields.writeList(findings.answers().orElse(null), EnrichedRecordFormat::writeAnswers, out);
        ModelStamp model = value.model();
        Fields.writeString(model.name(), out);
        Fields.writeString(model.digest(), out);
        Fields.writeString(model.precision(), out);
        Fields.writeMap(model.adapters(), out);
    }

    @Override
    public EnrichedRecord read(DataInputView in) throws IOException {
        WireFormats.readVersion(LAYOUT, "an enriched record", in);
        return new EnrichedRecord(
                query.read(in),
                new Findings(
                        Optional.ofNullable(Fields.readFloats(in)),
                        Optional.ofNullable(Fields.readList(EnrichedRecordFormat::readEntity, in)),
                        Optional.ofNullable(
                                Fields.readList(EnrichedRecordFormat::readAnswers, in))),
                new ModelStamp(
                        Fields.readString(in),
                        Fields.readString(in),
                        Fields.readString(in),
                        Fields.readMap(in)));
    }

    private static void writeEntity(Reply.Entity entity, DataOutputView out) throws IOException {
        Fields.writeString(entity.label(), out);
        Fields.writeString(entity.text(), out);
        out.writeInt(entity.start());
        out.writeInt(entity.end());
        out.writeFloat(entity.score());
    }

    private static Reply.Entity readEntity(DataInputView in) throws IOException {
        return new Reply.Entity(
                Fields.readString(in),
                Fields.readString(in),
                in.readInt(),
                in.readInt(),
                in.readFloat());
    }

    private static void writeAnswers(Reply.Answers answers, DataOutputView out) throws IOException {
        Fields.writeString(answers.question(), out);
        Fields.writeList(answers.answers(), EnrichedRecordFormat::writeAnswer, out);
    }

    private static Reply.Answers readAnswers(DataInputView in) throws IOException {
        return new Reply.Answers(
                Fields.readString(in), Fields.readList(EnrichedRecordFormat::readAnswer, in));
    }

    private static void writeAnswer(Reply.Answer answer, DataOutputView out) throws IOException {
        Fields.writeString(answer.text(), out);
        out.writeInt(answer.start());
        out.writeInt(answer.end());
        out.writeFloat(answer.score());
    }

    private static Reply.Answer readAnswer(DataInputView in) throws IOException {
        return new Reply.Answer(Fields.readString(in), in.readInt(), in.readInt(), in.readFloat());
    }
}
