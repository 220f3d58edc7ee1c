package io.github.flinkbert.flink;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.flinkbert.flink.inplace.avro.AvroBytes;
import io.github.flinkbert.schemas.TextEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.DecoderFactory;

/**
 * The same text in four forms: as a text event in Avro and in JSON, and among the other fields of
 * an order, in Avro and in JSON. What is said in JSON is also what Avro's own form of JSON says: it
 * is that of null where a field may be null.
 */
enum InPlaceOrders {
    EVENT_AVRO("avro", false),
    EVENT_JSON("json", false),
    ORDER_JSON("json", true),
    ORDER_AVRO("avro-confluent", true);

    /** The schema of the orders in Avro. */
    static final String SCHEMA =
            """
            {"type":"record","name":"Order","namespace":"shop","fields":[
              {"name":"id","type":"long"},
              {"name":"placedAt","type":{"type":"long","logicalType":"timestamp-millis"}},
              {"name":"status","type":{"type":"enum","name":"Status","symbols":["OPEN","PAID","SENT"]}},
              {"name":"cancelledAt","type":["null",{"type":"long","logicalType":"timestamp-millis"}],"default":null},
              {"name":"customer","type":{"type":"record","name":"Customer","fields":[
                {"name":"number","type":"string"},{"name":"name","type":"string"},
                {"name":"company","type":["null","string"],"default":null},
                {"name":"address","type":{"type":"record","name":"Address","fields":[
                  {"name":"street","type":"string"},{"name":"postcode","type":"string"},
                  {"name":"city","type":"string"},{"name":"country","type":"string"}]}},
                {"name":"newsletter","type":"boolean"}]}},
              {"name":"lines","type":{"type":"array","items":{"type":"record","name":"Line","fields":[
                {"name":"sku","type":"string"},{"name":"title","type":"string"},
                {"name":"quantity","type":"int"},{"name":"price","type":"double"},
                {"name":"discount","type":["null","double"],"default":null}]}}},
              {"name":"labels","type":{"type":"map","values":"string"}},
              {"name":"review","type":{"type":"record","name":"Review","fields":[
                {"name":"stars","type":"int"},{"name":"body","type":"string"},
                {"name":"language","type":"string"}]}},
              {"name":"source","type":"string"}]}\
            """;

    private static final String ORDER =
            """
            {"id":%d,"placedAt":1580702706789,"status":"PAID","cancelledAt":null,\
            "customer":{"number":"C-20391","name":"Erika Mustermann","company":null,\
            "address":{"street":"Heidestra\u00dfe 17","postcode":"51147","city":"K\u00f6ln",\
            "country":"DE"},"newsletter":true},\
            "lines":[{"sku":"A-1001","title":"Kettle, 1.7 l, steel","quantity":1,"price":39.95,\
            "discount":null},{"sku":"B-2040","title":"Filter papers, 100 pieces","quantity":3,\
            "price":2.49,"discount":null},{"sku":"C-0007","title":"Coffee, whole beans, 1 kg",\
            "quantity":2,"price":18.5,"discount":null}],\
            "labels":{"channel":"web","campaign":"spring","warehouse":"north"},\
            "review":{"stars":4,"body":"%s","language":"en"},"source":"shop-frontend"}\
            """;

    private static final String EVENT =
            """
            {"id":"%d","text":"%s","question":null,"eventTime":null,\
            "attributes":{"language":"en","channel":"web"},"secondText":null}\
            """;

    private final String format;
    private final boolean inPlace;

    InPlaceOrders(String format, boolean inPlace) {
        this.format = format;
        this.inPlace = inPlace;
    }

    /** The job that reads this form, and writes it again. */
    JobRun job(JobRun run, String registryUrl) {
        run.with("input-format", format).with("output-format", format);
        if (inPlace) {
            run.with("output-mode", "in-place").with("text-paths", "/review/body");
        }
        return this == ORDER_AVRO ? run.with("schema-registry-url", registryUrl) : run;
    }

    /**
     * A record's value.
     *
     * @param text without what JSON escapes
     * @param schemaId the registry's of {@link #SCHEMA}
     */
    byte[] value(int number, String text, int schemaId) throws IOException {
        return switch (this) {
            case EVENT_AVRO ->
                    avro(EVENT.formatted(number, text), TextEvent.getClassSchema().toString());
            case EVENT_JSON -> EVENT.formatted(number, text).getBytes(UTF_8);
            case ORDER_JSON -> ORDER.formatted(number, text).getBytes(UTF_8);
            case ORDER_AVRO -> framed(avro(ORDER.formatted(number, text), SCHEMA), schemaId);
        };
    }

    private static byte[] avro(String json, String text) throws IOException {
        Schema schema = new Schema.Parser().parse(text);
        Object datum =
                new GenericDatumReader<>(schema)
                        .read(null, DecoderFactory.get().jsonDecoder(schema, json));
        return AvroBytes.of(datum, schema, false);
    }

    private static byte[] framed(byte[] avro, int schemaId) {
        return ByteBuffer.allocate(1 + Integer.BYTES + avro.length)
                .put((byte) 0)
                .putInt(schemaId)
                .put(avro)
                .array();
    }
}
