package io.github.flinkbert.flink.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.BertOptions;
import io.github.flinkbert.checkpoint.CasingChoice;
import io.github.flinkbert.checkpoint.LabelHeadKind;
import io.github.flinkbert.checkpoint.PackedAdapter;
import io.github.flinkbert.engine.Acceleration;
import io.github.flinkbert.engine.Device;
import io.github.flinkbert.engine.Precision;
import io.github.flinkbert.flink.layout.Fields;
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
import io.github.flinkbert.flink.task.answers.AnswersTask;
import io.github.flinkbert.flink.task.chunks.ChunksTask;
import io.github.flinkbert.flink.task.embedding.EmbeddingTask;
import io.github.flinkbert.flink.task.entities.EntitiesTask;
import io.github.flinkbert.flink.task.labels.LabelsTask;
import io.github.flinkbert.flink.task.pairs.PairResult;
import io.github.flinkbert.flink.task.pairs.PairsTask;
import io.github.flinkbert.flink.task.redaction.RedactionTask;
import io.github.flinkbert.flink.task.vocabulary.VocabularyTask;
import io.github.flinkbert.task.answers.Answer;
import io.github.flinkbert.task.answers.Answers;
import io.github.flinkbert.task.chunks.TextChunk;
import io.github.flinkbert.task.embedding.Embedding;
import io.github.flinkbert.task.entities.Entity;
import io.github.flinkbert.task.labels.LabelScore;
import io.github.flinkbert.task.redaction.RedactedSpan;
import io.github.flinkbert.task.redaction.Redaction;
import java.io.IOException;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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
            new TextQuery(BARE, "", "t", Map.of(), OptionalLong.empty(), Map.of());
    private static final TextQuery FULL_QUERY =
            new TextQuery(
                    FULL,
                    "id",
                    "é한🙂".repeat(30_000),
                    Map.of(AnswersTask.QUESTION, "why?"),
                    OptionalLong.of(-5),
                    Map.of("k", "v"));
    private static final Enriched<TextQuery> BARE_ENRICHED =
            new Enriched<>(
                    BARE_QUERY,
                    EnrichmentResult.builder().build(),
                    new ModelStamp("m", "d", "float32", Map.of()));
    private static final Enriched<TextQuery> FULL_ENRICHED =
            new Enriched<>(
                    FULL_QUERY,
                    EnrichmentResult.builder()
                            .put(EmbeddingTask.KEY, Embedding.of(1.5f, -0f, Float.MIN_VALUE))
                            .put(EntitiesTask.KEY, List.of(new Entity("PER", "x", 1, 2, 0.5f)))
                            .put(
                                    AnswersTask.KEY,
                                    List.of(
                                            new Answers(
                                                    "q", List.of(new Answer("a", 0, 1, 0.25f)))))
                            .put(VocabularyTask.KEY, 0.5f)
                            .build(),
                    new ModelStamp("m", "d", "bfloat16", Map.of("entities", "sha")));
    private static final Enriched<TextQuery> LABELLED =
            new Enriched<>(
                    new TextQuery(
                            FULL,
                            "id",
                            "t",
                            Map.of(PairsTask.SECOND_TEXT, "한"),
                            OptionalLong.empty(),
                            Map.of()),
                    EnrichmentResult.builder()
                            .put(
                                    LabelsTask.KEY,
                                    List.of(new LabelScore("PER", 0.1), new LabelScore("한", -3)))
                            .put(
                                    PairsTask.KEY,
                                    new PairResult(List.of(new LabelScore("PER", 1)), true))
                            .build(),
                    new ModelStamp("m", "d", "float32", Map.of()));
    private static final Enriched<TextQuery> CHUNKED =
            new Enriched<>(
                    BARE_QUERY,
                    EnrichmentResult.builder()
                            .put(
                                    ChunksTask.KEY,
                                    List.of(
                                            new TextChunk("t", 0, 1, Embedding.of(1.5f, -0f)),
                                            new TextChunk("한", 3, 4, Embedding.of())))
                            .build(),
                    new ModelStamp("m", "d", "float32", Map.of()));
    private static final Enriched<TextQuery> REDACTED =
            new Enriched<>(
                    BARE_QUERY,
                    EnrichmentResult.builder()
                            .put(
                                    RedactionTask.KEY,
                                    new Redaction(
                                            "[한] to",
                                            List.of(
                                                    new RedactedSpan("한", 0, 1, 0, 3),
                                                    new RedactedSpan("PER", 5, 9, 7, 7))))
                            .build(),
                    new ModelStamp("m", "d", "float32", Map.of()));
    private static final TextQuery SEVERAL_QUERY =
            new TextQuery(
                    FULL,
                    "id",
                    "",
                    Map.of(),
                    OptionalLong.empty(),
                    Map.of(),
                    Map.of("/a/0", "한", "/b", "why?"));
    private static final Enriched<TextQuery> SEVERAL =
            new Enriched<>(
                    SEVERAL_QUERY,
                    EnrichmentResult.ofTexts(
                            Map.of("/a/0", FULL_ENRICHED.result(), "/b", CHUNKED.result())),
                    new ModelStamp("m", "d", "float32", Map.of()));
    private static final RejectedRecord REJECTED =
            new RejectedRecord(FULL, RejectionStage.MODEL, "a reason", 17);

    private static final Rejected<TextQuery> REJECTED_VALUE =
            new Rejected<>(FULL_QUERY, RejectionStage.MODEL, "a reason", 17);
    private static final Acceleration ACCELERATION = new Acceleration(1, true);
    private static final ModelDefinition MODEL =
            new ModelDefinition(
                    BertOptions.of("file:/checkpoint")
                            .withThreads(3)
                            .withCacheBytes(7)
                            .withMaxPositions(9)
                            .withAcceleration(ACCELERATION),
                    "sha",
                    Map.of(
                            "entities",
                            new PackedAdapter(
                                    "folder", "sha", Map.of("adapter_config.json", new byte[9]))));

    /** {@link #MODEL} with nothing left at its default. */
    private static final ModelDefinition UNUSUAL =
            new ModelDefinition(
                    MODEL.options().toBuilder()
                            .casing(CasingChoice.UNCASED)
                            .precision(Precision.BFLOAT16)
                            .device(Device.GPU)
                            .labelHead(Optional.of(LabelHeadKind.TEXTS))
                            .build(),
                    "",
                    Map.of());

    record Case<T>(TypeInformation<T> type, T value) {}

    static Stream<Case<?>> values() {
        return Stream.of(
                new Case<>(WireTypes.KAFKA_RECORD, BARE),
                new Case<>(WireTypes.KAFKA_RECORD, FULL),
                new Case<>(WireTypes.TEXT_QUERY, BARE_QUERY),
                new Case<>(WireTypes.TEXT_QUERY, FULL_QUERY),
                new Case<>(WireTypes.enriched(WireTypes.TEXT_QUERY), BARE_ENRICHED),
                new Case<>(WireTypes.enriched(WireTypes.TEXT_QUERY), FULL_ENRICHED),
                new Case<>(WireTypes.enriched(WireTypes.TEXT_QUERY), LABELLED),
                new Case<>(WireTypes.enriched(WireTypes.TEXT_QUERY), CHUNKED),
                new Case<>(WireTypes.enriched(WireTypes.TEXT_QUERY), REDACTED),
                new Case<>(WireTypes.TEXT_QUERY, SEVERAL_QUERY),
                new Case<>(WireTypes.enriched(WireTypes.TEXT_QUERY), SEVERAL),
                new Case<>(WireTypes.REJECTED_RECORD, REJECTED),
                new Case<>(WireTypes.rejected(WireTypes.TEXT_QUERY), REJECTED_VALUE),
                new Case<>(WireTypes.outcome(WireTypes.TEXT_QUERY), FULL_ENRICHED),
                new Case<>(WireTypes.outcome(WireTypes.TEXT_QUERY), REJECTED_VALUE),
                new Case<>(
                        WireTypes.enrichmentInput(WireTypes.TEXT_QUERY),
                        new EnrichmentInput.VersionedElement<>(FULL_QUERY, "digest")),
                new Case<>(
                        WireTypes.enrichmentInput(WireTypes.TEXT_QUERY),
                        new EnrichmentInput.ModelUpdate<>(MODEL)),
                new Case<>(WireTypes.MODEL_DEFINITION, MODEL),
                new Case<>(WireTypes.MODEL_DEFINITION, UNUSUAL),
                new Case<>(
                        WireTypes.OUTBOUND_RECORD,
                        new OutboundRecord(new byte[] {1}, null, FULL.headers(), 5)),
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

    /** A field that the layout forgets is at its default in what it reads. */
    @Test
    void everyFieldOfAModelsOptionsIsWritten() throws Exception {
        TypeSerializer<ModelDefinition> serializer = serializer(WireTypes.MODEL_DEFINITION);
        BertOptions usual = BertOptions.of(UNUSUAL.options().checkpoint());

        BertOptions read = roundTrip(serializer, serializer, UNUSUAL).options();

        assertThat(read).isEqualTo(UNUSUAL.options());
        assertThat(List.of(read.casing(), read.precision(), read.device(), read.acceleration()))
                .doesNotContain(
                        usual.casing(), usual.precision(), usual.device(), usual.acceleration());
        assertThat(List.of(read.threads(), read.cacheBytes(), read.maxPositions()))
                .doesNotContain(0, 0L);
        assertThat(read.labelHead()).contains(LabelHeadKind.TEXTS);
    }

    /**
     * Layout 3 bounds the cache by texts, layout 2 does not say how long a sequence may be, and
     * layout 1 does not know accelerators either.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aModelOfAnEarlierSavepointIsReadWithWhatItDidNotSayAtItsDefault(int layout)
            throws Exception {
        TypeSerializer<ModelDefinition> serializer = serializer(WireTypes.MODEL_DEFINITION);
        DataInputDeserializer in = new DataInputDeserializer(earlier(layout));

        ModelDefinition read = serializer.deserialize(in);

        assertThat(in.available()).as("bytes left over").isZero();
        assertThat(read)
                .usingRecursiveComparison()
                .isEqualTo(
                        new ModelDefinition(
                                BertOptions.of("file:/checkpoint")
                                        .withThreads(3)
                                        .withCachedTexts(7)
                                        .withMaxPositions(layout == 3 ? 9 : 0)
                                        .withAcceleration(
                                                layout == 1 ? Acceleration.NONE : ACCELERATION),
                                MODEL.checkpointDigest(),
                                MODEL.adapters()));
        assertThat(read.options().cacheBytes()).isEqualTo(7 * 8192L);
    }

    /** {@link #MODEL} as an earlier version wrote it, with a bound of 7 texts. */
    private static byte[] earlier(int layout) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        out.writeByte(layout);
        Fields.writeString("file:/checkpoint", out);
        out.writeUTF(MODEL.options().casing().name());
        out.writeUTF(MODEL.options().precision().name());
        out.writeUTF(MODEL.options().device().name());
        if (layout >= 2) {
            out.writeInt(ACCELERATION.index());
            out.writeBoolean(ACCELERATION.xla());
        }
        out.writeInt(3);
        out.writeInt(7);
        if (layout == 3) {
            out.writeInt(9);
        }
        Fields.writeString("sha", out);
        out.writeInt(1);
        Fields.writeString("entities", out);
        Fields.writeString("folder", out);
        Fields.writeString("sha", out);
        out.writeInt(1);
        Fields.writeString("adapter_config.json", out);
        Fields.writeBytes(new byte[9], out);
        return out.getCopyOfBuffer();
    }

    @Test
    void aTextInFlightOfTheFirstLayoutIsReadWithItsQuestion() throws Exception {
        TypeSerializer<TextQuery> serializer = serializer(WireTypes.TEXT_QUERY);
        for (TextQuery sample : List.of(BARE_QUERY, FULL_QUERY)) {
            DataOutputSerializer out = new DataOutputSerializer(64);
            out.writeByte(1);
            new KafkaRecordFormat().write(sample.record(), out);
            Fields.writeString(sample.id(), out);
            Fields.writeString(sample.text(), out);
            Fields.writeString(sample.input(AnswersTask.QUESTION).orElse(null), out);
            out.writeBoolean(sample.eventTime().isPresent());
            out.writeLong(sample.eventTime().orElse(0));
            Fields.writeMap(sample.attributes(), out);

            DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
            assertThat(serializer.deserialize(in)).usingRecursiveComparison().isEqualTo(sample);
            assertThat(in.available()).isZero();
        }
    }

    /** So that a savepoint of a job that does not need them can be read by an earlier version. */
    @Test
    void onlyRecordsWithSeveralTextsAreOfTheNewestLayouts() throws Exception {
        assertThat(firstByte(WireTypes.TEXT_QUERY, FULL_QUERY)).isEqualTo((byte) 2);
        assertThat(firstByte(WireTypes.TEXT_QUERY, SEVERAL_QUERY)).isEqualTo((byte) 3);
        assertThat(firstByte(WireTypes.enriched(WireTypes.TEXT_QUERY), FULL_ENRICHED))
                .isEqualTo((byte) 3);
        assertThat(firstByte(WireTypes.enriched(WireTypes.TEXT_QUERY), SEVERAL))
                .isEqualTo((byte) 4);
    }

    private static <T> byte firstByte(TypeInformation<T> type, T value) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer(type).serialize(value, out);
        return out.getCopyOfBuffer()[0];
    }

    record Renamed<T>(String former, TypeInformation<T> type) {}

    static Stream<Renamed<?>> renamedFormats() {
        return Stream.of(
                new Renamed<>("RefusedRecordFormat", WireTypes.REJECTED_RECORD),
                new Renamed<>("RefusedFormat", WireTypes.rejected(WireTypes.TEXT_QUERY)),
                new Renamed<>("InquiryFormat", WireTypes.enrichmentInput(WireTypes.TEXT_QUERY)));
    }

    @ParameterizedTest
    @MethodSource("renamedFormats")
    <T> void aFormatIsFoundByTheNameThatItHadInAnEarlierVersion(Renamed<T> sample)
            throws Exception {
        TypeSerializer<T> serializer = serializer(sample.type());
        DataOutputSerializer now = new DataOutputSerializer(64);
        TypeSerializerSnapshot.writeVersionedSnapshot(now, serializer.snapshotConfiguration());
        String name =
                serializer instanceof WireSerializer<T> flat
                        ? flat.formatClass().getName()
                        : ((NestingSerializer<?, ?>) serializer).formatClass().getName();
        String former = "io.github.flinkbert.flink.wire." + sample.former();
        byte[] savepoint = replaced(now.getCopyOfBuffer(), utf(name), utf(former));

        TypeSerializerSnapshot<T> restored =
                TypeSerializerSnapshot.readVersionedSnapshot(
                        new DataInputDeserializer(savepoint), WireTypesTest.class.getClassLoader());

        assertThat(
                        serializer
                                .snapshotConfiguration()
                                .resolveSchemaCompatibility(restored)
                                .isCompatibleAsIs())
                .isTrue();
        assertThat(restored.restoreSerializer()).isEqualTo(serializer);
    }

    private static byte[] utf(String text) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        out.writeUTF(text);
        return out.getCopyOfBuffer();
    }

    private static byte[] replaced(byte[] all, byte[] old, byte[] fresh) {
        String bytes = new String(all, ISO_8859_1);
        String from = new String(old, ISO_8859_1);
        assertThat(bytes).contains(from);
        return bytes.replace(from, new String(fresh, ISO_8859_1)).getBytes(ISO_8859_1);
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
                new Enriched<>(new Note("a"), FULL_ENRICHED.result(), FULL_ENRICHED.model());

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

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void anEnrichedValueOfAnEarlierLayoutIsRead(int layout) throws Exception {
        TypeSerializer<Enriched<TextQuery>> serializer =
                serializer(WireTypes.enriched(WireTypes.TEXT_QUERY));
        for (Enriched<TextQuery> sample : List.of(BARE_ENRICHED, FULL_ENRICHED)) {
            Enriched<TextQuery> readable = layout == 1 ? withoutUnknown(sample) : sample;
            DataInputDeserializer in = new DataInputDeserializer(earlier(layout, readable));

            assertThat(serializer.deserialize(in)).usingRecursiveComparison().isEqualTo(readable);
            assertThat(in.available()).isZero();
        }
    }

    private static Enriched<TextQuery> withoutUnknown(Enriched<TextQuery> sample) {
        EnrichmentResult.Builder known = EnrichmentResult.builder();
        sample.get(EmbeddingTask.KEY).ifPresent(found -> known.put(EmbeddingTask.KEY, found));
        sample.get(EntitiesTask.KEY).ifPresent(found -> known.put(EntitiesTask.KEY, found));
        sample.get(AnswersTask.KEY).ifPresent(found -> known.put(AnswersTask.KEY, found));
        return new Enriched<>(sample.value(), known.build(), sample.model());
    }

    /** As versions wrote it that knew three tasks, and unknown pieces from layout 2 on. */
    private static byte[] earlier(int layout, Enriched<TextQuery> sample) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        out.writeByte(layout);
        serializer(WireTypes.TEXT_QUERY).serialize(sample.value(), out);
        Fields.writeFloats(sample.result().embedding().orElse(null), out);
        Fields.writeList(
                sample.result().entities().orElse(null),
                (entity, inner) -> {
                    Fields.writeString(entity.label(), inner);
                    Fields.writeString(entity.text(), inner);
                    inner.writeInt(entity.start());
                    inner.writeInt(entity.end());
                    inner.writeFloat(entity.score());
                },
                out);
        Fields.writeList(
                sample.result().answers().orElse(null),
                (answers, inner) -> {
                    Fields.writeString(answers.question(), inner);
                    inner.writeInt(answers.answers().size());
                    for (Answer answer : answers.answers()) {
                        Fields.writeString(answer.text(), inner);
                        inner.writeInt(answer.start());
                        inner.writeInt(answer.end());
                        inner.writeFloat(answer.score());
                    }
                },
                out);
        Fields.writeString(sample.model().name(), out);
        Fields.writeString(sample.model().digest(), out);
        Fields.writeString(sample.model().precision(), out);
        Fields.writeMap(sample.model().adapters(), out);
        if (layout == 2) {
            out.writeFloat(sample.result().unknownPieces().orElse(Float.NaN));
        }
        return out.getCopyOfBuffer();
    }

    /** What a version wrote that has a task or a layout more, or a section that went wrong. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "later | 1 | 0 | a result of the task later found in the state, this version of the"
                        + " job has embedding, entities, answers, masks, labels, pairs, chunks,"
                        + " language, unknown-pieces, quantized-embedding, near-duplicates,"
                        + " redaction",
                "unknown-pieces | 9 | 4 | a result of the task unknown-pieces of layout 9 found in"
                        + " the state, this version of the job reads up to 1",
                "unknown-pieces | 1 | 5 | a result of the task unknown-pieces has 1 bytes more than"
                        + " its layout 1 has"
            })
    void aResultThatThisVersionCannotReadIsRefused(
            String task, int layout, int length, String sentence) throws Exception {
        DataOutputSerializer out = new DataOutputSerializer(64);
        out.writeByte(1);
        Fields.writeString(task, out);
        out.writeByte(layout);
        Fields.writeBytes(new byte[length], out);

        assertThatThrownBy(
                        () -> ResultSections.read(new DataInputDeserializer(out.getCopyOfBuffer())))
                .isInstanceOf(IOException.class)
                .hasMessage(sentence);
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
                                + " reads up to 3");
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
