package io.github.flinkbert.cli.run;

import io.github.flinkbert.checkpoint.location.FileDigests;
import io.github.flinkbert.flink.config.KafkaJobConfig;
import io.github.flinkbert.flink.model.ModelDefinition;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * What must not change between two runs that share checkpoints, for Flink would go on with the old
 * without a word: positions of topics that are read no more, or an update of another model.
 *
 * @param facts by names that users know, in the order in which they are compared
 */
record JobIdentity(Map<String, String> facts) {

    private static final String CLUSTER = "kafka-cluster";
    private static final String TOPIC_ID = "topic-id.";
    private static final String MODEL = "model";
    private static final String UPDATES_TOPIC = "updates-topic";
    private static final int SHORT = 8;

    /** Without updates there is neither a key nor a model to compare: their topic says it. */
    private static final List<String> TOLD_FIRST = List.of(CLUSTER, UPDATES_TOPIC);

    /**
     * @param cluster the id of the Kafka cluster
     * @param topicIds as far as they are known
     */
    static JobIdentity of(
            KafkaJobConfig config,
            ModelDefinition model,
            String cluster,
            Map<String, String> topicIds) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(CLUSTER, cluster);
        facts.put("group-id", config.source().groupId());
        config.source()
                .topics()
                .ifPresent(
                        topics ->
                                facts.put(
                                        "input-topics",
                                        String.join(",", topics.stream().sorted().toList())));
        config.source()
                .topicPattern()
                .ifPresent(pattern -> facts.put("input-topic-pattern", pattern.pattern()));
        facts.put("output-topic", config.output().topic());
        facts.put("dead-letter-topic", config.output().deadLetterTopic());
        config.updates()
                .ifPresent(
                        updates -> {
                            facts.put(UPDATES_TOPIC, updates.topic());
                            facts.put("updates-key", updates.key());
                            facts.put(MODEL, model.id());
                        });
        new TreeMap<>(topicIds).forEach((topic, id) -> facts.put(TOPIC_ID + topic, id));
        return new JobIdentity(facts);
    }

    /** A folder's name that is this job's, and that its owner recognises. */
    String key() {
        List<String> parts =
                List.of(
                        Objects.requireNonNull(facts.get("group-id")),
                        Objects.requireNonNull(facts.get("output-topic")));
        String digest = FileDigests.ofText(facts.get(CLUSTER) + "\n" + String.join("\n", parts));
        return String.join("-", parts).replaceAll("[^A-Za-z0-9._-]", "_")
                + "-"
                + digest.substring(0, SHORT);
    }

    /** Where checkpoints lie of a user who does not say. */
    Path standardFolder() {
        String data = System.getenv("XDG_DATA_HOME");
        Path home =
                data == null || data.isBlank()
                        ? Path.of(System.getProperty("user.home"), ".local", "share")
                        : Path.of(data);
        return home.resolve("flink-bert").resolve("checkpoints").resolve(key());
    }

    /**
     * @param found of the run whose checkpoints lie in the folder
     * @throws RunFailedException if it was another job's
     */
    void requireSame(Map<String, String> found, Path folder) {
        Set<String> names = new LinkedHashSet<>(TOLD_FIRST);
        names.addAll(facts.keySet());
        names.addAll(found.keySet());
        for (String name : names) {
            String here = facts.getOrDefault(name, "");
            String there = found.getOrDefault(name, "");
            boolean unknown = name.startsWith(TOPIC_ID) && (here.isEmpty() || there.isEmpty());
            if (!unknown && !here.equals(there)) {
                throw new RunFailedException(
                        "%s; --fresh deletes the checkpoints and begins anew, --state-folder names another folder"
                                .formatted(sentence(name, there, here, folder)));
            }
        }
    }

    private static String sentence(String name, String there, String here, Path folder) {
        String theirs = "the checkpoints in " + folder;
        if (name.equals(CLUSTER)) {
            return theirs + " are of a run on another Kafka cluster";
        }
        if (name.startsWith(TOPIC_ID)) {
            return "the topic %s was deleted and created again since %s were taken"
                    .formatted(name.substring(TOPIC_ID.length()), theirs);
        }
        if (name.equals(MODEL)) {
            return theirs
                    + " are of a run with another model, of which an update may be in use; expected"
                    + " the same model (an update exchanges it while the job runs)";
        }
        return "%s are of a run with %s, found %s"
                .formatted(theirs, setting(name, there), setting(name, here));
    }

    private static String setting(String name, String value) {
        return value.isEmpty() ? "no " + name : name + " " + value;
    }
}
