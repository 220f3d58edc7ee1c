package io.github.flinkbert.testbed.chaos;

import io.github.flinkbert.testbed.cluster.Member;
import io.github.flinkbert.testbed.cluster.Role;
import java.io.IOException;
import java.util.Locale;

/**
 * What can go wrong. Each returns when its cause has passed; whether the job has recovered is for
 * others to see.
 */
public enum Fault {
    /** {@code kill -9}; another one is started a moment later, as a supervisor would. */
    KILL_TASK_MANAGER {
        @Override
        void strike(FaultContext scene) throws IOException, InterruptedException {
            scene.killAndReplace(scene.anyMember(Role.TASK_MANAGER));
        }
    },
    /** {@code kill -9}; the next one finds its job in ZooKeeper. */
    KILL_JOB_MANAGER {
        @Override
        void strike(FaultContext scene) throws IOException, InterruptedException {
            scene.killAndReplace(scene.anyMember(Role.JOB_MANAGER));
        }
    },
    /** {@code kill -9}; it comes back with the data that it had. */
    KILL_BROKER {
        @Override
        void strike(FaultContext scene) throws IOException, InterruptedException {
            scene.killAndReplace(scene.anyMember(Role.BROKER));
        }
    },
    /** Connections stay open and nothing answers: worse than a broker that is gone. */
    PAUSE_BROKER {
        @Override
        void strike(FaultContext scene) throws IOException, InterruptedException {
            pause(scene, scene.anyMember(Role.BROKER));
        }
    },
    /** It is given up and replaced meanwhile, and then goes on as if it had never been away. */
    PAUSE_TASK_MANAGER {
        @Override
        void strike(FaultContext scene) throws IOException, InterruptedException {
            pause(scene, scene.anyMember(Role.TASK_MANAGER));
        }
    },
    /** Until at least one checkpoint has failed of it. */
    FULL_CHECKPOINT_DISK {
        @Override
        void strike(FaultContext scene) throws IOException, InterruptedException {
            long before = scene.failedCheckpoints();
            scene.disk().fill();
            try {
                scene.sleepThePause();
                scene.awaitFailedCheckpoint(before);
            } finally {
                scene.disk().free();
            }
        }
    },
    /** What nobody who knows the format would write. */
    GARBAGE_ON_CONTROL_TOPIC {
        @Override
        void strike(FaultContext scene) throws IOException, InterruptedException {
            scene.sendGarbage();
        }
    };

    abstract void strike(FaultContext scene) throws IOException, InterruptedException;

    /** As it is written on a command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static void pause(FaultContext scene, Member member)
            throws IOException, InterruptedException {
        member.pause();
        try {
            scene.sleepThePause();
        } finally {
            member.resume();
        }
    }
}
