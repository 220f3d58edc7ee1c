package io.github.flinkbert.console.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.flinkbert.console.task.SeenText;
import io.github.flinkbert.console.task.language.LanguageField;
import io.github.flinkbert.console.tasks.PageTasks;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Languages in records of JSON. */
final class LanguageReadTest {

    @Test
    void aRowHasTheCode() throws Exception {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("t", 0, 0, null, null);
        SeenText korean = seen("{\"text\":\"안녕\",\"language\":\"ko\",\"languageScore\":1.0}");
        JsonNode row = new JsonMapper().valueToTree(Row.of(korean, record, 1));

        assertThat(row.get("language").textValue()).isEqualTo("ko");
    }

    @Test
    void aRecordWithoutOneHasNone() throws Exception {
        assertThat(seen("{}").get(new LanguageField())).isEmpty();
        assertThat(seen("{\"language\":null}").get(new LanguageField())).isEmpty();
    }

    private static SeenText seen(String json) throws Exception {
        return new EnrichedTextReader(PageTasks.create()).read(json.getBytes(UTF_8));
    }
}
