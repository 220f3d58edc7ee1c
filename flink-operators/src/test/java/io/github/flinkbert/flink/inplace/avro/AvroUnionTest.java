package io.github.flinkbert.flink.inplace.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.flink.decode.MalformedRecordException;
import io.github.flinkbert.flink.encode.AddedAvro;
import io.github.flinkbert.flink.inplace.form.FoundTexts;
import io.github.flinkbert.flink.inplace.form.InPlaceFixture;
import java.util.AbstractMap.SimpleEntry;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

/** Values whose schema is a union, and maps in which a key comes twice. */
class AvroUnionTest {

    private static final AddedField BERT = AddedField.of("bert", false);
    private static final byte[] FOUND = new AddedAvro(false).of(InPlaceFixture.enriched());

    private static final String ORDER =
            """
            {"type": "record", "name": "Order", "namespace": "shop", "fields": [
              {"name": "note", "type": "string"}]}
            """;

    private static final String TICKET =
            """
            {"type": "record", "name": "Ticket", "namespace": "desk", "fields": [
              {"name": "note", "type": "string"},
              {"name": "order", "type": ["null", "shop.Order"], "default": null}]}
            """;

    private static final String EVENT = "[\"null\", %s, %s, \"string\"]".formatted(ORDER, TICKET);

    private final Schema event = new Schema.Parser().parse(EVENT);

    @Test
    void theRecordOfAUnionHasTheFieldWhicheverItIs() throws Exception {
        GrowingSchema growing = growing(EVENT);
        AvroForm form = new AvroForm(InPlaceFixture.wanted("note"), AvroFraming.plain(growing));
        Schema grown = new Schema.Parser().parse(growing.text());
        GenericRecord order = record(event.getTypes().get(1), "an order");
        GenericRecord ticket = record(event.getTypes().get(2), "a ticket");
        ticket.put("order", order);

        for (GenericRecord record : List.of(order, ticket)) {
            byte[] bytes = AvroBytes.of(record, event, false);
            assertThat(form.read(bytes).texts())
                    .containsExactly(Map.entry("/note", record.get("note").toString()));

            GenericRecord out =
                    (GenericRecord) AvroBytes.read(form.write(bytes, FOUND), grown, grown);

            assertThat(out.getSchema().getFullName()).isEqualTo(record.getSchema().getFullName());
            assertThat(((GenericRecord) out.get("bert")).get("embedding"))
                    .hasToString("[1.5, -2.0]");
            if (out.hasField("order")) {
                assertThat(((GenericRecord) out.get("order")).get("bert")).isNull();
            }
        }
    }

    @Test
    void nullOfAUnionStaysNull() throws Exception {
        GrowingSchema growing = growing(EVENT);
        AvroForm form = new AvroForm(InPlaceFixture.wanted("note"), AvroFraming.plain(growing));
        byte[] bytes = AvroBytes.of(null, event, false);

        assertThat(form.read(bytes).texts()).isEmpty();
        assertThat(form.write(bytes, FOUND)).isEqualTo(bytes);
    }

    @Test
    void whatIsNoRecordIsRefused() throws Exception {
        byte[] bytes = AvroBytes.of("text", event, false);

        assertThatThrownBy(() -> read(EVENT, bytes))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage("the value is of the type string, only a record takes one more field");
        assertThatThrownBy(() -> read(EVENT, new byte[] {8}))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining("branch 4 of 4");
        assertThatThrownBy(() -> growing("[\"null\", \"string\"]"))
                .hasMessageContaining("of the type union, only a record");
    }

    @Test
    void aBranchThatAnotherOneDefinesGrowsWhereItIsDefined() throws Exception {
        String nested = "[%s, \"shop.Order\"]".formatted(TICKET.replace("\"shop.Order\"", ORDER));

        String text = growing(nested).text();

        List<Schema> branches = new Schema.Parser().parse(text).getTypes();
        assertThat(branches).allSatisfy(branch -> assertThat(branch.getField("bert")).isNotNull());
        assertThat(text.indexOf(BERT.definition())).isLessThan(text.indexOf(BERT.reference()));
    }

    @Test
    void severalTextsAreArraysOfOneType() throws Exception {
        AddedField each = AddedField.of("bert", true);
        String text = GrowingSchema.of("it", event, EVENT, each).text();

        List<Schema> branches = new Schema.Parser().parse(text).getTypes();
        assertThat(branches.get(2).getField("bert").schema())
                .isEqualTo(branches.get(1).getField("bert").schema());
    }

    @Test
    void aRecordThatWasEnrichedAndPutIntoAnotherOneIsRefused() throws Exception {
        String envelope =
                """
                {"type": "record", "name": "Envelope", "fields": [
                  {"name": "after", "type": ["null", %s]}]}
                """
                        .formatted(growing(ORDER).text());

        assertThatThrownBy(() -> growing(envelope))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining("choose another output-field");
        String other =
                GrowingSchema.of(
                                "it",
                                new Schema.Parser().parse(envelope),
                                envelope,
                                AddedField.of("more", false))
                        .text();
        assertThat(new Schema.Parser().parse(other).getField("more")).isNotNull();
    }

    @Test
    void theLastOfEntriesOfOneKeyHolds() throws Exception {
        String schema =
                """
                {"type": "record", "name": "R", "fields": [{"name": "notes", "type":
                  {"type": "map", "values": ["null", "string", {"type": "array", "items": "string"}]}
                }]}
                """;
        Schema parsed = new Schema.Parser().parse(schema);
        GenericData.Record record = new GenericData.Record(parsed);
        record.put(
                "notes",
                new RandomData.Entries(
                        List.of(
                                new SimpleEntry<>("a", "first"),
                                new SimpleEntry<>("b", List.of("one", "two")),
                                new SimpleEntry<>("c", null),
                                new SimpleEntry<>("a", null),
                                new SimpleEntry<>("b", List.of("three")),
                                new SimpleEntry<>("c", "last"))));

        AvroForm form =
                new AvroForm(
                        InPlaceFixture.wanted("notes.a", "notes.b", "notes.c"),
                        AvroFraming.plain(growing(schema)));

        assertThat(form.read(AvroBytes.of(record, parsed, false)).texts())
                .containsExactly(Map.entry("/notes/b/0", "three"), Map.entry("/notes/c", "last"));
    }

    private static GenericRecord record(Schema schema, String note) {
        GenericData.Record record = new GenericData.Record(schema);
        record.put("note", note);
        return record;
    }

    private static FoundTexts read(String schema, byte[] bytes) throws MalformedRecordException {
        return new AvroForm(InPlaceFixture.wanted("note"), AvroFraming.plain(growing(schema)))
                .read(bytes);
    }

    private static GrowingSchema growing(String schema) throws MalformedRecordException {
        return GrowingSchema.of("the schema", new Schema.Parser().parse(schema), schema, BERT);
    }
}
