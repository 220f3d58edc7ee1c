package io.github.flinkbert.flink.encode;

import io.github.flinkbert.flink.config.OutputConfig;
import io.github.flinkbert.flink.record.KafkaRecord;
import io.github.flinkbert.flink.record.OutboundRecord;
import io.github.flinkbert.flink.record.RefusedRecord;
import io.github.flinkbert.schemas.DeadLetter;
import io.github.flinkbert.schemas.RecordHeader;
import io.github.flinkbert.schemas.Stage;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Makes refused records dead letters. The record lies whole in the letter; a value that is too long
 * for one record of the dead-letter topic is laid in several letters, for it may be just as long as
 * its own topic takes, and a letter says more than the record did.
 */
public final class DeadLetterFunction extends ProcessFunction<RefusedRecord, OutboundRecord> {

    private static final long serialVersionUID = 1L;

    /** Names, numbers and the reason, which are short; JSON spells the fields' names out. */
    private static final int FRAME = 4096;

    /** A letter's share of the value, however long key and headers are. */
    private static final int LEAST_PART = 16 * 1024;

    private final OutputConfig config;
    private transient DeadLetterEncoder encoder;

    public DeadLetterFunction(OutputConfig config) {
        this.config = config;
    }

    @Override
    public void open(OpenContext context) {
        encoder = DeadLetterEncoder.of(config.deadLetterFormat());
    }

    @Override
    public void processElement(
            RefusedRecord refused, Context context, Collector<OutboundRecord> out) {
        KafkaRecord record = refused.record();
        // A key is repeated as the letter's own, so that letters of a key stay in order, unless it
        // is so long that twice its length would not fit.
        byte[] key = record.key() == null || record.key().length > FRAME ? null : record.key();
        int size = partSize(record);
        int length = record.value() == null ? 0 : record.value().length;
        int parts = Math.max(1, (length + size - 1) / size);
        for (int part = 0; part < parts; part++) {
            DeadLetter letter = letter(refused);
            if (record.value() != null) {
                int start = part * size;
                letter.setValue(
                        ByteBuffer.wrap(record.value(), start, Math.min(size, length - start)));
            }
            letter.setPart(part);
            letter.setParts(parts);
            out.collect(
                    new OutboundRecord(key, encoder.encode(letter), List.of(), refused.failedAt()));
        }
    }

    private int partSize(KafkaRecord record) {
        long beside = OutboundRecord.length(record.key(), null, record.headers());
        long room = encoder.roomForValue(config.maxBytes() - 2L * FRAME) - beside;
        return (int) Math.max(LEAST_PART, room);
    }

    private static DeadLetter letter(RefusedRecord refused) {
        KafkaRecord record = refused.record();
        return DeadLetter.newBuilder()
                .setKey(wrap(record.key()))
                .setHeaders(
                        record.headers().stream()
                                .map(header -> new RecordHeader(header.key(), wrap(header.value())))
                                .toList())
                .setTopic(record.topic())
                .setPartition(record.partition())
                .setOffset(record.offset())
                .setTimestamp(
                        record.timestamp() < 0 ? null : Instant.ofEpochMilli(record.timestamp()))
                .setStage(Stage.valueOf(refused.stage().name()))
                .setReason(refused.reason())
                .setFailedAt(Instant.ofEpochMilli(refused.failedAt()))
                .build();
    }

    private static ByteBuffer wrap(byte[] bytes) {
        return bytes == null ? null : ByteBuffer.wrap(bytes);
    }
}
