package io.github.flinkbert.flink.sql;

import static org.apache.flink.table.api.DataTypes.ARRAY;
import static org.apache.flink.table.api.DataTypes.FIELD;
import static org.apache.flink.table.api.DataTypes.INT;
import static org.apache.flink.table.api.DataTypes.ROW;
import static org.apache.flink.table.api.DataTypes.STRING;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.flink.binding.TaskRequest;
import io.github.flinkbert.flink.task.redaction.RedactionTask;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Statements that ask for texts without personal data. */
class RedactionStatementTest {

    private static Statement redacted() {
        return new Statement()
                .input("text", STRING())
                .output("redacted", STRING())
                .output(
                        "redactions",
                        ARRAY(
                                ROW(
                                        FIELD("type", STRING()),
                                        FIELD("start", INT()),
                                        FIELD("end", INT()))))
                .with("model", "/models/bert");
    }

    private static List<TaskRequest> requests(Statement statement) {
        return ModelStatement.of("m", statement.model()).config().asks().requests();
    }

    @Test
    void theColumnsAskForOneRedaction() {
        assertThat(requests(redacted().with("redact-entities", "none")))
                .isEqualTo(List.of(RedactionTask.patterns()));
        assertThat(
                        requests(
                                redacted()
                                        .with("redact-entities", "PER")
                                        .with("redact-replacement", "cut")))
                .isEqualTo(List.of(RedactionTask.cut(RedactionTask.entities("", "PER"))));
    }

    @Test
    void whetherNamesStayMustBeSaid() {
        assertThat(redacted().faults())
                .contains("redact-entities must be given for redaction: all, none, or types");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "redact-entities | PER,, | redact-entities must be a list, separated by commas,"
                        + " with no empty member, found \"PER,,\"",
                "redact-patterns | mail | redact-patterns must be one of email, phone, iban, card,"
                        + " ip-address, resident-number, none, found \"mail\"",
                "redact-regions | XX | redact-regions: a region of phone numbers must be a"
                        + " country's code such as KR or US, found XX",
                "redact-replacement | stars | redact-replacement must be one of marker, pseudonym,"
                        + " cut, found \"stars\"",
                "redact-key-file | /key | redact-key-file and redact-replacement=pseudonym belong"
                        + " together, found one of them"
            })
    void aValueThatIsWrongIsNamed(String option, String value, String fault) {
        assertThat(redacted().with("redact-entities", "none").with(option, value).faults())
                .contains("- " + fault);
    }

    /** The options of redaction, each of which is wrong once above. */
    static List<String> options() throws NoSuchMethodException {
        CsvSource wrong =
                RedactionStatementTest.class
                        .getDeclaredMethod(
                                "aValueThatIsWrongIsNamed",
                                String.class,
                                String.class,
                                String.class)
                        .getAnnotation(CsvSource.class);
        return Stream.of(wrong.value()).map(line -> line.split(" ", 2)[0]).toList();
    }
}
