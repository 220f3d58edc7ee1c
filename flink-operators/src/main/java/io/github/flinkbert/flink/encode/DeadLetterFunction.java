package io.github.flinkbert.flink.encode;

import io.github.flinkbert.flink.config.OutputConfig;
import io.github.flinkbert.flink.record.KafkaRecord;
import io.github.flinkbert.flink.record.OutboundRecord;
import io.github.flinkbert.flink.record.RefusedRecord;
import io.github.flinkbert.schemas.DeadLetter;
import io.github.flinkbert.schemas.Stage;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Makes refused records dead letters. The record lies whole in its letter, or, where it is too long
 * for one, in several: see {@link LetterParts}.
 */
public final class DeadLetterFunction extends ProcessFunction<RefusedRecord, OutboundRecord> {

    private static final long serialVersionUID = 1L;

    /** Names, numbers and the reason, which are short; JSON spells the fields' names out. */
    private static final int FRAME = 4096;

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
        int room = encoder.bytesIn(config.maxBytes() - 2 * FRAME);
        for (DeadLetter letter : LetterParts.of(record, () -> blank(refused), room)) {
            out.collect(
                    new OutboundRecord(key, encoder.encode(letter), List.of(), refused.failedAt()));
        }
    }

    /** A letter that says everything but the record's own bytes. */
    private static DeadLetter blank(RefusedRecord refused) {
        KafkaRecord record = refused.record();
        return DeadLetter.newBuilder()
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
}
