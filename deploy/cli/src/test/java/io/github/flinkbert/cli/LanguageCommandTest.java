package io.github.flinkbert.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.flinkbert.cli.terminal.Streams;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The command language: no model is named, and none is loaded. */
final class LanguageCommandTest {

    @Test
    void everyLineHasItsLanguageAndItsId() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String lines = "오늘은 날씨가 좋다.\n{\"id\":\"e\",\"text\":\"Where is my order, please?\"}\n😀\n";

        int status =
                FlinkBert.commandLine(
                                Streams.utf8(
                                        new ByteArrayInputStream(lines.getBytes(UTF_8)),
                                        out,
                                        new ByteArrayOutputStream()))
                        .execute("language");

        assertThat(status).isZero();
        List<JsonNode> found = new ArrayList<>();
        for (String line : out.toString(UTF_8).lines().toList()) {
            found.add(new JsonMapper().readTree(line));
        }
        assertThat(found)
                .extracting(line -> line.get("id").asText() + " " + line.get("language").asText())
                .containsExactly("1 ko", "e en", "3 und");
        assertThat(found.get(0).get("score").floatValue()).isEqualTo(1);
        assertThat(found.get(2).get("score").floatValue()).isZero();
    }
}
