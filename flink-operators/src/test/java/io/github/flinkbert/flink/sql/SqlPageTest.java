package io.github.flinkbert.flink.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.flink.binding.OutputColumn;
import io.github.flinkbert.flink.config.SqlOptions;
import io.github.flinkbert.flink.option.Option;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What the page on SQL says of the provider is what the provider does; the README's statements run
 * in SqlClientIT.
 */
class SqlPageTest {

    private static final Path PAGE = Path.of("../deploy/docs/sql.md");

    @Test
    void everyOptionIsDocumentedWithItsValuesAndItsDefault() throws Exception {
        List<String> rows = rows("| option | values | default | what it says |");

        assertThat(rows).hasSameSizeAs(SqlOptions.ALL);
        for (int i = 0; i < rows.size(); i++) {
            Option<?> option = SqlOptions.ALL.get(i);
            assertThat(rows.get(i))
                    .startsWith(
                            "| `%s` | `%s` | %s| "
                                            .formatted(
                                                    option.key(),
                                                    option.type().replace("|", "\\|"),
                                                    option.defaultText()
                                                            .map("`%s` "::formatted)
                                                            .orElse(""))
                                    + opening(option.description()));
        }
    }

    /** A first sentence, without what this build alone says in brackets. */
    private static String opening(String description) {
        return description.split("[.] |[.]$| [(]", 2)[0];
    }

    @Test
    void everyColumnIsDocumentedWithItsType() throws Exception {
        List<String> rows = rows("| column | type | what it asks for |");

        assertThat(rows).hasSameSizeAs(ColumnTypes.ALL);
        for (OutputColumn<?> column : ColumnTypes.ALL) {
            String type = ColumnTypes.type(column);
            assertThat(rows)
                    .anySatisfy(
                            row ->
                                    assertThat(row)
                                            .startsWith("| `%s` | `".formatted(column.name()))
                                            .contains("`" + type + "`"));
        }
    }

    /** Those below a table's head, which is there once. */
    private static List<String> rows(String head) throws Exception {
        List<String> lines = Files.readAllLines(PAGE);
        assertThat(lines).containsOnlyOnce(head);
        return lines.stream()
                .dropWhile(line -> !line.equals(head))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .toList();
    }
}
