package io.github.flinkbert.flink.wire;

import io.github.flinkbert.flink.binding.TaskBinding;
import io.github.flinkbert.flink.layout.Fields;
import io.github.flinkbert.flink.record.Enriched;
import io.github.flinkbert.flink.record.EnrichmentResult;
import io.github.flinkbert.flink.record.ModelStamp;
import io.github.flinkbert.flink.task.Tasks;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The layout of {@link Enriched}: the value, the model, and what was found, a section for each
 * task.
 *
 * <p>Layouts 1 and 2 hold the results of {@link Tasks#OF_EARLY_LAYOUTS} between value and model,
 * and layout 2 another one behind, each without a name, and as none where it was not asked. Layout
 * 4 has the results of several texts behind all that, by path, and is written only where there are
 * any.
 */
@Internal
public final class EnrichedFormat<T> implements NestingFormat<Enriched<T>, T> {

    private static final int LAYOUT = 4;
    private static final int WITH_TEXTS_BY_PATH = 4;
    private static final int WITH_SECTIONS = 3;
    private static final int WITH_ONE_BEHIND = 2;

    /** The layout of results, in layouts that do not say it. */
    private static final int FIRST = 1;

    @Override
    public void write(Enriched<T> value, TypeSerializer<T> nested, DataOutputView out)
            throws IOException {
        Map<String, EnrichmentResult> byPath = value.result().byPath();
        WireFormats.writeVersion(byPath.isEmpty() ? WITH_SECTIONS : WITH_TEXTS_BY_PATH, out);
        nested.serialize(value.value(), out);
        writeModel(value.model(), out);
        ResultSections.write(value.result(), out);
        if (!byPath.isEmpty()) {
            out.writeInt(byPath.size());
            for (Map.Entry<String, EnrichmentResult> text : byPath.entrySet()) {
                Fields.writeString(text.getKey(), out);
                ResultSections.write(text.getValue(), out);
            }
        }
    }

    @Override
    public Enriched<T> read(TypeSerializer<T> nested, DataInputView in) throws IOException {
        int layout = WireFormats.readVersion(LAYOUT, "an enriched value", in);
        T value = nested.deserialize(in);
        if (layout >= WITH_SECTIONS) {
            ModelStamp model = readModel(in);
            EnrichmentResult found = ResultSections.read(in);
            return new Enriched<>(
                    value, layout == WITH_TEXTS_BY_PATH ? readByPath(in) : found, model);
        }
        EnrichmentResult.Builder found = EnrichmentResult.builder();
        for (TaskBinding<?> task : Tasks.OF_EARLY_LAYOUTS) {
            ResultSections.readResult(task, FIRST, in, found);
        }
        ModelStamp model = readModel(in);
        if (layout == WITH_ONE_BEHIND) {
            ResultSections.readResult(Tasks.LAST_OF_LAYOUT_2, FIRST, in, found);
        }
        return new Enriched<>(value, found.build(), model);
    }

    private static EnrichmentResult readByPath(DataInputView in) throws IOException {
        int texts = in.readInt();
        Map<String, EnrichmentResult> byPath = new LinkedHashMap<>();
        for (int i = 0; i < texts; i++) {
            byPath.put(Fields.readString(in), ResultSections.read(in));
        }
        return EnrichmentResult.ofTexts(byPath);
    }

    private static void writeModel(ModelStamp model, DataOutputView out) throws IOException {
        Fields.writeString(model.name(), out);
        Fields.writeString(model.digest(), out);
        Fields.writeString(model.precision(), out);
        Fields.writeMap(model.adapters(), out);
    }

    private static ModelStamp readModel(DataInputView in) throws IOException {
        return new ModelStamp(
                Fields.readString(in),
                Fields.readString(in),
                Fields.readString(in),
                Fields.readMap(in));
    }

    @Override
    public Enriched<T> copy(Enriched<T> value, UnaryOperator<T> copy) {
        return new Enriched<>(copy.apply(value.value()), value.result(), value.model());
    }
}
