package io.github.flinkbert.flink.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.flink.config.InputOptions.EpochUnit;
import io.github.flinkbert.flink.config.InputOptions.TimeConfig;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimesTest {

    private static final TimeConfig BERLIN =
            new TimeConfig(ZoneId.of("Europe/Berlin"), EpochUnit.MILLIS);

    @ParameterizedTest
    @CsvSource({
        "2024-05-01T10:00:00Z, 2024-05-01T10:00:00Z",
        "2024-05-01t10:00:00z, 2024-05-01T10:00:00Z",
        "2024-05-01 10:00:00Z, 2024-05-01T10:00:00Z",
        "2024-05-01T10:00Z, 2024-05-01T10:00:00Z",
        "2024-05-01T10Z, 2024-05-01T10:00:00Z",
        "2024-05-01T10:00:00.1239Z, 2024-05-01T10:00:00.123Z",
        "2024-05-01T10:00:00+02:00, 2024-05-01T08:00:00Z",
        "2024-05-01T10:00:00+0200, 2024-05-01T08:00:00Z",
        "2024-05-01T10:00:00-02, 2024-05-01T12:00:00Z",
        "2024-05-01T10:00:00.5+0530, 2024-05-01T04:30:00.5Z",
        "2024-05-01T10:00+02, 2024-05-01T08:00:00Z",
        "20240501T100000Z, 2024-05-01T10:00:00Z",
        "20240501T100000.25+0200, 2024-05-01T08:00:00.25Z",
        "20240501T1000Z, 2024-05-01T10:00:00Z",
        "1969-12-31T23:59:59.9999Z, 1969-12-31T23:59:59.999Z",
        "2016-12-31T24:00:00Z, 2017-01-01T00:00:00Z",
        "+12024-05-01T10:00:00Z, +12024-05-01T10:00:00Z"
    })
    void timesInIso8601AreReadInEveryForm(String text, Instant expected) throws Exception {
        assertThat(times(TimeConfig.STANDARD, quoted(text))).isEqualTo(expected);
    }

    @Test
    void aCommaSeparatesTheFraction() throws Exception {
        assertThat(times(TimeConfig.STANDARD, "\"2024-05-01T10:00:00,5Z\""))
                .isEqualTo(Instant.parse("2024-05-01T10:00:00.5Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-05-01T10:00:00",
                "2024-05-01T10:00",
                "20240501T100000",
                "2024-05-01 10:00:00.5"
            })
    void aTimeWithoutAZoneSaysWhatIsMissing(String text) {
        assertThatThrownBy(() -> times(TimeConfig.STANDARD, quoted(text)))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage(
                        "at has a time without a zone: expected an offset, such as Z or +02:00, or"
                                + " the option time-zone");
    }

    @ParameterizedTest
    @CsvSource({
        "2024-05-01T10:00:00, 2024-05-01T08:00:00Z",
        "2024-01-01 10:00, 2024-01-01T09:00:00Z",
        "20240501T100000.5, 2024-05-01T08:00:00.5Z",
        "2024-05-01T10:00:00Z, 2024-05-01T10:00:00Z",
        "2024-10-27T02:30:00, 2024-10-27T00:30:00Z"
    })
    void theOptionSaysTheZoneOfThoseThatSayNone(String text, Instant expected) throws Exception {
        assertThat(times(BERLIN, quoted(text))).isEqualTo(expected);
    }

    @Test
    void aTimeThatTheZoneNeverHadIsRefused() {
        assertThatThrownBy(() -> times(BERLIN, "\"2024-03-31T02:30:00\""))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage(
                        "at has a time that Europe/Berlin skipped when its clocks were put"
                                + " forward");
    }

    @ParameterizedTest
    @CsvSource({
        "MILLIS, 1580515200123, 1580515200123",
        "MILLIS, 1580515200123.9, 1580515200123",
        "MILLIS, 1.580515200123e12, 1580515200123",
        "MILLIS, -1, -1",
        "SECONDS, 1580515200, 1580515200000",
        "SECONDS, 1580515200.1239, 1580515200123",
        "SECONDS, -0.0001, -1"
    })
    void numbersCountInTheUnitOfTheOption(EpochUnit unit, String number, long millis)
            throws Exception {
        assertThat(times(new TimeConfig(null, unit), number))
                .isEqualTo(Instant.ofEpochMilli(millis));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"noon\"",
                "\"\"",
                "\"2024-05-01\"",
                "\"2024-13-01T10:00:00Z\"",
                "\"10:00:00Z\"",
                "\"2024-05-01T10:61Z\"",
                "\"2024-05-01T10:00:00+25:00\"",
                "\"2024-05-01T100Z\"",
                "true",
                "{}",
                "[]",
                "1e400",
                "1e-400",
                "1e999999999",
                "1e-999999999",
                "1e99999999999",
                "99999999999999999999"
            })
    void anythingElseIsNoTime(String json) {
        assertThatThrownBy(() -> times(BERLIN, json))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage("at must be a time in ISO 8601 or in milliseconds since 1970");
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }

    private static Instant times(TimeConfig config, String json) throws Exception {
        return Instant.ofEpochMilli(new EventTimes(config).read(WrittenJson.read(json), "at"));
    }
}
