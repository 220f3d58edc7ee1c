package io.github.flinkbert.flink;

import io.github.flinkbert.flink.config.Delivery;
import io.github.flinkbert.flink.config.JobArguments;
import io.github.flinkbert.flink.config.KafkaJobConfig;
import io.github.flinkbert.flink.config.Order;
import io.github.flinkbert.flink.decode.DecodeFunction;
import io.github.flinkbert.flink.encode.DeadLetterFunction;
import io.github.flinkbert.flink.encode.EncodeFunction;
import io.github.flinkbert.flink.kafka.Sinks;
import io.github.flinkbert.flink.kafka.Sources;
import io.github.flinkbert.flink.record.EnrichedRecord;
import io.github.flinkbert.flink.record.OutboundRecord;
import io.github.flinkbert.flink.record.Outcome;
import io.github.flinkbert.flink.record.RefusedRecord;
import io.github.flinkbert.flink.record.TextQuery;
import io.github.flinkbert.flink.wire.WireTypes;

import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.OutputTag;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Reads texts from Kafka, asks a BERT about each, and writes what it says to Kafka. Every record
 * read comes out exactly one of two ways: enriched, or as a dead letter.
 */
public final class KafkaEnrichmentJob {

    /** Between checkpoints, where neither the job nor the cluster says. */
    private static final Duration DEFAULT_CHECKPOINT_INTERVAL = Duration.ofSeconds(10);

    private static final OutputTag<RefusedRecord> REFUSED =
            new OutputTag<>("refused", WireTypes.REFUSED_RECORD);

    private KafkaEnrichmentJob() {}

    /**
     * For {@code flink run}: {@code --key value} for each option of {@link
     * io.github.flinkbert.flink.config.JobOptions}, {@code --properties FILE} for a file of them.
     *
     * @throws io.github.flinkbert.flink.config.JobConfigException with all faults of the options
     */
    public static void main(String[] args) throws Exception {
        KafkaJobConfig config = KafkaJobConfig.from(JobArguments.parse(args));
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment();
        addTo(environment, config);
        environment.execute("flink-bert: " + config.output().topic());
    }

    /**
     * Adds the job to an environment, and sets the checkpoints and the parallelism that it asks
     * for.
     */
    public static void addTo(StreamExecutionEnvironment environment, KafkaJobConfig config) {
        addTo(environment, config, BertEnricher.factory(config.model(), config.asks()));
    }

    static void addTo(
            StreamExecutionEnvironment environment,
            KafkaJobConfig config,
            Enricher.Factory enricher) {
        configure(environment, config);

        SingleOutputStreamOperator<TextQuery> texts =
                environment
                        .fromSource(
                                Sources.of(config),
                                Sources.watermarks(config.source()),
                                "texts from Kafka",
                                WireTypes.KAFKA_RECORD)
                        .uid("source")
                        .process(new DecodeFunction(config.input(), REFUSED), WireTypes.TEXT_QUERY)
                        .name("decode")
                        .uid("decode");

        SingleOutputStreamOperator<EnrichedRecord> enriched =
                Placement.behind(
                                Placement.placed(
                                                ask(texts, config.async(), enricher),
                                                config.placement())
                                        .process(
                                                new SettleFunction(REFUSED),
                                                WireTypes.ENRICHED_RECORD),
                                config.placement())
                        .name("settle")
                        .uid("settle");

        SingleOutputStreamOperator<OutboundRecord> encoded =
                enriched.process(
                                new EncodeFunction(config.output(), REFUSED),
                                WireTypes.OUTBOUND_RECORD)
                        .name("encode")
                        .uid("encode");
        encoded.sinkTo(Sinks.enriched(config)).name("enriched to Kafka").uid("enriched-sink");

        texts.getSideOutput(REFUSED)
                .union(enriched.getSideOutput(REFUSED), encoded.getSideOutput(REFUSED))
                .process(new DeadLetterFunction(config.output()), WireTypes.OUTBOUND_RECORD)
                .name("dead letters")
                .uid("dead-letters")
                .sinkTo(Sinks.deadLetters(config))
                .name("dead letters to Kafka")
                .uid("dead-letter-sink");
    }

    private static SingleOutputStreamOperator<Outcome> ask(
            DataStream<TextQuery> texts,
            KafkaJobConfig.AsyncConfig async,
            Enricher.Factory enricher) {
        EnrichFunction function = new EnrichFunction(enricher);
        long timeout = async.timeout().toMillis();
        SingleOutputStreamOperator<Outcome> outcomes =
                async.order() == Order.ORDERED
                        ? AsyncDataStream.orderedWait(
                                texts, function, timeout, TimeUnit.MILLISECONDS, async.capacity())
                        : AsyncDataStream.unorderedWait(
                                texts, function, timeout, TimeUnit.MILLISECONDS, async.capacity());
        return outcomes.returns(WireTypes.OUTCOME).name("enrich").uid("enrich");
    }

    private static void configure(StreamExecutionEnvironment environment, KafkaJobConfig config) {
        config.parallelism().ifPresent(environment::setParallelism);
        boolean clusterSays =
                environment
                        .getConfiguration()
                        .getOptional(CheckpointingOptions.CHECKPOINTING_INTERVAL)
                        .isPresent();
        var wanted = config.delivery().checkpointInterval();
        if (wanted.isPresent() || !clusterSays) {
            environment.enableCheckpointing(wanted.orElse(DEFAULT_CHECKPOINT_INTERVAL).toMillis());
        }
        if (config.delivery().delivery() == Delivery.EXACTLY_ONCE) {
            environment
                    .getCheckpointConfig()
                    .setCheckpointingConsistencyMode(CheckpointingMode.EXACTLY_ONCE);
        }
    }
}
