package io.github.flinkbert.testbed.cluster;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.flink.annotation.Internal;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

/** The topics on a local cluster's broker. */
@Internal
public final class ClusterTopics {

    private ClusterTopics() {}

    /** Makes those that are not there yet. */
    public static void create(String bootstrapServers, Collection<String> names, int partitions)
            throws InterruptedException, ExecutionException {
        try (Admin admin =
                Admin.create(
                        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            Set<String> there = admin.listTopics().names().get();
            admin.createTopics(
                            names.stream()
                                    .filter(name -> !there.contains(name))
                                    .distinct()
                                    .map(
                                            name ->
                                                    new NewTopic(
                                                            name,
                                                            Optional.of(partitions),
                                                            Optional.empty()))
                                    .toList())
                    .all()
                    .get();
        }
    }
}
