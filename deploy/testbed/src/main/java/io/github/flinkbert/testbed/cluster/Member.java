package io.github.flinkbert.testbed.cluster;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.annotation.Internal;

/**
 * One process of the cluster, which may have ended.
 *
 * @param startedMillis when it began: process numbers come again
 */
@Internal
public record Member(Role role, int number, long pid, long startedMillis) {

    /** The system knows a process's beginning to some hundredths of a second after its boot. */
    private static final long SAME_MILLIS = 2_000;

    static Member of(Role role, int number, ProcessHandle process) {
        return new Member(role, number, process.pid(), started(process));
    }

    public String name() {
        return role.member(number);
    }

    /** Empty if it has ended. */
    Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process -> Math.abs(started(process) - startedMillis) < SAME_MILLIS);
    }

    @JsonIgnore
    public boolean isAlive() {
        return process().isPresent();
    }

    /** Ends it as {@code kill -9} does, and waits until it has. */
    public void kill() {
        end(ProcessHandle::destroyForcibly, Duration.ofSeconds(30));
    }

    /** Asks it to end; insists if it does not. */
    void stop(Duration timeout) {
        if (!end(ProcessHandle::destroy, timeout)) {
            kill();
        }
    }

    /** Stands still until {@link #resume}: it keeps its memory and its connections. */
    public void pause() throws IOException, InterruptedException {
        signal("STOP");
    }

    public void resume() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        if (isAlive()) {
            new ProcessBuilder("kill", "-" + signal, String.valueOf(pid)).start().waitFor();
        }
    }

    private interface Ending {
        boolean apply(ProcessHandle process);
    }

    private boolean end(Ending ending, Duration timeout) {
        Optional<ProcessHandle> process = process();
        if (process.isEmpty()) {
            return true;
        }
        ending.apply(process.get());
        try {
            process.get().onExit().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static long started(ProcessHandle process) {
        return process.info().startInstant().map(java.time.Instant::toEpochMilli).orElse(0L);
    }
}
