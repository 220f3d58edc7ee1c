package io.github.flinkbert.console.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.flinkbert.console.task.SeenText;
import io.github.flinkbert.console.task.labels.LabelsField;
import io.github.flinkbert.console.task.labels.ShownLabel;
import io.github.flinkbert.console.task.pairs.PairsField;
import io.github.flinkbert.console.task.pairs.ShownPair;
import io.github.flinkbert.console.tasks.PageTasks;
import io.github.flinkbert.flink.decode.MalformedRecordException;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Labels of texts and of pairs in records of JSON. */
final class LabelsReadTest {

    private static final String TWO =
            "[{\"label\":\"good\",\"score\":0.75,\"more\":1},{\"label\":\"봄\",\"score\":-2.5}]";
    private static final List<ShownLabel> READ =
            List.of(new ShownLabel("good", 0.75f), new ShownLabel("봄", -2.5f));

    @Test
    void labelsAreReadInTheirOrder() throws Exception {
        SeenText seen =
                seen(
                        "{\"labels\":%1$s,\"pairs\":{\"labels\":%1$s,\"truncated\":true}}"
                                .formatted(TWO));

        assertThat(seen.get(new LabelsField())).contains(READ);
        assertThat(seen.get(new PairsField())).contains(new ShownPair(READ, true));
    }

    @Test
    void noLabelThatHoldsIsAnotherThingThanNoneAskedFor() throws Exception {
        assertThat(seen("{\"labels\":[]}").get(new LabelsField())).contains(List.of());
        assertThat(seen("{\"labels\":null}").get(new LabelsField())).isEmpty();
        assertThat(seen("{}").get(new LabelsField())).isEmpty();
        assertThat(seen("{\"pairs\":null}").get(new PairsField())).isEmpty();

        assertThat(row("{\"labels\":[]}").get("labels").isEmpty()).isTrue();
        assertThat(row("{}").get("labels").isNull()).isTrue();
        assertThat(row("{}").get("pairs").isNull()).isTrue();
    }

    @Test
    void whatTheJobDoesNotWriteIsRefusedWithoutQuotingIt() {
        assertThatThrownBy(() -> seen("{\"labels\":\"secret\"}"))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage("the field labels is not what the job writes");
        assertThatThrownBy(() -> seen("{\"pairs\":{\"labels\":7}}"))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage("the field pairs is not what the job writes");
    }

    @Test
    void aRowsLabelsAreBounded() throws Exception {
        String huge = "{\"label\":\"%s\",\"score\":1}".formatted("x".repeat(1_000));
        JsonNode labels =
                row("{\"labels\":[%s%s]}".formatted((huge + ",").repeat(250), huge)).get("labels");

        assertThat(labels).hasSize(200);
        assertThat(labels.get(0).get("label").asText()).hasSize(200);
    }

    private static JsonNode row(String json) throws Exception {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("t", 0, 0, null, null);
        return new JsonMapper().valueToTree(Row.of(seen(json), record, 1));
    }

    private static SeenText seen(String json) throws Exception {
        return new EnrichedTextReader(PageTasks.create()).read(json.getBytes(UTF_8));
    }
}
