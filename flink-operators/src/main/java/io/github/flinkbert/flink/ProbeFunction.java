package io.github.flinkbert.flink;

import io.github.flinkbert.failure.FailureMessage;
import io.github.flinkbert.flink.decode.MalformedRecordException;
import io.github.flinkbert.flink.model.ModelDefinition;
import io.github.flinkbert.flink.record.KafkaRecord;
import io.github.flinkbert.flink.record.RejectedRecord;
import io.github.flinkbert.flink.record.RejectionStage;
import io.github.flinkbert.flink.update.ModelUpdateReader;
import io.github.flinkbert.flink.wire.WireTypes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries each model that updates name, once, before any value is marked with it: loads it and asks
 * it everything that the job asks. What cannot be used leaves by the side output, and the model in
 * use stays.
 *
 * <p>Updates that come close upon each other are gathered for a while, and tried from the newest to
 * the oldest until one can be used: whatever is older than that is superseded. Runs with a
 * parallelism of one, and blocks while it tries.
 */
final class ProbeFunction extends KeyedProcessFunction<String, KafkaRecord, ModelDefinition> {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(ProbeFunction.class);

    private final Enricher.Loader loader;
    private final ModelDefinition own;
    private final byte[] key;
    private final long gatherMillis;
    private final OutputTag<RejectedRecord> rejected;

    private transient ModelUpdateReader reader;
    private transient ListState<KafkaRecord> gathered;
    private transient ValueState<String> accepted;
    private transient Counter acceptances;
    private transient Counter rejections;
    private transient Counter supersessions;

    ProbeFunction(
            Enricher.Loader loader,
            ModelDefinition own,
            String key,
            long gatherMillis,
            OutputTag<RejectedRecord> rejected) {
        this.loader = loader;
        this.own = own;
        this.key = key.getBytes(StandardCharsets.UTF_8);
        this.gatherMillis = gatherMillis;
        this.rejected = rejected;
    }

    @Override
    public void open(OpenContext context) {
        reader = new ModelUpdateReader(own);
        gathered =
                getRuntimeContext()
                        .getListState(
                                new ListStateDescriptor<>(
                                        "gathered-updates", WireTypes.KAFKA_RECORD));
        accepted =
                getRuntimeContext()
                        .getState(new ValueStateDescriptor<>("accepted-model-id", Types.STRING));
        MetricGroup group = getRuntimeContext().getMetricGroup().addGroup(EngineMetrics.GROUP);
        acceptances = group.counter("updatesAccepted");
        rejections = group.counter("updatesRefused");
        supersessions = group.counter("updatesSuperseded");
    }

    @Override
    public void processElement(KafkaRecord update, Context context, Collector<ModelDefinition> out)
            throws Exception {
        if (update.key() == null) {
            reject(
                    update,
                    "the update has no key, the name of a job's model was expected",
                    context);
            return;
        }
        if (!Arrays.equals(update.key(), key)) {
            return; // for another job
        }
        if (!gathered.get().iterator().hasNext()) {
            long now = context.timerService().currentProcessingTime();
            context.timerService().registerProcessingTimeTimer(now + gatherMillis);
        }
        gathered.add(update);
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<ModelDefinition> out)
            throws Exception {
        List<KafkaRecord> updates = new ArrayList<>();
        gathered.get().forEach(updates::add);
        gathered.clear();
        for (int newest = updates.size() - 1; newest >= 0; newest--) {
            Optional<ModelDefinition> usable = probed(updates.get(newest), context);
            if (usable.isPresent()) {
                supersessions.inc(newest);
                acceptances.inc();
                accept(usable.get(), out);
                return;
            }
        }
    }

    private void accept(ModelDefinition model, Collector<ModelDefinition> out) throws Exception {
        String id = model.id();
        if (id.equals(accepted.value())) {
            return; // the same once more
        }
        accepted.update(id);
        LOG.info("From here on {} is asked", model);
        out.collect(model);
    }

    private Optional<ModelDefinition> probed(KafkaRecord update, Context context) {
        try {
            ModelDefinition model = reader.definition(update.value());
            if (!model.id().equals(own.id())) {
                loader.load(model).close();
            }
            return Optional.of(model);
        } catch (MalformedRecordException | RuntimeException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("cancelled while a model was tried", e);
            }
            reject(update, FailureMessage.of(e), context);
            return Optional.empty();
        }
    }

    private void reject(KafkaRecord update, String reason, Context context) {
        rejections.inc();
        LOG.warn("The model update {} is rejected: {}", update, reason);
        context.output(rejected, RejectedRecord.now(update, RejectionStage.UPDATE, reason));
    }
}
