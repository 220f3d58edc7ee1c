package io.github.flinkbert.testbed.chaos;

import io.github.flinkbert.testbed.cluster.Await;
import io.github.flinkbert.testbed.cluster.LocalCluster;
import io.github.flinkbert.testbed.cluster.Member;
import io.github.flinkbert.testbed.cluster.Role;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** What faults can lay hands on. For one thread. */
final class FaultContext {

    private static final Duration RECOVERY = Duration.ofMinutes(4);
    private static final Duration FAILED_CHECKPOINT = Duration.ofMinutes(1);
    private static final Duration NOTICE = Duration.ofSeconds(4);
    private static final int REPLACED_AFTER_MILLIS = 3_000;

    private final ChaosPlan plan;
    private final LocalCluster cluster;
    private final CheckpointDisk disk;
    private final String job;
    private final MalformedUpdate malformed;
    private final SentRecords records;
    private final Random random;

    FaultContext(
            ChaosPlan plan,
            LocalCluster cluster,
            CheckpointDisk disk,
            String job,
            MalformedUpdate malformed,
            SentRecords records) {
        this.plan = plan;
        this.cluster = cluster;
        this.disk = disk;
        this.job = job;
        this.malformed = malformed;
        this.records = records;
        random = new Random(plan.seed());
    }

    CheckpointDisk disk() {
        return disk;
    }

    Member anyMember(Role role) {
        List<Member> members = cluster.members(role);
        return members.get(random.nextInt(members.size()));
    }

    void killAndReplace(Member member) throws IOException, InterruptedException {
        member.kill();
        awaitNotice();
        Thread.sleep(random.nextInt(REPLACED_AFTER_MILLIS));
        cluster.start(member.role(), member.number());
    }

    void sleepThePause() throws InterruptedException {
        Thread.sleep(plan.pause().toMillis());
    }

    void sendMalformedUpdate() {
        malformed.send(random);
    }

    /** Another version of the schema comes meanwhile: the job knows those that came before. */
    void stopRegistryForThePause() throws InterruptedException {
        ChaosRegistry registry = records.registry().orElseThrow();
        registry.stop();
        try {
            records.nextVersion();
            awaitNotice();
            sleepThePause();
        } finally {
            registry.restart();
        }
    }

    long failedCheckpoints() throws InterruptedException {
        try {
            return cluster.rest().failedCheckpoints(job);
        } catch (IOException e) {
            return 0;
        }
    }

    /** Keeps the disk full meanwhile. */
    void awaitFailedCheckpoint(long before) throws InterruptedException {
        Await.await(
                "a checkpoint to fail on the full disk",
                FAILED_CHECKPOINT,
                () -> {
                    disk.fill();
                    return cluster.rest().failedCheckpoints(job) != before;
                });
    }

    /**
     * Waits a while for Flink to see that something is wrong; it may not have to, for a task
     * manager may have been idle, and a broker back before anybody asked.
     */
    void awaitNotice() throws InterruptedException {
        long end = System.nanoTime() + NOTICE.toNanos();
        while (System.nanoTime() < end) {
            try {
                if (!isRunning()) {
                    return;
                }
            } catch (IOException e) {
                return; // nobody to ask: that is notice enough
            }
            Thread.sleep(100);
        }
    }

    /** Waits until every subtask runs, and a checkpoint that began after that is complete. */
    void awaitRecovery() throws InterruptedException {
        Await.await("the job to run again", RECOVERY, this::isRunning);
        long[] completed = {Long.MAX_VALUE};
        Await.await(
                "a checkpoint of the job that runs again",
                RECOVERY,
                () -> {
                    long now = cluster.rest().completedCheckpoints(job);
                    if (!isRunning() || now < completed[0]) {
                        completed[0] = now; // failed again, or counted by a new job manager
                        return false;
                    }
                    return now > completed[0];
                });
    }

    private boolean isRunning() throws IOException, InterruptedException {
        return cluster.rest().jobs().stream()
                .anyMatch(running -> running.id().equals(job) && running.isRunning());
    }
}
