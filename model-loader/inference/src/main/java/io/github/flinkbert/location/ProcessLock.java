package io.github.flinkbert.location;

import io.github.flinkbert.failure.CheckpointException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;

/**
 * A lock on a file that one thread of one process holds at a time. Not reentrant. The file stays
 * when the lock is released.
 *
 * <p>Threads of one process take turns before they open the file: where POSIX locks are, to close
 * one channel of a file gives up the process's locks on it, whoever holds them.
 */
final class ProcessLock implements AutoCloseable {

    private static final long POLL_MILLIS = 50;
    private static final ConcurrentMap<Path, Semaphore> TURNS = new ConcurrentHashMap<>();

    private final Semaphore turn;
    private final FileChannel channel;
    private final FileLock lock;

    private ProcessLock(Semaphore turn, FileChannel channel, FileLock lock) {
        this.turn = turn;
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Waits until nobody else holds it.
     *
     * @param file made if it is not there; its folder is
     * @throws CheckpointException if the thread is interrupted meanwhile
     */
    static ProcessLock acquire(Path file) throws IOException {
        Semaphore turn =
                TURNS.computeIfAbsent(file.toAbsolutePath().normalize(), each -> new Semaphore(1));
        try {
            turn.acquire();
        } catch (InterruptedException e) {
            throw interrupted(file, e);
        }
        try {
            FileChannel channel =
                    FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                return new ProcessLock(turn, channel, lock(channel, file));
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            turn.release();
            throw e;
        }
    }

    private static FileLock lock(FileChannel channel, Path file) throws IOException {
        while (true) {
            try {
                FileLock lock = channel.tryLock();
                if (lock != null) {
                    return lock;
                }
            } catch (OverlappingFileLockException e) {
                // another class loader of this process holds it: wait like for another process
            }
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                throw interrupted(file, e);
            }
        }
    }

    private static CheckpointException interrupted(Path file, InterruptedException e) {
        Thread.currentThread().interrupt();
        return new CheckpointException(
                "interrupted while another process or thread held %s".formatted(file), e);
    }

    /**
     * @throws IOException if the file system has taken it away
     */
    void requireHeld() throws IOException {
        if (!lock.isValid()) {
            throw new IOException("a lock that was held is lost");
        }
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            lock.release();
        } finally {
            turn.release();
        }
    }
}
