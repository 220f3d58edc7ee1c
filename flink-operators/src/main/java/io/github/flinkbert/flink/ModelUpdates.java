package io.github.flinkbert.flink;

import io.github.flinkbert.flink.model.ModelDefinition;
import io.github.flinkbert.flink.record.KafkaRecord;
import io.github.flinkbert.flink.record.RejectedRecord;
import io.github.flinkbert.flink.wire.WireTypes;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.BroadcastStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

/**
 * Updates of an enrichment's model.
 *
 * @param stream records of the control topic: Avro {@link
 *     io.github.flinkbert.schemas.ModelUpdate}s, null for the job's own model
 * @param key of the records that are meant for this enrichment
 * @param gatherTime for how long updates are gathered before the newest of them is tried
 * @param rejected where updates go that name what cannot be used
 */
record ModelUpdates(
        DataStream<KafkaRecord> stream,
        String key,
        Duration gatherTime,
        Consumer<DataStream<RejectedRecord>> rejected) {

    /** Updates have no part in event time: an active input without watermarks would stop it. */
    private static final class AlwaysIdle implements WatermarkGenerator<KafkaRecord> {

        @Override
        public void onEvent(KafkaRecord update, long timestamp, WatermarkOutput output) {
            output.markIdle();
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            output.markIdle();
        }
    }

    /** Adds the probe. What it accepts reaches every subtask. */
    BroadcastStream<ModelDefinition> accepted(
            Enricher.Loader loader, ModelDefinition own, String uid) {
        OutputTag<RejectedRecord> rejectedUpdates =
                new OutputTag<>(uid + "-rejected-updates", WireTypes.REJECTED_RECORD);
        String updatesKey = key;
        SingleOutputStreamOperator<ModelDefinition> probed =
                stream.assignTimestampsAndWatermarks(
                                WatermarkStrategy.forGenerator(unused -> new AlwaysIdle()))
                        .setParallelism(1)
                        .name("updates outside event time")
                        .uid(uid + "-updates-idle")
                        .keyBy(update -> updatesKey, Types.STRING)
                        .process(
                                new ProbeFunction(
                                        loader, own, key, gatherTime.toMillis(), rejectedUpdates),
                                WireTypes.MODEL_DEFINITION)
                        .setParallelism(1)
                        .setMaxParallelism(1)
                        .name("probe")
                        .uid(uid + "-updates-probe");
        rejected.accept(probed.getSideOutput(rejectedUpdates));
        return probed.broadcast(StampFunction.ACCEPTED);
    }
}
