package io.github.flinkbert.testbed.chaos;

import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Nonsense for the topic of live updates. */
record MalformedUpdate(String bootstrapServers, Optional<String> topic) {

    private static final int RECORDS = 20;
    private static final int LONGEST = 2_000;
    private static final String[] NEARLY = {
        "", "{", "null", "[]", "{\"adapter\":", "{\"adapter\":42}", "{\"name\":\"x\",\"uri\":\"\"}"
    };

    void send(Random random) {
        try (Producer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            for (int i = 0; i < RECORDS; i++) {
                var unused =
                        producer.send(new ProducerRecord<>(topic.orElseThrow(), value(random)));
            }
        }
    }

    private static byte[] value(Random random) {
        if (random.nextBoolean()) {
            return NEARLY[random.nextInt(NEARLY.length)].getBytes(
                    java.nio.charset.StandardCharsets.UTF_8);
        }
        byte[] bytes = new byte[random.nextInt(LONGEST)];
        random.nextBytes(bytes);
        return bytes;
    }
}
