package io.github.flinkbert.testbed.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.flink.configuration.GlobalConfiguration;

/**
 * Flink's {@code config.yaml} of a local cluster: the distribution's own, with the places and ports
 * of this cluster.
 */
final class FlinkSettings {

    private static final String FILE = "config.yaml";

    private FlinkSettings() {}

    /** All settings, by Flink's keys. */
    static Map<String, String> of(
            Distribution distribution, ClusterFolder folder, ClusterPlan plan, Ports ports) {
        Map<String, String> settings =
                new TreeMap<>(
                        GlobalConfiguration.loadConfiguration(distribution.conf().toString())
                                .toMap());
        for (String key :
                new String[] {
                    "jobmanager.rpc.address",
                    "jobmanager.bind-host",
                    "taskmanager.bind-host",
                    "taskmanager.host",
                    "rest.address",
                    "rest.bind-address"
                }) {
            settings.put(key, Ports.HOST);
        }
        settings.put("jobmanager.rpc.port", String.valueOf(ports.rpc()));
        settings.put("rest.port", String.valueOf(ports.rest()));
        settings.put("rest.bind-port", String.valueOf(ports.rest()));
        settings.put("taskmanager.numberOfTaskSlots", String.valueOf(plan.slots()));
        settings.put("io.tmp.dirs", folder.inside("tmp").toString());
        settings.put("execution.checkpointing.storage", "filesystem");
        settings.put("execution.checkpointing.dir", uri(folder.checkpoints()));
        settings.put("execution.checkpointing.savepoint-dir", uri(folder.inside("savepoints")));
        if (plan.highAvailability()) {
            settings.put("high-availability.type", "zookeeper");
            settings.put("zookeeper.sasl.disable", "true");
            settings.put("high-availability.storageDir", uri(folder.inside("ha")));
            settings.put(
                    "high-availability.zookeeper.quorum", Ports.HOST + ":" + ports.zookeeper());
        }
        settings.putAll(plan.flink());
        return settings;
    }

    static void write(Path folder, Map<String, String> settings) throws IOException {
        Files.writeString(
                folder.resolve(FILE),
                settings.entrySet().stream()
                        .map(entry -> entry.getKey() + ": " + quoted(entry.getValue()) + "\n")
                        .collect(Collectors.joining()));
    }

    private static String quoted(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    private static String uri(Path folder) {
        return folder.toUri().toString();
    }
}
