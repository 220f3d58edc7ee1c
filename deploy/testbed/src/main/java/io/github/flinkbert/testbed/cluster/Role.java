package io.github.flinkbert.testbed.cluster;

import java.util.Locale;
import org.apache.flink.annotation.Internal;

/** What a process of the cluster is there for. */
@Internal
public enum Role {
    BROKER,
    ZOOKEEPER,
    JOB_MANAGER,
    TASK_MANAGER;

    /** Such as {@code task-manager-2}; numbers begin at 1. */
    String member(int number) {
        return name().toLowerCase(Locale.ROOT).replace('_', '-') + "-" + number;
    }
}
