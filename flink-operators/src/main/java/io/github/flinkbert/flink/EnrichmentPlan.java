package io.github.flinkbert.flink;

import io.github.flinkbert.flink.config.ExecutionOptions.AsyncConfig;
import io.github.flinkbert.flink.config.ExecutionOptions.Order;
import io.github.flinkbert.flink.config.ExecutionOptions.PlacementConfig;
import io.github.flinkbert.flink.model.ModelDefinition;
import io.github.flinkbert.flink.record.Enriched;
import io.github.flinkbert.flink.record.EnrichmentInput;
import io.github.flinkbert.flink.record.Outcome;
import io.github.flinkbert.flink.record.Rejected;
import io.github.flinkbert.flink.wire.WireTypes;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;
import org.apache.flink.util.function.SerializableFunction;
import org.jspecify.annotations.Nullable;

/**
 * An enrichment's operators: stamp, enrich, settle. What they are called by a savepoint is {@code
 * uid} with these names behind it, and must stay.
 */
record EnrichmentPlan<T>(
        DataStream<T> stream,
        TextAccess<T> reader,
        AsyncConfig async,
        Spread<T> spread,
        PlacementConfig placement,
        Enricher.Loader loader,
        ModelDefinition model,
        Optional<ModelUpdates> updates,
        String uid) {

    /**
     * How values are spread over the subtasks that ask. Where their number is that of the stream,
     * each is connected to one that comes before, and order needs no order key.
     *
     * @param parallelism empty for that of the stream
     * @param orderKey null for no order beyond that
     */
    record Spread<T>(OptionalInt parallelism, @Nullable SerializableFunction<T, Integer> orderKey) {

        static <T> Spread<T> asTheStream() {
            return new Spread<>(OptionalInt.empty(), null);
        }

        Spread<T> over(int subtasks) {
            return new Spread<>(OptionalInt.of(subtasks), orderKey);
        }

        Spread<T> byOrderKey(SerializableFunction<T, Integer> orderKeys) {
            return new Spread<>(parallelism, orderKeys);
        }

        void check(EnrichmentFaults faults, Order order) {
            faults.require(
                    parallelism.orElse(1) > 0,
                    "parallelism(…) must be at least 1, found %d".formatted(parallelism.orElse(1)));
            faults.require(
                    orderKey == null || order == Order.ORDERED,
                    "inOrderWithin(…) needs ordered(), found unordered()");
        }

        /** Evenly, and not by a hash, for order keys are few. */
        DataStream<T> of(DataStream<T> stream) {
            boolean forward =
                    parallelism.isEmpty() || parallelism.getAsInt() == stream.getParallelism();
            return orderKey == null || forward
                    ? stream
                    : stream.partitionCustom(
                            (Integer key, int subtasks) -> Math.floorMod(key, subtasks),
                            orderKey::apply);
        }

        <U> SingleOutputStreamOperator<U> sized(SingleOutputStreamOperator<U> operator) {
            parallelism.ifPresent(operator::setParallelism);
            return operator;
        }
    }

    SingleOutputStreamOperator<Enriched<T>> addTo(Consumer<DataStream<Rejected<T>>> deadLetters) {
        TypeInformation<T> type = stream.getType();
        OutputTag<Rejected<T>> rejected =
                new OutputTag<>(uid + "-rejected", WireTypes.rejected(type));
        SingleOutputStreamOperator<Enriched<T>> enriched =
                spread.sized(
                        OperatorPlacement.behind(
                                ask(versioned(type), type)
                                        .process(
                                                new SettleFunction<>(rejected),
                                                WireTypes.enriched(type))
                                        .name("settle")
                                        .uid(uid + "-settle"),
                                placement));
        deadLetters.accept(enriched.getSideOutput(rejected));
        return enriched;
    }

    private SingleOutputStreamOperator<EnrichmentInput<T>> versioned(TypeInformation<T> type) {
        DataStream<T> values = spread.of(stream);
        SingleOutputStreamOperator<EnrichmentInput<T>> versioned =
                updates.isEmpty()
                        ? values.map(new OwnStampFunction<>(), WireTypes.enrichmentInput(type))
                        : values.connect(updates.get().accepted(loader, model, uid))
                                .process(
                                        new StampFunction<>(loader, model),
                                        WireTypes.enrichmentInput(type));
        return spread.sized(versioned.name("stamp").uid(uid + "-stamp"));
    }

    private SingleOutputStreamOperator<Outcome<T>> ask(
            DataStream<EnrichmentInput<T>> inputs, TypeInformation<T> type) {
        EnrichFunction<T> function =
                new EnrichFunction<>(reader, loader, model, updates.isPresent(), placement);
        long timeout = async.timeout().toMillis();
        SingleOutputStreamOperator<Outcome<T>> outcomes =
                async.order() == Order.ORDERED
                        ? AsyncDataStream.orderedWait(
                                inputs, function, timeout, TimeUnit.MILLISECONDS, async.capacity())
                        : AsyncDataStream.unorderedWait(
                                inputs, function, timeout, TimeUnit.MILLISECONDS, async.capacity());
        return spread.sized(
                OperatorPlacement.placed(
                        outcomes.returns(WireTypes.outcome(type))
                                .name("enrich")
                                .uid(uid + "-enrich"),
                        placement));
    }
}
