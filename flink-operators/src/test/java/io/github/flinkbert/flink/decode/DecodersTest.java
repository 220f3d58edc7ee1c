package io.github.flinkbert.flink.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.flink.config.InputConfig;
import io.github.flinkbert.flink.config.InputConfig.JsonFields;
import io.github.flinkbert.flink.config.InputFormat;
import io.github.flinkbert.flink.record.KafkaRecord;
import io.github.flinkbert.flink.record.TextQuery;
import io.github.flinkbert.schemas.TextEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.message.RawMessageEncoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecodersTest {

    private static final JsonFields FIELDS = new JsonFields("body", "key", "ask", "at");

    @Test
    void jsonFieldsAreTheOnesThatWereNamed() throws Exception {
        TextQuery query =
                decode(
                        InputFormat.JSON,
                        """
                        {"body": "a text", "key": "k", "ask": "why?", "at": 1580515200123,
                         "text": "no", "nothing": null, "attributes": {"lang": "en", "n": 1.50}}
                        """
                                .getBytes(UTF_8));

        assertThat(query.text()).isEqualTo("a text");
        assertThat(query.id()).isEqualTo("k");
        assertThat(query.question()).contains("why?");
        assertThat(query.eventTime()).hasValue(1580515200123L);
        assertThat(query.attributes())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("text", "no", "lang", "en", "n", "1.50"));
    }

    @Test
    void numbersOfAnyLengthAreIdentities() throws Exception {
        TextQuery query =
                decode(
                        InputFormat.JSON,
                        "{\"body\": \"a\", \"key\": 12345678901234567890123}".getBytes(UTF_8));

        assertThat(query.id()).isEqualTo("12345678901234567890123");
    }

    @Test
    void whereARecordLiesIsItsIdentityWhenItHasNoOther() throws Exception {
        assertThat(decode(InputFormat.TEXT, "a text".getBytes(UTF_8)).id()).isEqualTo("topic/1/2");
        assertThat(decode(InputFormat.JSON, "{\"body\": \"a\"}".getBytes(UTF_8)).id())
                .isEqualTo("topic/1/2");
    }

    @Test
    void avroEventsComeBackAsTheyWere() throws Exception {
        TextEvent event =
                new TextEvent(
                        "id",
                        "ein Text mit ü und 🙂",
                        "warum?",
                        Instant.ofEpochMilli(-5),
                        Map.of("a", "b", "c", "d"));

        TextQuery query = decode(InputFormat.AVRO, avro(event));

        assertThat(query.id()).isEqualTo("id");
        assertThat(query.text()).isEqualTo(event.getText());
        assertThat(query.question()).contains("warum?");
        assertThat(query.eventTime()).hasValue(-5);
        assertThat(query.attributes()).isEqualTo(event.getAttributes());
    }

    /** Lengths that a broken record claims must not become memory: 2 GiB would end the process. */
    @Test
    void anAvroStringOfTwoGibibytesIsRefusedBeforeRoomIsMadeForIt() {
        byte[] claimsTwoGibibytes = {(byte) 0xEE, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x0F, 'a'};

        assertThatThrownBy(() -> decode(InputFormat.AVRO, claimsTwoGibibytes))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage(
                        "the value is no Avro TextEvent: it claims a length of 2147483639 in a"
                                + " value of 6 bytes");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[] | the value must be a JSON object, found array",
                "{ | the value is not JSON: line 1, column 2",
                "{} | the JSON object has no field \"body\"",
                "{\"body\": 1} | the JSON field \"body\" must be a string, found number",
                "{\"body\": \"a\", \"at\": \"noon\"} | the JSON field \"at\" must be a time in ISO"
                        + " 8601 or in milliseconds since 1970",
                "{\"body\": \"a\\ud800\"} | the JSON field \"body\" has half a surrogate pair at"
                        + " UTF-16 code unit 1"
            })
    void theReasonSaysWhatWasFoundAndExpected(String json, String reason) {
        assertThatThrownBy(() -> decode(InputFormat.JSON, json.getBytes(UTF_8)))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage(reason);
    }

    @Test
    void brokenUtf8SaysWhere() {
        byte[] bytes = {'a', (byte) 0xC3, (byte) 0xA4, (byte) 0xFF};

        assertThatThrownBy(() -> decode(InputFormat.TEXT, bytes))
                .hasMessage("the text is not UTF-8: byte 3 of 4 begins no valid character");
    }

    @Test
    void charactersOfEveryLengthSurvive() throws Exception {
        String text = "aé한🙂\u0000\uFFFD";

        assertThat(decode(InputFormat.TEXT, text.getBytes(UTF_8)).text()).isEqualTo(text);
    }

    private static TextQuery decode(InputFormat format, byte[] value) throws Exception {
        return TextDecoder.of(new InputConfig(format, FIELDS, null, 1000, 1000))
                .decode(new KafkaRecord(null, value, List.of(), "topic", 1, 2, 3));
    }

    private static byte[] avro(TextEvent event) throws Exception {
        var bytes =
                new RawMessageEncoder<TextEvent>(
                                event.getSpecificData(), TextEvent.getClassSchema())
                        .encode(event);
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        return copy;
    }
}
