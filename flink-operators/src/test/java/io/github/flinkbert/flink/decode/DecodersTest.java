package io.github.flinkbert.flink.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.flink.config.InputOptions.EpochUnit;
import io.github.flinkbert.flink.config.InputOptions.InputConfig;
import io.github.flinkbert.flink.config.InputOptions.InputConfig.JsonFields;
import io.github.flinkbert.flink.config.InputOptions.InputFormat;
import io.github.flinkbert.flink.config.InputOptions.TimeConfig;
import io.github.flinkbert.flink.record.KafkaRecord;
import io.github.flinkbert.flink.record.TextQuery;
import io.github.flinkbert.flink.task.answers.AnswersTask;
import io.github.flinkbert.flink.task.pairs.PairsTask;
import io.github.flinkbert.schemas.TextEvent;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.avro.message.RawMessageEncoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecodersTest {

    private static final JsonFields FIELDS =
            new JsonFields("body", "key", Map.of(AnswersTask.QUESTION, "ask"), "at");

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
        assertThat(query.input(AnswersTask.QUESTION)).contains("why?");
        assertThat(query.eventTime()).hasValue(1580515200123L);
        assertThat(query.attributes())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("text", "no", "lang", "en", "n", "1.50"));
    }

    @Test
    void jsonOfARegistryIsReadBehindTheIdOfItsSchema() throws Exception {
        byte[] json = "{\"body\": \"a text\", \"key\": \"k\"}".getBytes(UTF_8);
        byte[] value = ByteBuffer.allocate(5 + json.length).putInt(1, 77).put(5, json).array();

        TextQuery query = decode(InputFormat.JSON_CONFLUENT, value);

        assertThat(query.text()).isEqualTo("a text");
        assertThat(query.id()).isEqualTo("k");
        assertThatThrownBy(() -> decode(InputFormat.JSON_CONFLUENT, json))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining("expected byte 0 and 4 bytes of an id, found byte 123");
    }

    @Test
    void numbersOfAnyLengthAreIdentities() throws Exception {
        TextQuery query =
                decode(
                        InputFormat.JSON,
                        "{\"body\": \"a\", \"key\": 12345678901234567890123}".getBytes(UTF_8));

        assertThat(query.id()).isEqualTo("12345678901234567890123");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "20240501.10",
                "1e400",
                "1E+5",
                "-0",
                "-0.0",
                "1.50",
                "0.1e-7",
                "123456789012345678901234.0"
            })
    void numbersStayAsTheyWereWritten(String number) throws Exception {
        TextQuery query =
                decode(
                        InputFormat.JSON,
                        "{\"body\": \"a\", \"key\": %s, \"n\": %s, \"attributes\": {\"m\": [%s, {\"k\": %s}]}}"
                                .formatted(number, number, number, number)
                                .getBytes(UTF_8));

        assertThat(query.id()).isEqualTo(number);
        assertThat(query.attributes())
                .isEqualTo(Map.of("n", number, "m", "[%s,{\"k\":%s}]".formatted(number, number)));
    }

    @Test
    void anAttributeThatIsNullIsAbsent() throws Exception {
        TextQuery query =
                decode(
                        InputFormat.JSON,
                        "{\"body\": \"a\", \"own\": null, \"attributes\": {\"lang\": null, \"kind\": \"null\"}}"
                                .getBytes(UTF_8));

        assertThat(query.attributes()).isEqualTo(Map.of("kind", "null"));
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheValue() throws Exception {
        assertThat(decode(InputFormat.JSON, "\uFEFF{\"body\": \"a\"}".getBytes(UTF_8)).text())
                .isEqualTo("a");
        assertThat(decode(InputFormat.TEXT, "\uFEFFa text".getBytes(UTF_8)).text())
                .isEqualTo("a text");
        assertThat(decode(InputFormat.TEXT, "\uFEFF".getBytes(UTF_8)).text()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "x-UTF-16LE-BOM"})
    void utf16SaysThatItIsNotWhatWasExpected(String charset) {
        assertThatThrownBy(
                        () ->
                                decode(
                                        InputFormat.JSON,
                                        "{\"body\": \"a\"}".getBytes(Charset.forName(charset))))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage("the value begins with the byte order mark of UTF-16, expected UTF-8");
        assertThatThrownBy(() -> decode(InputFormat.TEXT, "a".getBytes(Charset.forName(charset))))
                .hasMessage("the text begins with the byte order mark of UTF-16, expected UTF-8");
    }

    @Test
    void timesAreReadAsTheOptionsSay() throws Exception {
        byte[] value = "{\"body\": \"a\", \"at\": 1.5}".getBytes(UTF_8);
        TextQuery query =
                TextDecoder.of(
                                new InputConfig(
                                        InputFormat.JSON,
                                        FIELDS,
                                        null,
                                        1000,
                                        1000,
                                        new TimeConfig(ZoneId.of("+02:00"), EpochUnit.SECONDS)))
                        .decode(new KafkaRecord(null, value, List.of(), "topic", 1, 2, 3), value);

        assertThat(query.eventTime()).hasValue(1500);
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
                        Map.of("a", "b", "c", "d"),
                        "ein zweiter");

        TextQuery query = decode(InputFormat.AVRO, avro(event));

        assertThat(query.id()).isEqualTo("id");
        assertThat(query.text()).isEqualTo(event.getText());
        assertThat(query.input(AnswersTask.QUESTION)).contains("warum?");
        assertThat(query.input(PairsTask.SECOND_TEXT)).contains("ein zweiter");
        assertThat(query.eventTime()).hasValue(-5);
        assertThat(query.attributes()).isEqualTo(event.getAttributes());
    }

    /** Plain Avro does not say which version of the contract wrote a value. */
    @Test
    void anEventOfTheFirstVersionIsReadToItsEnd() throws Exception {
        TextEvent event = new TextEvent("id", "a text", "why?", null, Map.of("a", "b"), null);
        byte[] now = avro(event);
        byte[] first = Arrays.copyOf(now, now.length - 1);

        TextQuery query = decode(InputFormat.AVRO, first);

        assertThat(query)
                .usingRecursiveComparison()
                .ignoringFields("record")
                .isEqualTo(decode(InputFormat.AVRO, now));
        assertThat(query.inputs()).isEqualTo(Map.of(AnswersTask.QUESTION, "why?"));
        for (int length = 0; length < first.length; length++) {
            byte[] cut = Arrays.copyOf(first, length);
            assertThatThrownBy(() -> decode(InputFormat.AVRO, cut))
                    .as("cut to %d bytes", length)
                    .isInstanceOf(MalformedRecordException.class)
                    .hasMessageStartingWith("the value is no Avro TextEvent: it ");
        }
        assertThatThrownBy(() -> decode(InputFormat.AVRO, Arrays.copyOf(now, now.length + 1)))
                .hasMessage("the value is no Avro TextEvent: there are bytes after its end");
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

    @Test
    void whatATaskTakesBesideATextIsNoLongerThanATextMayBe() throws Exception {
        byte[] value = "{\"body\": \"1234567890\", \"ask\": \"12345678901\"}".getBytes(UTF_8);
        InputConfig config = new InputConfig(InputFormat.JSON, FIELDS, null, 1000, 10);
        KafkaRecord record = new KafkaRecord(null, value, List.of(), "topic", 1, 2, 3);

        assertThatThrownBy(
                        () ->
                                new BoundedTextDecoder(
                                                TextDecoder.of(config),
                                                config,
                                                List.of(AnswersTask.QUESTION))
                                        .decode(record))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage(
                        "question has 11 UTF-16 code units, at most 10 are asked about"
                                + " (max-text-chars)");
        assertThat(
                        new BoundedTextDecoder(TextDecoder.of(config), config, List.of())
                                .decode(record)
                                .input(AnswersTask.QUESTION))
                .as("nobody asks it")
                .contains("12345678901");
    }

    private static TextQuery decode(InputFormat format, byte[] value) throws Exception {
        return TextDecoder.of(new InputConfig(format, FIELDS, null, 1000, 1000))
                .decode(new KafkaRecord(null, value, List.of(), "topic", 1, 2, 3), value);
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
