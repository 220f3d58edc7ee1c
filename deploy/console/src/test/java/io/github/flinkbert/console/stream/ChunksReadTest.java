package io.github.flinkbert.console.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.flinkbert.console.task.SeenText;
import io.github.flinkbert.console.task.chunks.ChunksField;
import io.github.flinkbert.console.task.chunks.ShownChunk;
import io.github.flinkbert.console.tasks.PageTasks;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Chunks in records of JSON. */
final class ChunksReadTest {

    private static final String TWO =
            "{\"text\":\"One. Two.\",\"chunks\":["
                    + "{\"text\":\"One.\",\"start\":0,\"end\":4,\"embedding\":[0.5]},"
                    + "{\"text\":\"Two.\",\"start\":5,\"end\":9,\"embedding\":[1]}]}";

    @Test
    void theirPlacesAreReadAndNotTheirVectors() throws Exception {
        assertThat(seen(TWO).get(new ChunksField()))
                .containsExactly(new ShownChunk(0, 4), new ShownChunk(5, 9));
        assertThat(seen("{\"chunks\":null}").get(new ChunksField())).isEmpty();
        assertThat(seen("{}").get(new ChunksField())).isEmpty();
    }

    @Test
    void aRowHasThem() throws Exception {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("t", 0, 0, null, null);
        JsonNode row = new JsonMapper().valueToTree(Row.of(seen(TWO), record, 1));

        assertThat(row.get("chunks")).hasSize(2);
        assertThat(row.at("/chunks/1/start").intValue()).isEqualTo(5);
    }

    private static SeenText seen(String json) throws Exception {
        return new EnrichedTextReader(PageTasks.create()).read(json.getBytes(UTF_8));
    }
}
