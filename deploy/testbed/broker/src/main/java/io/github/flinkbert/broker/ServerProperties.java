package io.github.flinkbert.broker;

import java.nio.file.Path;

/** A single node that is broker and controller, on loopback, with as little ceremony as may be. */
final class ServerProperties {

    private ServerProperties() {}

    static String of(Path data, int port, int controllerPort) {
        return """
        process.roles=broker,controller
        node.id=1
        listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
        advertised.listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
        controller.listener.names=CONTROLLER
        controller.quorum.bootstrap.servers=127.0.0.1:%2$d
        log.dirs=%3$s
        auto.create.topics.enable=false
        group.initial.rebalance.delay.ms=0
        offsets.topic.num.partitions=1
        offsets.topic.replication.factor=1
        transaction.state.log.num.partitions=1
        transaction.state.log.replication.factor=1
        transaction.state.log.min.isr=1
        share.coordinator.state.topic.num.partitions=1
        share.coordinator.state.topic.replication.factor=1
        share.coordinator.state.topic.min.isr=1
        """
                .formatted(port, controllerPort, data.toString().replace("\\", "/"));
    }
}
