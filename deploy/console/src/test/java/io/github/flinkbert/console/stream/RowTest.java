package io.github.flinkbert.console.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.flinkbert.console.task.SeenText;
import io.github.flinkbert.console.tasks.PageTasks;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** The JSON that the page's JavaScript reads. */
final class RowTest {

    private static final String MANY = "{\"label\":\"PER\",\"start\":0,\"end\":1},".repeat(250);

    @Test
    void whatTheTasksFoundStandsBesideTheTextAndIsBounded() throws Exception {
        JsonNode row =
                row(
                        """
                        {"text":"a","embedding":[1,2,3],"entities":[%s{"label":"%s"}],
                         "answers":[{"question":"who?","text":"a","start":0,"end":1,"score":0.5}]}
                        """
                                .formatted(MANY, "x".repeat(300)));

        assertThat(row.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "id",
                        "text",
                        "length",
                        "question",
                        "attributes",
                        "entities",
                        "answers",
                        "labels",
                        "pairs",
                        "chunks",
                        "language",
                        "quantized",
                        "duplicateOf",
                        "unknownPieces",
                        "model",
                        "dimensions",
                        "place",
                        "arrived");
        assertThat(row.get("entities")).hasSize(200);
        assertThat(row.get("entities").get(0).toString())
                .isEqualTo("{\"label\":\"PER\",\"start\":0,\"end\":1,\"score\":0.0}");
        assertThat(row.get("answers").toString())
                .isEqualTo(
                        "[{\"question\":\"who?\",\"text\":\"a\",\"start\":0,\"end\":1,\"score\":0.5}]");
        assertThat(row.get("dimensions").asInt()).isEqualTo(3);
    }

    @Test
    void whatWasNotAskedIsEmpty() throws Exception {
        JsonNode row = row("{\"text\":\"a\",\"entities\":null}");

        assertThat(row.get("entities").isArray()).isTrue();
        assertThat(row.get("entities")).isEmpty();
        assertThat(row.get("answers")).isEmpty();
        assertThat(row.get("dimensions").asInt()).isZero();
    }

    @Test
    void aRowIsColouredByItsFirstEntity() throws Exception {
        assertThat(seen("{\"entities\":[{\"label\":\"LOC\"},{\"label\":\"PER\"}]}").label())
                .isEqualTo("LOC");
        assertThat(seen("{}").label()).isEmpty();
    }

    private static JsonNode row(String json) throws Exception {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("t", 0, 0, null, null);
        return new JsonMapper().valueToTree(Row.of(seen(json), record, 1));
    }

    private static SeenText seen(String json) throws Exception {
        return new EnrichedTextReader(PageTasks.create()).read(json.getBytes(UTF_8));
    }
}
