package io.github.flinkbert.flink.encode;

import static java.util.Objects.requireNonNull;

import io.github.flinkbert.flink.config.OutputOptions.DeadLetterContent;
import io.github.flinkbert.flink.config.OutputOptions.OutputConfig;
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
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Makes rejected records dead letters. The record lies whole in its letter, or, where it is too
 * long for one, in several: see {@link DeadLetterParts}.
 */
@Internal
public final class DeadLetterFunction extends ProcessFunction<RejectedRecord, OutboundRecord> {

    private static final long serialVersionUID = 1L;

    /** Records rejected at a stage: {@code <operator>.stage.{decode|model|encode}.deadLetters}. */
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
            RejectedRecord rejected, Context context, Collector<OutboundRecord> out) {
        KafkaRecord record = rejected.record();
        requireNonNull(counters.get(rejected.stage()), rejected.stage()::name).inc();
        // A key is repeated as the dead letter's own, so that dead letters of a key stay in order,
        // unless it
        // is so long that twice its length would not fit.
        byte[] key = record.key() == null || record.key().length > FRAME ? null : record.key();
        int room = encoder.bytesIn(config.maxBytes() - 2 * FRAME);
        KafkaRecord held = omitsValue(record) ? withoutValue(record) : record;
        for (DeadLetter deadLetter : DeadLetterParts.of(held, () -> blank(rejected), room)) {
            out.collect(
                    new OutboundRecord(
                            key, encoder.encode(deadLetter), List.of(), rejected.failedAt()));
        }
    }

    private boolean omitsValue(KafkaRecord record) {
        return record.value() != null
                && config.deadLetterContent() == DeadLetterContent.WITHOUT_VALUE;
    }

    private static KafkaRecord withoutValue(KafkaRecord record) {
        return new KafkaRecord(
                record.key(),
                null,
                record.headers(),
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestamp());
    }

    /** A dead letter that says everything but the record's own bytes. */
    private DeadLetter blank(RejectedRecord rejected) {
        KafkaRecord record = rejected.record();
        return DeadLetter.newBuilder()
                .setTopic(record.topic())
                .setPartition(record.partition())
                .setOffset(record.offset())
                .setTimestamp(
                        record.timestamp() < 0 ? null : Instant.ofEpochMilli(record.timestamp()))
                .setStage(Stage.valueOf(rejected.stage().name()))
                .setReason(rejected.reason())
                .setFailedAt(Instant.ofEpochMilli(rejected.failedAt()))
                .setValueOmitted(omitsValue(record))
                .build();
    }
}
