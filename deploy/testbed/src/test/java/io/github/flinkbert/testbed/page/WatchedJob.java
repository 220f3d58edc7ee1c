package io.github.flinkbert.testbed.page;

import io.github.flinkbert.flink.KafkaEnrichmentJob;
import io.github.flinkbert.flink.config.KafkaJobConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The Kafka job on a Flink in this process, with its REST API. */
record WatchedJob(JobClient client) implements AutoCloseable {

    static final String TEXTS = "texts";
    static final String ENRICHED = "enriched";
    static final String DEAD_LETTERS = "enriched-dead-letters";

    static WatchedJob start(String servers, URI rest, Map<String, String> model) throws Exception {
        Configuration configuration = new Configuration();
        configuration.set(RestOptions.BIND_PORT, String.valueOf(rest.getPort()));
        configuration.set(RestOptions.PORT, rest.getPort());
        configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(8));
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(16));
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(16));
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
        Map<String, String> options = new TreeMap<>(model);
        options.put("bootstrap-servers", servers);
        options.put("input-topics", TEXTS);
        options.put("output-topic", ENRICHED);
        options.put("start-from", "earliest");
        options.put("group-id", "watched");
        KafkaEnrichmentJob.addTo(environment, KafkaJobConfig.from(options));
        return new WatchedJob(environment.executeAsync("watched"));
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        client.cancel().orTimeout(20, TimeUnit.SECONDS).join();
    }
}
