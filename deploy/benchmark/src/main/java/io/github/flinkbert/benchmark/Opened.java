package io.github.flinkbert.benchmark;

import java.util.ArrayDeque;
import java.util.Deque;

/** What was opened along the way, to be closed together, the last first. */
final class Opened implements AutoCloseable {

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    <T extends AutoCloseable> T add(T resource) {
        opened.push(resource);
        return resource;
    }

    @Override
    public void close() throws IllegalStateException {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException("a system cannot be closed", e);
            }
        }
    }
}
