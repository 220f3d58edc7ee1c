package io.github.flinkbert.testbed.chaos;

import io.github.flinkbert.testbed.cluster.Member;
import io.github.flinkbert.testbed.cluster.Role;
import java.io.IOException;
import java.util.Locale;
import org.apache.flink.annotation.Internal;

/**
 * What can go wrong. Each returns when its cause has passed; whether the job has recovered is for
 * others to see.
 */
@Internal
public enum Fault {
    /** {@code kill -9}; another one is started a moment later, as a supervisor would. */
    KILL_TASK_MANAGER {
        @Override
        void inject(FaultContext context) throws IOException, InterruptedException {
            context.killAndReplace(context.anyMember(Role.TASK_MANAGER));
        }
    },
    /** {@code kill -9}; the next one finds its job in ZooKeeper. */
    KILL_JOB_MANAGER {
        @Override
        void inject(FaultContext context) throws IOException, InterruptedException {
            context.killAndReplace(context.anyMember(Role.JOB_MANAGER));
        }
    },
    /** {@code kill -9}; it comes back with the data that it had. */
    KILL_BROKER {
        @Override
        void inject(FaultContext context) throws IOException, InterruptedException {
            context.killAndReplace(context.anyMember(Role.BROKER));
        }
    },
    /** Connections stay open and nothing responds: worse than a broker that is gone. */
    PAUSE_BROKER {
        @Override
        void inject(FaultContext context) throws IOException, InterruptedException {
            pause(context, context.anyMember(Role.BROKER));
        }
    },
    /** It is given up and replaced meanwhile, and then goes on as if it had never been away. */
    PAUSE_TASK_MANAGER {
        @Override
        void inject(FaultContext context) throws IOException, InterruptedException {
            pause(context, context.anyMember(Role.TASK_MANAGER));
        }
    },
    /** Until at least one checkpoint has failed of it. */
    FULL_CHECKPOINT_DISK {
        @Override
        void inject(FaultContext context) throws IOException, InterruptedException {
            long before = context.failedCheckpoints();
            context.disk().fill();
            try {
                context.sleepThePause();
                context.awaitFailedCheckpoint(before);
            } finally {
                context.disk().free();
            }
        }
    },
    /** Bytes on the topic of live updates that are no update. */
    MALFORMED_UPDATE {
        @Override
        void inject(FaultContext context) throws IOException, InterruptedException {
            context.sendMalformedUpdate();
        }
    },
    /** It is away while records come whose schema the job has not asked for yet. */
    STOP_REGISTRY {
        @Override
        void inject(FaultContext context) throws IOException, InterruptedException {
            context.stopRegistryForThePause();
        }
    };

    abstract void inject(FaultContext context) throws IOException, InterruptedException;

    /** As it is written on a command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static void pause(FaultContext context, Member member)
            throws IOException, InterruptedException {
        member.pause();
        try {
            context.sleepThePause();
        } finally {
            member.resume();
        }
    }
}
