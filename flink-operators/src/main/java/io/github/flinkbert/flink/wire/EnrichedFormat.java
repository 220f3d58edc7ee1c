package io.github.flinkbert.flink.wire;

import io.github.flinkbert.flink.record.Enriched;
import io.github.flinkbert.flink.record.EnrichmentResult;
import io.github.flinkbert.flink.record.ModelStamp;
import io.github.flinkbert.task.answers.Answer;
import io.github.flinkbert.task.answers.Answers;
import io.github.flinkbert.task.entities.Entity;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The layout of {@link Enriched}; layout 1 had no unknown pieces. */
public final class EnrichedFormat<T> implements NestingFormat<Enriched<T>, T> {

    private static final int LAYOUT = 2;

    @Override
    public void write(Enriched<T> value, TypeSerializer<T> nested, DataOutputView out)
            throws IOException {
        WireFormats.writeVersion(LAYOUT, out);
        nested.serialize(value.value(), out);
        EnrichmentResult result = value.result();
        Fields.writeFloats(result.embedding().orElse(null), out);
        Fields.writeList(result.entities().orElse(null), EnrichedFormat::writeEntity, out);
        Fields.writeList(result.answers().orElse(null), EnrichedFormat::writeAnswers, out);
        ModelStamp model = value.model();
        Fields.writeString(model.name(), out);
        Fields.writeString(model.digest(), out);
        Fields.writeString(model.precision(), out);
        Fields.writeMap(model.adapters(), out);
        out.writeFloat(result.unknownPieces().orElse(Float.NaN));
    }

    @Override
    public Enriched<T> read(TypeSerializer<T> nested, DataInputView in) throws IOException {
        int layout = WireFormats.readVersion(LAYOUT, "an enriched value", in);
        T value = nested.deserialize(in);
        Optional<float[]> embedding = Optional.ofNullable(Fields.readFloats(in));
        Optional<List<Entity>> entities =
                Optional.ofNullable(Fields.readList(EnrichedFormat::readEntity, in));
        Optional<List<Answers>> answers =
                Optional.ofNullable(Fields.readList(EnrichedFormat::readAnswers, in));
        ModelStamp model =
                new ModelStamp(
                        Fields.readString(in),
                        Fields.readString(in),
                        Fields.readString(in),
                        Fields.readMap(in));
        float unknownPieces = layout < 2 ? Float.NaN : in.readFloat();
        return new Enriched<>(
                value,
                new EnrichmentResult(
                        embedding,
                        entities,
                        answers,
                        Float.isNaN(unknownPieces) ? Optional.empty() : Optional.of(unknownPieces)),
                model);
    }

    @Override
    public Enriched<T> copy(Enriched<T> value, UnaryOperator<T> copy) {
        return new Enriched<>(copy.apply(value.value()), value.result(), value.model());
    }

    private static void writeEntity(Entity entity, DataOutputView out) throws IOException {
        Fields.writeString(entity.label(), out);
        Fields.writeString(entity.text(), out);
        out.writeInt(entity.start());
        out.writeInt(entity.end());
        out.writeFloat(entity.score());
    }

    private static Entity readEntity(DataInputView in) throws IOException {
        return new Entity(
                Fields.readString(in),
                Fields.readString(in),
                in.readInt(),
                in.readInt(),
                in.readFloat());
    }

    private static void writeAnswers(Answers answers, DataOutputView out) throws IOException {
        Fields.writeString(answers.question(), out);
        Fields.writeList(answers.answers(), EnrichedFormat::writeAnswer, out);
    }

    private static Answers readAnswers(DataInputView in) throws IOException {
        return new Answers(Fields.readString(in), Fields.readList(EnrichedFormat::readAnswer, in));
    }

    private static void writeAnswer(Answer answer, DataOutputView out) throws IOException {
        Fields.writeString(answer.text(), out);
        out.writeInt(answer.start());
        out.writeInt(answer.end());
        out.writeFloat(answer.score());
    }

    private static Answer readAnswer(DataInputView in) throws IOException {
        return new Answer(Fields.readString(in), in.readInt(), in.readInt(), in.readFloat());
    }
}
