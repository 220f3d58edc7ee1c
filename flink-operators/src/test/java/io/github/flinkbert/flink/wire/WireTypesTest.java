package io.github.flinkbert.flink.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.BertOptions;
import io.github.flinkbert.checkpoint.PackedAdapter;
import io.github.flinkbert.flink.model.ModelDefinition;
import io.github.flinkbert.flink.record.Enriched;
import io.github.flinkbert.flink.record.EnrichmentInput;
import io.github.flinkbert.flink.record.EnrichmentResult;
import io.github.flinkbert.flink.record.KafkaRecord;
import io.github.flinkbert.flink.record.ModelStamp;
import io.github.flinkbert.flink.record.OutboundRecord;
import io.github.flinkbert.flink.record.RecordHeader;
import io.github.flinkbert.flink.record.Rejected;
import io.github.flinkbert.flink.record.RejectedRecord;
import io.github.flinkbert.flink.record.RejectionStage;
import io.github.flinkbert.flink.record.TextQuery;
import io.github.flinkbert.task.Reply;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WireTypesTest {

    private static final KafkaRecord BARE =
            new KafkaRecord(null, null, List.of(), "topic", 0, 0, -1);
    private static final KafkaRecord FULL =
            new KafkaRecord(
                    new byte[] {1},
                    new byte[] {2, 3},
                    List.of(
                            new RecordHeader("a", new byte[] {4}),
                            new RecordHeader("a", null),
                            new RecordHeader("", new byte[0])),
                    "topic",
                    7,
                    1L << 40,
                    1_600_000_000_000L);
    private static final TextQuery BARE_QUERY =
            new TextQuery(BARE, "", "t", Optional.empty(), OptionalLong.empty(), Map.of());
    private static final TextQuery FULL_QUERY =
            new TextQuery(
                    FULL,
                    "id",
                    "é한🙂".repeat(30_000),
                    Optional.of("why?"),
                    OptionalLong.of(-5),
                    Map.of("k", "v"));
    private static final Enriched<TextQuery> BARE_ENRICHED =
            new Enriched<>(
                    BARE_QUERY,
                    new EnrichmentResult(Optional.empty(), Optional.empty(), Optional.empty()),
                    new ModelStamp("m", "d", "float32", Map.of()));
    private static final Enriched<TextQuery> FULL_ENRICHED =
            new Enriched<>(
                    FULL_QUERY,
                    new EnrichmentResult(
                            Optional.of(new float[] {1.5f, -0f, Float.MIN_VALUE}),
                            Optional.of(List.of(new Reply.Entity("PER", "x", 1, 2, 0.5f))),
                            Optional.of(
                                    List.of(
                                            new Reply.Answers(
                                                    "q",
                                                    List.of(new Reply.Answer("a", 0, 1, 0.25f))))),
                            Optional.of(0.5f)),
                    new ModelStamp("m", "d", "bfloat16", Map.of("entities", "sha")));
    private static final RejectedRecord REFUSED =
            new RejectedRecord(FULL, RejectionStage.MODEL, "a reason", 17);

    private static final Rejected<TextQuery> REFUSED_VALUE =
            new Rejected<>(FULL_QUERY, RejectionStage.MODEL, "a reason", 17);
    private static final ModelDefinition MODEL =
            new ModelDefinition(
                    BertOptions.of("file:/checkpoint")
                            .withThreads(3)
                            .withCachedTexts(7)
                            .withMaxPositions(9),
                    "sha",
                    Map.of(
                            "entities",
                            new PackedAdapter(
                                    "folder", "sha", Map.of("adapter_config.json", new byte[9]))));

    record Case<T>(TypeInformation<T> type, T value) {}

    static Stream<Case<?>> values() {
        return Stream.of(
                new Case<>(WireTypes.KAFKA_RECORD, BARE),
                new Case<>(WireTypes.KAFKA_RECORD, FULL),
                new Case<>(WireTypes.TEXT_QUERY, BARE_QUERY),
                new Case<>(WireTypes.TEXT_QUERY, FULL_QUERY),
                new Case<>(WireTypes.enriched(WireTypes.TEXT_QUERY), BARE_ENRICHED),
                new Case<>(WireTypes.enriched(WireTypes.TEXT_QUERY), FULL_ENRICHED),
                new Case<>(WireTypes.REFUSED_RECORD, REFUSED),
                new Case<>(WireTypes.refused(WireTypes.TEXT_QUERY), REFUSED_VALUE),
                new Case<>(WireTypes.outcome(WireTypes.TEXT_QUERY), FULL_ENRICHED),
                new Case<>(WireTypes.outcome(WireTypes.TEXT_QUERY), REFUSED_VALUE),
                new Case<>(
                        WireTypes.inquiry(WireTypes.TEXT_QUERY),
                        new EnrichmentInput.Stamped<>(FULL_QUERY, "digest")),
                new Case<>(WireTypes.inquiry(WireTypes.TEXT_QUERY), new EnrichmentInput.Announced<>(MODEL)),
                new Case<>(WireTypes.MODEL_DEFINITION, MODEL),
                new Case<>(
                        WireTypes.OUTBOUND_RECORD,
                        new OutboundRecord(null, new byte[] {1}, FULL.headers(), -1)));
    }

    @ParameterizedTest
    @MethodSource("values")
    <T> void valuesComeBackAsTheyWere(Case<T> sample) throws Exception {
        TypeSerializer<T> serializer = serializer(sample.type());

        assertThat(roundTrip(serializer, serializer, sample.value()))
                .usingRecursiveComparison()
                .isEqualTo(sample.value());
    }

    /** As the version wrote it that did not know how long a sequence may be. */
    @Test
    void aModelOfAnEarlierSavepointReadsAsManyPositionsAsWereTrained() throws Exception {
        TypeSerializer<ModelDefinition> serializer = serializer(WireTypes.MODEL_DEFINITION);
        DataOutputSerializer now = new DataOutputSerializer(64);
        serializer.serialize(MODEL, now);
        ByteBuffer bytes = ByteBuffer.wrap(now.getCopyOfBuffer());
        int at = positionsAt(bytes);
        DataOutputSerializer earlier = new DataOutputSerializer(64);
        earlier.writeByte(2);
        earlier.write(bytes.array(), 1, at - 1);
        earlier.write(bytes.array(), at + Integer.BYTES, bytes.capacity() - at - Integer.BYTES);

        ModelDefinition read =
                serializer.deserialize(new DataInputDeserializer(earlier.getCopyOfBuffer()));

        assertThat(read)
                .usingRecursiveComparison()
                .isEqualTo(
                        new ModelDefinition(
                                MODEL.options().withMaxPositions(0),
                                MODEL.checkpointDigest(),
                                MODEL.adapters()));
    }

    /** Behind the number of cached texts. */
    private static int positionsAt(ByteBuffer bytes) {
        for (int at = 0; ; at++) {
            if (bytes.getInt(at) == MODEL.options().cachedTexts()
                    && bytes.getInt(at + Integer.BYTES) == MODEL.options().maxPositions()) {
                return at + Integer.BYTES;
            }
        }
    }

    @ParameterizedTest
    @MethodSource("values")
    <T> void aSavepointBringsTheSerializerBack(Case<T> sample) throws Exception {
        TypeSerializer<T> serializer = serializer(sample.type());
        DataOutputSerializer out = new DataOutputSerializer(64);
        TypeSerializerSnapshot.writeVersionedSnapshot(out, serializer.snapshotConfiguration());

        TypeSerializerSnapshot<T> restored =
                TypeSerializerSnapshot.readVersionedSnapshot(
                        new DataInputDeserializer(out.getCopyOfBuffer()),
                        getClass().getClassLoader());

        assertThat(
                        serializer
                                .snapshotConfiguration()
                                .resolveSchemaCompatibility(restored)
                                .isCompatibleAsIs())
                .isTrue();
        assertThat(roundTrip(serializer, restored.restoreSerializer(), sample.value()))
                .usingRecursiveComparison()
                .isEqualTo(sample.value());
    }

    @ParameterizedTest
    @MethodSource("values")
    <T> void typesTravelWithTheJob(Case<T> sample) throws Exception {
        TypeInformation<T> travelled = InstantiationUtil.clone(sample.type());

        assertThat(travelled).isEqualTo(sample.type());
        assertThat(roundTrip(serializer(travelled), serializer(sample.type()), sample.value()))
                .usingRecursiveComparison()
                .isEqualTo(sample.value());
    }

    /** Flink puts elements into the messages of failures, and texts must not be logged. */
    @ParameterizedTest
    @MethodSource("values")
    <T> void noMessageQuotesTheText(Case<T> sample) {
        assertThat(sample.value().toString()).doesNotContain("한", "why?", "PER");
    }

    @Test
    void aValueThatMayChangeIsCopiedWithItsRecord() throws Exception {
        TypeSerializer<Enriched<Note>> serializer =
                serializer(WireTypes.enriched(TypeInformation.of(Note.class)));
        Enriched<Note> original =
                new Enriched<>(new Note("a"), FULL_ENRICHED.findings(), FULL_ENRICHED.model());

        Enriched<Note> copy = serializer.copy(original);
        original.value().text = "b";

        assertThat(copy.value().text).isEqualTo("a");
        assertThat(serializer(WireTypes.enriched(WireTypes.TEXT_QUERY)).copy(FULL_ENRICHED))
                .as("what cannot change")
                .isSameAs(FULL_ENRICHED);
    }

    /** A POJO, as Flink's users have them. */
    public static final class Note {
        public String text;

        public Note() {}

        Note(String text) {
            this.text = text;
        }
    }

    @Test
    void anEnrichedValueOfTheFirstLayoutIsRead() throws Exception {
        TypeSerializer<Enriched<TextQuery>> serializer =
                serializer(WireTypes.enriched(WireTypes.TEXT_QUERY));
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(BARE_ENRICHED, out);
        byte[] first = Arrays.copyOf(out.getCopyOfBuffer(), out.length() - Float.BYTES);
        assertThat(first[0]).isEqualTo((byte) 2);
        first[0] = 1;

        DataInputDeserializer in = new DataInputDeserializer(first);
        assertThat(serializer.deserialize(in)).usingRecursiveComparison().isEqualTo(BARE_ENRICHED);
        assertThat(in.available()).isZero();
    }

    @Test
    void whatALaterVersionWroteIsRefused() {
        byte[] later = {9, 0, 0};

        assertThatThrownBy(
                        () ->
                                serializer(WireTypes.TEXT_QUERY)
                                        .deserialize(new DataInputDeserializer(later)))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "a text in flight of layout 9 found in the state, this version of the job"
                                + " reads up to 1");
    }

    private static <T> TypeSerializer<T> serializer(TypeInformation<T> type) {
        return type.createSerializer(new SerializerConfigImpl());
    }

    private static <T> T roundTrip(TypeSerializer<T> writer, TypeSerializer<T> reader, T value)
            throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        writer.serialize(value, out);
        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
        T read = reader.deserialize(in);
        assertThat(in.available()).as("bytes left over").isZero();
        return read;
    }
}
