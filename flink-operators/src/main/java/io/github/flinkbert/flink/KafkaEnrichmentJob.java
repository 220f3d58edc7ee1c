package io.github.flinkbert.flink;

import io.github.flinkbert.flink.binding.InputField;
import io.github.flinkbert.flink.config.ExecutionOptions.AsyncConfig;
import io.github.flinkbert.flink.config.ExecutionOptions.Delivery;
import io.github.flinkbert.flink.config.ExecutionOptions.Order;
import io.github.flinkbert.flink.config.JobArguments;
import io.github.flinkbert.flink.config.KafkaJobConfig;
import io.github.flinkbert.flink.config.UpdateOptions.UpdatesConfig;
import io.github.flinkbert.flink.decode.DecodeFunction;
import io.github.flinkbert.flink.encode.DeadLetterFunction;
import io.github.flinkbert.flink.encode.EncodeFunction;
import io.github.flinkbert.flink.inplace.InPlaceRecords;
import io.github.flinkbert.flink.inplace.ReadInPlaceFunction;
import io.github.flinkbert.flink.inplace.WriteInPlaceFunction;
import io.github.flinkbert.flink.kafka.Sinks;
import io.github.flinkbert.flink.kafka.Sources;
import io.github.flinkbert.flink.model.ModelDefinition;
import io.github.flinkbert.flink.record.Enriched;
import io.github.flinkbert.flink.record.KafkaRecord;
import io.github.flinkbert.flink.record.OutboundRecord;
import io.github.flinkbert.flink.record.Rejected;
import io.github.flinkbert.flink.record.RejectedRecord;
import io.github.flinkbert.flink.record.TextQuery;
import io.github.flinkbert.flink.wire.WireTypes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.OutputTag;

/**
 * Reads texts from Kafka, asks a BERT about each, and writes what it says to Kafka. Every record
 * read comes out exactly one of two ways: enriched, or as a dead letter; near duplicates may be
 * left out.
 */
@PublicEvolving
public final class KafkaEnrichmentJob {

    /** Between checkpoints, where neither the job nor the cluster says. */
    private static final Duration DEFAULT_CHECKPOINT_INTERVAL = Duration.ofSeconds(10);

    private static final OutputTag<RejectedRecord> REJECTED =
            new OutputTag<>("rejected", WireTypes.REJECTED_RECORD);

    private KafkaEnrichmentJob() {}

    /**
     * For {@code flink run}: {@code --key value} for each option of {@link
     * io.github.flinkbert.flink.config.JobOptions}, {@code --properties FILE} for a file of them.
     *
     * @throws io.github.flinkbert.flink.option.JobConfigException with all faults of the options
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
     * for. What the model's name stands for is looked up here, on this machine.
     *
     * @throws io.github.flinkbert.failure.CheckpointException if the model cannot be used
     */
    public static void addTo(StreamExecutionEnvironment environment, KafkaJobConfig config) {
        addTo(environment, config, ModelDefinition.resolve(config.model()));
    }

    /**
     * The same, of a model that was looked up before.
     *
     * @param model of the job's options
     */
    public static void addTo(
            StreamExecutionEnvironment environment, KafkaJobConfig config, ModelDefinition model) {
        addTo(environment, config, loader(config), model);
    }

    private static Enricher.Loader loader(KafkaJobConfig config) {
        return config.routes()
                .map(
                        routes ->
                                RoutedEnricher.loader(
                                        routes, config.asks(), config.async().deadline()))
                .orElseGet(() -> BertEnricher.loader(config.asks(), config.async().deadline()));
    }

    static void addTo(
            StreamExecutionEnvironment environment,
            KafkaJobConfig config,
            Enricher.Loader loader,
            ModelDefinition model) {
        configure(environment, config);
        if (config.updates().isPresent()) {
            StateStorage.check(environment, model);
            StateStorage.compress(environment);
        }

        SingleOutputStreamOperator<TextQuery> texts =
                environment
                        .fromSource(
                                Sources.of(config),
                                Sources.watermarks(config.source()),
                                "texts from Kafka",
                                WireTypes.KAFKA_RECORD)
                        .uid("source")
                        .process(decoding(config), WireTypes.TEXT_QUERY)
                        .name("decode")
                        .uid("decode");

        List<DataStream<RejectedRecord>> rejected = new ArrayList<>();
        rejected.add(texts.getSideOutput(REJECTED));
        BertEnrichment<TextQuery> enrichment = enrichment(texts, config);
        config.updates()
                .ifPresent(
                        updates ->
                                enrichment.updatedBy(
                                        updates(environment, config, updates),
                                        updates.key(),
                                        updates.gatherTime(),
                                        rejected::add));
        DataStream<Enriched<TextQuery>> enriched =
                enrichment
                        .deadLetters(values -> rejected.add(ofTheirRecords(values)))
                        .answeredBy(loader, model)
                        .enrich();
        SingleOutputStreamOperator<OutboundRecord> encoded =
                config.duplicates()
                        .map(duplicates -> FirstFunction.of(enriched, duplicates))
                        .orElse(enriched)
                        .process(encoding(config), WireTypes.OUTBOUND_RECORD)
                        .name("encode")
                        .uid("encode");
        rejected.add(encoded.getSideOutput(REJECTED));
        DataStreamSink<OutboundRecord> written =
                encoded.sinkTo(Sinks.enriched(config))
                        .name("enriched to Kafka")
                        .uid("enriched-sink");
        // As many as ask: between different numbers of subtasks records would change their order.
        config.async().parallelism().ifPresent(encoded::setParallelism);
        config.async().parallelism().ifPresent(written::setParallelism);

        rejected.stream()
                .reduce(DataStream::union)
                .orElseThrow()
                .process(new DeadLetterFunction(config.output()), WireTypes.OUTBOUND_RECORD)
                .name("dead letters")
                .uid("dead-letters")
                .sinkTo(Sinks.deadLetters(config))
                .name("dead letters to Kafka")
                .uid("dead-letter-sink");
    }

    private static ProcessFunction<KafkaRecord, TextQuery> decoding(KafkaJobConfig config) {
        return InPlaceRecords.of(config)
                .<ProcessFunction<KafkaRecord, TextQuery>>map(
                        records -> new ReadInPlaceFunction(records, REJECTED))
                .orElseGet(
                        () -> new DecodeFunction(config.input(), config.asks().inputs(), REJECTED));
    }

    private static ProcessFunction<Enriched<TextQuery>, OutboundRecord> encoding(
            KafkaJobConfig config) {
        return InPlaceRecords.of(config)
                .<ProcessFunction<Enriched<TextQuery>, OutboundRecord>>map(
                        records -> new WriteInPlaceFunction(records, REJECTED))
                .orElseGet(() -> new EncodeFunction(config.output(), REJECTED));
    }

    private static DataStream<KafkaRecord> updates(
            StreamExecutionEnvironment environment, KafkaJobConfig config, UpdatesConfig updates) {
        return environment
                .fromSource(
                        Sources.updates(config, updates.topic()),
                        WatermarkStrategy.noWatermarks(),
                        "model updates from Kafka",
                        WireTypes.KAFKA_RECORD)
                .setParallelism(1)
                .uid("updates-source");
    }

    private static BertEnrichment<TextQuery> enrichment(
            DataStream<TextQuery> texts, KafkaJobConfig config) {
        AsyncConfig async = config.async();
        BertEnrichment<TextQuery> enrichment =
                BertEnrichment.of(texts)
                        .text(TextQuery::text)
                        .attributes(TextQuery::attributes)
                        .asking(config.asks())
                        .capacity(async.capacity())
                        .placed(config.placement())
                        .timeout(async.timeout());
        for (InputField field : config.asks().inputs()) {
            enrichment.input(field, query -> query.inputs().get(field));
        }
        if (config.inPlace().isPresent()) {
            enrichment.textsByPath(TextQuery::textsByPath);
        }
        async.parallelism().ifPresent(enrichment::parallelism);
        return async.order() == Order.ORDERED
                ? enrichment.ordered().inOrderWithin(KafkaEnrichmentJob::orderKey)
                : enrichment.unordered();
    }

    /** Partitions of one topic follow each other, so that they spread evenly. */
    private static int orderKey(TextQuery query) {
        return query.record().topic().hashCode() + query.record().partition();
    }

    private static DataStream<RejectedRecord> ofTheirRecords(
            DataStream<Rejected<TextQuery>> values) {
        return values.map(
                        text ->
                                new RejectedRecord(
                                        text.value().record(),
                                        text.stage(),
                                        text.reason(),
                                        text.failedAt()))
                .returns(WireTypes.REJECTED_RECORD)
                .name("refused texts")
                .uid("refused-texts");
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
