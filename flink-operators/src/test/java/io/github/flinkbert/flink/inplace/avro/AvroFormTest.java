package io.github.flinkbert.flink.inplace.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.flink.decode.MalformedRecordException;
import io.github.flinkbert.flink.encode.AddedAvro;
import io.github.flinkbert.flink.inplace.form.InPlaceFixture;
import io.github.flinkbert.flink.record.Enriched;
import io.github.flinkbert.flink.record.TextQuery;
import io.github.flinkbert.testing.RandomSeed;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class AvroFormTest {

    private static final int SCHEMAS = 200;
    private static final int RECORDS_EACH = 50;
    private static final AddedField BERT = AddedField.of("bert", false);

    private static final AddedField MORE = AddedField.of("more", false);

    private static final String TICKET =
            """
            {"type": "record", "name": "Ticket", "namespace": "shop", "fields": [
              {"name": "id", "type": "long"},
              {"name": "title", "type": ["null", "string"], "default": null},
              {"name": "tags", "type": {"type": "array", "items": ["null", "string"]}},
              {"name": "notes", "type": {"type": "map", "values": "string"}},
              {"name": "kind", "type": {"type": "enum", "name": "Kind", "symbols": ["A", "B"]}},
              {"name": "parts", "type": {"type": "array", "items": "Ticket"}}
            ]}
            """;

    private final Random random = RandomSeed.random();

    @Test
    void allElseIsAsItWasInRandomRecordsOfRandomSchemas() throws Exception {
        RandomSchemas schemas = new RandomSchemas(random);
        RandomData data = new RandomData(random);
        int holdThemselves = 0;
        int unions = 0;
        for (int i = 0; i < SCHEMAS; i++) {
            String text = schemas.top().toString(random.nextBoolean());
            Schema written = new Schema.Parser().parse(text);
            GrowingSchema growing = GrowingSchema.of("it", written, text, BERT);
            Schema grown = new Schema.Parser().parse(growing.text());
            holdThemselves += growing.holdsItself() ? 1 : 0;
            unions += written.isUnion() ? 1 : 0;
            requireCompatible(written, grown);
            AvroForm form = new AvroForm(InPlaceFixture.wanted("none"), AvroFraming.plain(growing));
            AvroForm next = form(growing.text(), MORE, "none");
            for (int j = 0; j < RECORDS_EACH; j++) {
                Object datum = data.of(written);
                byte[] bytes = AvroBytes.of(datum, written, random.nextBoolean());
                form.read(bytes);
                Enriched<TextQuery> enriched =
                        random.nextInt(3) == 0
                                ? InPlaceFixture.withoutText()
                                : InPlaceFixture.enriched();

                byte[] out = form.write(bytes, new AddedAvro(false).of(enriched));

                next.read(out); // blocks have the lengths that they claim
                requireSame(bytes, written, out, grown, enriched.value().hasTexts());
                if (!growing.holdsItself() && out.length > bytes.length) {
                    assertThat(Arrays.copyOf(out, bytes.length)).isEqualTo(bytes);
                }
            }
        }
        assertThat(holdThemselves).isBetween(10, SCHEMAS - 10);
        assertThat(unions).isBetween(10, SCHEMAS - 10);
    }

    private static void requireCompatible(Schema written, Schema grown) {
        for (List<Schema> readerAndWriter :
                List.of(List.of(grown, written), List.of(written, grown))) {
            assertThat(
                            SchemaCompatibility.checkReaderWriterCompatibility(
                                            readerAndWriter.get(0), readerAndWriter.get(1))
                                    .getType())
                    .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
        }
    }

    private static void requireSame(
            byte[] bytes, Schema written, byte[] out, Schema grown, boolean found)
            throws IOException {
        Object before = AvroBytes.read(bytes, written, written);
        Object after = AvroBytes.read(out, grown, grown);
        // What an old reader sees, and a new one of an old record.
        assertThat(AvroBytes.read(out, grown, written)).isEqualTo(before);
        requireSameButForNulls(before, AvroBytes.read(bytes, written, grown));
        if (!(before instanceof GenericRecord record)) {
            assertThat(before).isNull();
            assertThat(after).isNull();
            return;
        }
        GenericRecord withField = (GenericRecord) after;
        assertThat(withField.getSchema().getFields())
                .last()
                .extracting(Schema.Field::name)
                .isEqualTo("bert");
        assertThat(withField.get("bert") != null).isEqualTo(found);
        for (Schema.Field field : record.getSchema().getFields()) {
            requireSameButForNulls(record.get(field.pos()), withField.get(field.pos()));
        }
    }

    private static void requireSameButForNulls(Object before, Object after) {
        if (before instanceof GenericRecord record) {
            GenericRecord other = (GenericRecord) after;
            for (Schema.Field field : record.getSchema().getFields()) {
                requireSameButForNulls(record.get(field.pos()), other.get(field.name()));
            }
            if (other.getSchema().getField("bert") != null) {
                assertThat(other.get("bert")).isNull();
            }
        } else if (before instanceof List<?> list) {
            List<?> others = (List<?>) after;
            assertThat(others).hasSameSizeAs(list);
            for (int i = 0; i < list.size(); i++) {
                requireSameButForNulls(list.get(i), others.get(i));
            }
        } else if (before instanceof Map<?, ?> map) {
            Map<?, ?> others = (Map<?, ?>) after;
            assertThat(others.keySet()).isEqualTo(map.keySet());
            map.forEach((key, value) -> requireSameButForNulls(value, others.get(key)));
        } else if (before instanceof GenericData.EnumSymbol symbol) {
            assertThat(after).hasToString(symbol.toString());
        } else if (before instanceof GenericData.Fixed fixed) {
            assertThat(((GenericData.Fixed) after).bytes()).isEqualTo(fixed.bytes());
        } else {
            assertThat(after).isEqualTo(before);
        }
    }

    @Test
    void textsAreFoundThroughUnionsArraysMapsAndRecordsOfTheSameType() throws Exception {
        Schema schema = new Schema.Parser().parse(TICKET);
        GenericData.Record part = ticket(schema, "inner");
        GenericData.Record ticket = ticket(schema, null);
        ticket.put("tags", Arrays.asList("a", null, "b"));
        ticket.put("notes", Map.of("x/y", "note"));
        ticket.put("parts", List.of(part, part));

        assertThat(
                        form(
                                        TICKET,
                                        "/parts/*/title",
                                        "title",
                                        "tags",
                                        "/notes/x~1y",
                                        "parts.0.title")
                                .read(AvroBytes.of(ticket, schema, false))
                                .texts())
                .containsExactly(
                        Map.entry("/parts/0/title", "inner"),
                        Map.entry("/parts/1/title", "inner"),
                        Map.entry("/tags/0", "a"),
                        Map.entry("/tags/2", "b"),
                        Map.entry("/notes/x~1y", "note"));
    }

    private static GenericData.Record ticket(Schema schema, String title) {
        GenericData.Record ticket = new GenericData.Record(schema);
        ticket.put("id", 7L);
        ticket.put("title", title);
        ticket.put("tags", List.of());
        ticket.put("notes", Map.of());
        ticket.put("kind", new GenericData.EnumSymbol(schema.getField("kind").schema(), "B"));
        ticket.put("parts", List.of());
        return ticket;
    }

    @Test
    void whatIsNoTextIsRefusedAndSaid() throws Exception {
        Schema schema = new Schema.Parser().parse(TICKET);
        byte[] ticket = AvroBytes.of(ticket(schema, "t"), schema, false);

        requireRefused(() -> form(TICKET, "id").read(ticket), "/id", "found number");
        requireRefused(() -> form(TICKET, "kind").read(ticket), "/kind", "found enum");
        requireRefused(() -> form(TICKET, "notes").read(ticket), "/notes", "found object");
    }

    @Test
    void brokenBytesAreRefusedWithoutAskingForMoreMemoryThanTheyAre() throws Exception {
        Schema schema = new Schema.Parser().parse(TICKET);
        byte[] ticket = AvroBytes.of(ticket(schema, "title"), schema, false);
        AvroForm form = form(TICKET, "title");

        requireRefused(() -> form.read(Arrays.copyOf(ticket, ticket.length - 1)), "too early");
        requireRefused(() -> form.read(Arrays.copyOf(ticket, ticket.length + 1)), "after its end");
        for (int i = 0; i < 100_000; i++) {
            byte[] broken = ticket.clone();
            for (int j = random.nextInt(4); j >= 0; j--) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt();
            }
            try {
                form.read(broken);
            } catch (MalformedRecordException e) {
                assertThat(e).hasMessageNotContaining("null");
            }
        }
    }

    @Test
    void anEndlessNestingIsRefused() throws Exception {
        String list =
                """
                {"type":"record","name":"Node","fields":[{"name":"next","type":["null","Node"]}]}
                """;
        byte[] endless = new byte[100_000];
        Arrays.fill(endless, (byte) 2);

        requireRefused(() -> form(list, "text").read(endless), "nested deeper than");
    }

    @Test
    void aFieldOfThatNameIsNotOverwritten() {
        String taken =
                """
                {"type":"record","name":"R","fields":[{"name":"bert","type":"string"}]}
                """;

        requireRefused(() -> form(taken, "text"), "has a field \"bert\" already");
    }

    @Test
    void onlyTheFieldIsNewInTheSchemasText() throws Exception {
        String odd =
                """
                /* ours */ {"fields": [ {"name":"n","type":"int","default": 1.50e3} ],
                  "x-owner" : ["a", 2.10], "type":"record","name":"R"}
                """;
        Schema schema =
                new Schema.Parser()
                        .parse(
                                "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"n\",\"type\":\"int\"}]}");

        String grown = GrowingSchema.of("it", schema, odd, BERT).text();

        assertThat(grown).isEqualTo(odd.replace(" ],\n", " ," + BERT.definition() + "],\n"));
        assertThat(SchemaText.withField("\"shop.Ticket\"", Set.of("shop.Ticket"), BERT)).isEmpty();
        assertThat(
                        SchemaText.withField(
                                "{\"type\":{\"type\":\"record\",\"name\":\"R\",\"fields\":[]}}",
                                Set.of("R"),
                                new AddedField("f", "F", "{\"name\":\"f\"}", "")))
                .contains(
                        "{\"type\":{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"f\"}]}}");
    }

    @Test
    void twoFieldsOneAfterTheOtherDoNotMeetInTheirTypes() throws Exception {
        String once =
                GrowingSchema.of("it", new Schema.Parser().parse(TICKET), TICKET, BERT).text();
        String twice =
                GrowingSchema.of(
                                "it",
                                new Schema.Parser().parse(once),
                                once,
                                AddedField.of("topics", true))
                        .text();

        assertThat(new Schema.Parser().parse(twice).getFields())
                .extracting(Schema.Field::name)
                .endsWith("bert", "topics");
    }

    @Test
    void severalTextsAreAnArrayWithTheirPaths() throws Exception {
        AddedField field = AddedField.of("bert", true);
        Schema schema = new Schema.Parser().parse(TICKET);
        GrowingSchema growing = GrowingSchema.of("it", schema, TICKET, field);
        byte[] ticket = AvroBytes.of(ticket(schema, "t"), schema, false);

        byte[] out =
                new AvroForm(InPlaceFixture.wanted("title"), AvroFraming.plain(growing))
                        .write(ticket, new AddedAvro(true).of(InPlaceFixture.several("/a", "/b")));

        Schema grown = new Schema.Parser().parse(growing.text());
        List<?> found = (List<?>) ((GenericRecord) AvroBytes.read(out, grown, grown)).get("bert");
        assertThat(found)
                .extracting(each -> ((GenericRecord) each).get("path").toString())
                .containsExactly("/a", "/b");
        assertThat(found)
                .extracting(each -> ((GenericRecord) each).get("embedding").toString())
                .containsOnly("[1.5, -2.0]");
    }

    private static AvroForm form(String schema, String... paths) throws MalformedRecordException {
        return form(schema, BERT, paths);
    }

    private static AvroForm form(String schema, AddedField field, String... paths)
            throws MalformedRecordException {
        return new AvroForm(
                InPlaceFixture.wanted(paths),
                AvroFraming.plain(
                        GrowingSchema.of(
                                "the schema", new Schema.Parser().parse(schema), schema, field)));
    }

    private static void requireRefused(ThrowingCallable read, String... parts) {
        assertThatThrownBy(read)
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContainingAll(parts);
    }
}
