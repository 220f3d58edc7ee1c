package io.github.flinkbert.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.BertOptions;
import io.github.flinkbert.engine.Precision;
import io.github.flinkbert.flink.config.KafkaJobConfig;
import io.github.flinkbert.flink.model.ModelDefinition;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class JobIdentityTest {

    private static final Path FOLDER = Path.of("/state");
    private static final Map<String, String> TOPICS = Map.of("texts", "id-1");
    private static final BertOptions MODEL = BertOptions.of("http://models/bert.zip");

    private final JobIdentity identity = identity(Map.of(), "cluster", TOPICS, MODEL);

    @Test
    void theSameJobGoesOn() {
        assertThatCode(() -> identity.requireSame(identity.facts(), FOLDER))
                .doesNotThrowAnyException();
        // What is not known of a topic is no difference.
        assertThatCode(
                        () ->
                                identity(Map.of(), "cluster", Map.of(), MODEL)
                                        .requireSame(identity.facts(), FOLDER))
                .doesNotThrowAnyException();
    }

    @Test
    void positionsInOtherTopicsAreRefused() {
        refused(
                identity(Map.of("input-topics", "news"), "cluster", Map.of(), MODEL),
                "the checkpoints in /state are of a run with input-topics texts, found"
                        + " input-topics news; --fresh");
    }

    @Test
    void positionsInATopicThatWasCreatedAgainAreRefused() {
        refused(
                identity(Map.of(), "cluster", Map.of("texts", "id-2"), MODEL),
                "the topic texts was deleted and created again");
    }

    @Test
    void anotherClusterIsRefused() {
        refused(identity(Map.of(), "other", TOPICS, MODEL), "on another Kafka cluster");
    }

    @Test
    void anotherModelIsRefusedWhereAnUpdateMayBeInUse() {
        Map<String, String> updates = Map.of("updates-topic", "models");
        BertOptions other = MODEL.withPrecision(Precision.FLOAT32);
        assertThatThrownBy(
                        () ->
                                identity(updates, "cluster", TOPICS, other)
                                        .requireSame(
                                                identity(updates, "cluster", TOPICS, MODEL).facts(),
                                                FOLDER))
                .hasMessageContaining("of a run with another model");
        assertThatCode(
                        () ->
                                identity(Map.of(), "cluster", TOPICS, other)
                                        .requireSame(identity.facts(), FOLDER))
                .doesNotThrowAnyException();
    }

    @Test
    void updatesThatAreFollowedNoMoreAreToldByTheirTopic() {
        Map<String, String> updates = Map.of("updates-topic", "models");
        assertThatThrownBy(
                        () ->
                                identity.requireSame(
                                        identity(updates, "cluster", TOPICS, MODEL).facts(),
                                        FOLDER))
                .hasMessageContaining("with updates-topic models, found no updates-topic");
    }

    @Test
    void theFolderIsThatOfClusterGroupAndOutput() {
        assertThat(identity.key()).matches("group-enriched-[0-9a-f]{8}");
        assertThat(identity(Map.of("input-topics", "news"), "cluster", TOPICS, MODEL).key())
                .isEqualTo(identity.key());
        assertThat(identity(Map.of(), "other", TOPICS, MODEL).key()).isNotEqualTo(identity.key());
        assertThat(identity(Map.of("group-id", "x/y"), "cluster", TOPICS, MODEL).key())
                .startsWith("x_y-enriched-");
    }

    private void refused(JobIdentity now, String sentence) {
        assertThatThrownBy(() -> now.requireSame(identity.facts(), FOLDER))
                .isInstanceOf(RunFailedException.class)
                .hasMessageContaining(sentence);
    }

    private static JobIdentity identity(
            Map<String, String> others,
            String cluster,
            Map<String, String> topics,
            BertOptions model) {
        Map<String, String> options =
                new TreeMap<>(
                        Map.of(
                                "bootstrap-servers", "localhost:9092",
                                "input-topics", "texts",
                                "output-topic", "enriched",
                                "group-id", "group",
                                "checkpoint", model.checkpoint()));
        options.putAll(others);
        return JobIdentity.of(
                KafkaJobConfig.from(options),
                new ModelDefinition(model, "", Map.of()),
                cluster,
                topics);
    }
}
