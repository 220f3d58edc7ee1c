package io.github.flinkbert.flink;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.flinkbert.broker.TestBroker;
import io.github.flinkbert.schemas.DeadLetter;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads a topic of dead letters in Avro. */
final class DeadLetterTopic {

    private DeadLetterTopic() {}

    static List<DeadLetter> readAll(TestBroker broker, String topic) throws Exception {
        List<DeadLetter> deadLetters = new ArrayList<>();
        SpecificDatumReader<DeadLetter> reader = new SpecificDatumReader<>(DeadLetter.class);
        for (ConsumerRecord<byte[], byte[]> record : broker.readAll(topic)) {
            deadLetters.add(
                    reader.read(null, DecoderFactory.get().binaryDecoder(record.value(), null)));
        }
        return deadLetters;
    }

    /** The value of a dead letter's first header, by which tests know what they broke. */
    static String kind(DeadLetter deadLetter) {
        return UTF_8.decode(deadLetter.getHeaders().get(0).getValue().duplicate()).toString();
    }
}
