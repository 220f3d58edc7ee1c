package io.github.flinkbert.console.task.labels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.junit.jupiter.api.Test;

/** Labels in Avro, whatever the schema's age. */
final class ShownLabelTest {

    private static final Schema LABEL =
            SchemaBuilder.record("Label")
                    .fields()
                    .requiredString("label")
                    .requiredFloat("score")
                    .endRecord();
    private static final Schema LABELLED =
            SchemaBuilder.record("Labelled")
                    .fields()
                    .name("labels")
                    .type()
                    .nullable()
                    .array()
                    .items(LABEL)
                    .noDefault()
                    .endRecord();
    private static final Schema OLDER = SchemaBuilder.record("Older").fields().endRecord();

    @Test
    void labelsComeBackInTheirOrder() {
        GenericData.Record record = new GenericData.Record(LABELLED);
        assertThat(ShownLabel.all(record, "labels")).as("null").isEmpty();
        record.put("labels", List.of());
        assertThat(ShownLabel.all(record, "labels")).contains(List.of());
        record.put("labels", List.of(label("good", 0.75f), label("봄", -2.5f)));
        assertThat(ShownLabel.all(record, "labels"))
                .contains(List.of(new ShownLabel("good", 0.75f), new ShownLabel("봄", -2.5f)));
    }

    @Test
    void anOlderSchemaHasNone() {
        assertThat(ShownLabel.all(new GenericData.Record(OLDER), "labels")).isEmpty();
    }

    @Test
    void aScoreThatIsNoNumberIsZero() {
        assertThat(new ShownLabel("a", Float.NaN).score()).isZero();
    }

    private static GenericData.Record label(String label, float score) {
        GenericData.Record record = new GenericData.Record(LABEL);
        record.put("label", label);
        record.put("score", score);
        return record;
    }
}
