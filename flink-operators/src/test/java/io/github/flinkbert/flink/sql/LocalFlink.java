package io.github.flinkbert.flink.sql;

import java.net.URI;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;

/** A Flink cluster in this process, which sessions of SQL send their jobs to. */
final class LocalFlink {

    private final MiniCluster cluster;
    private final int parallelism;

    private LocalFlink(MiniCluster cluster, int parallelism) {
        this.cluster = cluster;
        this.parallelism = parallelism;
    }

    static LocalFlink start(int parallelism) throws Exception {
        Configuration configuration = new Configuration();
        configuration.set(RestOptions.BIND_PORT, "0");
        MiniCluster cluster =
                new MiniCluster(
                        new MiniClusterConfiguration.Builder()
                                .setConfiguration(configuration)
                                .setNumTaskManagers(1)
                                .setNumSlotsPerTaskManager(2 * parallelism)
                                .build());
        cluster.start();
        return new LocalFlink(cluster, parallelism);
    }

    SqlSession streaming() throws Exception {
        return session(RuntimeExecutionMode.STREAMING);
    }

    SqlSession session(RuntimeExecutionMode mode) throws Exception {
        URI address = cluster.getRestAddress().get();
        Configuration configuration = new Configuration();
        configuration.set(DeploymentOptions.TARGET, "remote");
        configuration.set(RestOptions.ADDRESS, address.getHost());
        configuration.set(RestOptions.PORT, address.getPort());
        configuration.set(ExecutionOptions.RUNTIME_MODE, mode);
        configuration.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        return new SqlSession(configuration);
    }

    void stop() throws Exception {
        cluster.close();
    }
}
