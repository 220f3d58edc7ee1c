package io.github.flinkbert.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.flink.config.KafkaJobConfig;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;

final class OperatorPlacementTest {

    @Test
    void withoutAWishAllSlotsAreAlike() {
        assertThat(graph(Map.of()).getStreamNodes())
                .extracting(StreamNode::getSlotSharingGroup)
                .containsOnly("default");
    }

    @Test
    void onlyTheModelIsAskedWhereTheAcceleratorsAre() {
        StreamGraph graph =
                graph(
                        Map.of(
                                "inference-resource", "gpu",
                                "inference-parallelism", "2",
                                "inference-off-heap-mebibytes", "900",
                                "parallelism", "4"));

        for (StreamNode node : graph.getStreamNodes()) {
            boolean asks = node.getOperatorName().equals("enrich");
            assertThat(node.getSlotSharingGroup())
                    .as(node.getOperatorName())
                    .isEqualTo(asks ? "inference" : "default");
            if (asks || node.getOperatorName().equals("decode")) {
                assertThat(node.getParallelism()).isEqualTo(asks ? 2 : 4);
            }
        }
        var slot = graph.getSlotSharingGroupResource("inference").orElseThrow();
        assertThat(slot.getExtendedResources().get("gpu").getValue().intValue()).isEqualTo(1);
        assertThat(slot.getTaskOffHeapMemory().getMebiBytes()).isEqualTo(900);
    }

    /** The model lies elsewhere, so that making the graph does not look into it. */
    private static StreamGraph graph(Map<String, String> more) {
        Map<String, String> options =
                new HashMap<>(
                        Map.of(
                                "bootstrap-servers", "127.0.0.1:9092",
                                "input-topics", "texts",
                                "output-topic", "enriched",
                                "checkpoint", "s3://models/bert.zip"));
        options.putAll(more);
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment();
        KafkaEnrichmentJob.addTo(environment, KafkaJobConfig.from(options));
        return environment.getStreamGraph(false);
    }
}
