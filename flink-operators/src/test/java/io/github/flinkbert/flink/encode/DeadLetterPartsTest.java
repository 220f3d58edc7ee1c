package io.github.flinkbert.flink.encode;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.flink.record.KafkaRecord;
import io.github.flinkbert.flink.record.RecordHeader;
import io.github.flinkbert.schemas.DeadLetter;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeadLetterPartsTest {

    private static final int ROOM = 1000;

    @Test
    void anOrdinaryRecordIsOneLetter() {
        KafkaRecord record =
                record(bytes(10), bytes(500), new RecordHeader("a", null), header("b", 3));

        List<DeadLetter> deadLetters = DeadLetterParts.of(record, DeadLetter::new, ROOM);

        assertThat(deadLetters).hasSize(1);
        assertThat(deadLetters.get(0).getParts()).isEqualTo(1);
        assertThat(joined(deadLetters)).usingRecursiveComparison().isEqualTo(record);
    }

    @Test
    void absentAndEmptyStayApart() {
        KafkaRecord absent = record(null, null);
        KafkaRecord empty = record(new byte[0], new byte[0], header("a", 0));

        assertThat(joined(DeadLetterParts.of(absent, DeadLetter::new, ROOM)))
                .usingRecursiveComparison()
                .isEqualTo(absent);
        assertThat(joined(DeadLetterParts.of(empty, DeadLetter::new, ROOM)))
                .usingRecursiveComparison()
                .isEqualTo(empty);
    }

    @ParameterizedTest(name = "key {0}, headers {1} and {2}, value {3}")
    @CsvSource({
        "5000, 10, 10, 10", "10, 5000, 10, 10", "10, 10, 10, 5000", "10, 999, 999, 10",
        "1000, 10, 10, 1000", "999, 0, 0, 1", "2000, 2000, 2000, 2000", "930, 1, 1, 0"
    })
    void whatDoesNotFitIsLaidInPartsThatFitAndMakeTheRecordAgain(
            int key, int first, int second, int value) {
        KafkaRecord record =
                record(bytes(key), bytes(value), header("first", first), header("second", second));

        List<DeadLetter> deadLetters = DeadLetterParts.of(record, DeadLetter::new, ROOM);

        assertThat(deadLetters)
                .hasSizeGreaterThan(1)
                .allSatisfy(deadLetter -> assertThat(length(deadLetter)).isLessThanOrEqualTo(ROOM));
        assertThat(deadLetters).extracting(DeadLetter::getParts).containsOnly(deadLetters.size());
        assertThat(joined(deadLetters)).usingRecursiveComparison().isEqualTo(record);
    }

    @Test
    void aHeaderNameLongerThanALetterComesToAnEnd() {
        KafkaRecord record =
                record(bytes(10), bytes(10), new RecordHeader("n".repeat(2000), bytes(2000)));

        assertThat(joined(DeadLetterParts.of(record, DeadLetter::new, ROOM)))
                .usingRecursiveComparison()
                .isEqualTo(record);
    }

    private static int length(DeadLetter deadLetter) {
        int headers =
                deadLetter.getHeaders().stream()
                        .mapToInt(header -> header.getKey().length() + remaining(header.getValue()))
                        .sum();
        return remaining(deadLetter.getKey()) + remaining(deadLetter.getValue()) + headers;
    }

    private static int remaining(ByteBuffer bytes) {
        return bytes == null ? 0 : bytes.remaining();
    }

    /** What a reader of dead letters does. */
    private static KafkaRecord joined(List<DeadLetter> deadLetters) {
        List<RecordHeader> headers = new ArrayList<>();
        boolean continues = false;
        for (DeadLetter deadLetter : deadLetters) {
            for (var header : deadLetter.getHeaders()) {
                byte[] value =
                        join(header.getValue() == null ? List.of() : List.of(header.getValue()));
                if (continues) {
                    RecordHeader begun = headers.remove(headers.size() - 1);
                    value = join(List.of(ByteBuffer.wrap(begun.value()), header.getValue()));
                }
                headers.add(new RecordHeader(header.getKey(), value));
                continues = header.getContinued();
            }
        }
        return record(
                join(present(deadLetters.stream().map(DeadLetter::getKey))),
                join(present(deadLetters.stream().map(DeadLetter::getValue))),
                headers.toArray(RecordHeader[]::new));
    }

    private static List<ByteBuffer> present(Stream<ByteBuffer> parts) {
        return parts.filter(Objects::nonNull).toList();
    }

    private static byte[] join(List<ByteBuffer> parts) {
        if (parts.isEmpty()) {
            return null;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (ByteBuffer part : parts) {
            byte[] copy = new byte[part.remaining()];
            part.duplicate().get(copy);
            bytes.writeBytes(copy);
        }
        return bytes.toByteArray();
    }

    private static KafkaRecord record(byte[] key, byte[] value, RecordHeader... headers) {
        return new KafkaRecord(key, value, List.of(headers), "topic", 1, 2, 3);
    }

    private static RecordHeader header(String name, int length) {
        return new RecordHeader(name, bytes(length));
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
