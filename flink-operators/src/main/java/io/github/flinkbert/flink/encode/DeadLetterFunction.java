package io.github.flinkbert.flink.encode;

import io.github.flinkbert.flink.config.OutputConfig;
import io.github.flinkbert.flink.record.KafkaRecord;
import io.github.flinkbert.flink.record.OutboundRecord;
import io.github.flinkbert.flink.record.RejectedRecord;
import io.github.flinkbert.flink.record.RejectionStage;
import io.github.flinkbert.schemas.DeadLetter;
import io.github.flinkbert.schemas.Stage;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Makes refused records dead letters. The record lies whole in its letter, or, where it is too long
 * for one, in several: see {@link DeadLetterParts}.
 */
public final class DeadLetterFunction extends ProcessFunction<RejectedRecord, OutboundRecord> {

    private static final long serialVersionUID = 1L;

    /** Records refused at a stage: {@code <operator>.stage.{decode|model|encode}.deadLetters}. */
    static final String DEAD_LETTERS = "deadLetters";

    /** Names, numbers and the reason, which are short; JSON spells the fields' names out. */
    private static final int FRAME = 4096;

    private final OutputConfig config;
    private transient DeadLetterEncoder encoder;
    private transient Map<RejectionStage, Counter> counters;

    public DeadLetterFunction(OutputConfig config) {
        this.config = config;
    }

    @Override
    public void open(OpenContext context) {
        encoder = DeadLetterEncoder.of(config);
        counters = new EnumMap<>(RejectionStage.class);
        for (RejectionStage stage : RejectionStage.values()) {
            counters.put(
                    stage,
                    getRuntimeContext()
                            .getMetricGroup()
                            .addGroup("stage", stage.name().toLowerCase(Locale.ROOT))
                            .counter(DEAD_LETTERS));
        }
    }

    @Override
    public void processElement(
            RejectedRecord refused, Context context, Collector<OutboundRecord> out) {
        KafkaRecord record = refused.record();
        counters.get(refused.stage()).inc();
        // A key is repeated as the letter's own, so that letters of a key stay in order, unless it
        // is so long that twice its length would not fit.
        byte[] key = record.key() == null || record.key().length > FRAME ? null : record.key();
        int room = encoder.bytesIn(config.maxBytes() - 2 * FRAME);
        for (DeadLetter letter : DeadLetterParts.of(record, () -> blank(refused), room)) {
            out.collect(
                    new OutboundRecord(key, encoder.encode(letter), List.of(), refused.failedAt()));
        }
    }

    /** A letter that says everything but the record's own bytes. */
    private static DeadLetter blank(RejectedRecord refused) {
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
