package io.github.flinkbert.engine;

import io.github.flinkbert.encoder.Output;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for the device: a queue for each client, and the clients take turns, so that one
 * client's long documents do not delay another's messages.
 *
 * <p>A batch begins with the longest-waiting sequence of the client whose turn it is; then each
 * client in turn adds a sequence that asks for the same outputs, as long as there is room. Nobody
 * waits for a batch to fill. Thread-safe.
 *
 * <p>Work that has its outcome already, because its future was cancelled or completed by somebody
 * else, is never taken.
 */
final class WorkQueue {

    /** What the device is to do next, or what it cannot do. */
    sealed interface Taken {
        List<Work> works();
    }

    /** Sequences of one batch and the shape they are packed into. */
    record Batch(List<Work> works, RowPacker.Packing packing) implements Taken {
        List<Output> outputs() {
            return works.get(0).outputs();
        }
    }

    /** Sequences that left the queue, but could not be made a batch. */
    record Spoilt(List<Work> works, Throwable cause) implements Taken {}

    /** One client's sequences, in the order of their submission. */
    static final class ClientQueue {
        private final Set<Work> waiting = new LinkedHashSet<>();
        private boolean closed;

        private Work first() {
            return waiting.iterator().next();
        }
    }

    /**
     * Some more candidates than fit, so that short sequences fill the gaps that long ones leave.
     */
    private static final double CHOICE = 1.25;

    private final int tokenBudget;
    private final Packer packer;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();

    /** INVARIANT: the clients in this list are those with waiting work, the next turn's first. */
    private final Deque<ClientQueue> turns = new ArrayDeque<>();

    private boolean closed;

    WorkQueue(int tokenBudget, Packer packer) {
        this.tokenBudget = tokenBudget;
        this.packer = packer;
    }

    /** Adds work to a client's queue; false if that or the whole queue is closed. */
    boolean add(ClientQueue client, Work added) {
        return add(client, List.of(added));
    }

    /**
     * Adds work to a client's queue at once: all of it, or none if that or the whole queue is
     * closed.
     */
    boolean add(ClientQueue client, List<Work> added) {
        lock.lock();
        try {
            if (closed || client.closed) {
                return false;
            }
            boolean joins = client.waiting.isEmpty() && !added.isEmpty();
            client.waiting.addAll(added);
            if (joins) {
                turns.addLast(client);
            }
            work.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Takes work out that nobody waits for any more; does nothing if it has left already. */
    void withdraw(ClientQueue client, Work unwanted) {
        lock.lock();
        try {
            if (client.waiting.remove(unwanted) && client.waiting.isEmpty()) {
                turns.remove(client);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes back what a client still waits for, and accepts nothing more from it. */
    List<Work> close(ClientQueue client) {
        lock.lock();
        try {
            client.closed = true;
            List<Work> left = new ArrayList<>(client.waiting);
            client.waiting.clear();
            turns.remove(client);
            return left;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for work, whatever interrupts the thread, and takes it; empty once the queue is closed.
     *
     * <p>A fault while it takes or packs is no exception but a {@link Spoilt}: the sequences that
     * it was about to take have left the queue, so that the next call finds others.
     */
    Optional<Taken> take() {
        lock.lock();
        try {
            dropDone();
            while (turns.isEmpty() && !closed) {
                work.awaitUninterruptibly();
                dropDone();
            }
            if (closed) {
                return Optional.empty();
            }
            Taken taken = next();
            if (!turns.isEmpty()) {
                work.signal();
            }
            return Optional.of(taken);
        } finally {
            lock.unlock();
        }
    }

    /** Of each client the first ones, so that what begins a turn is wanted. */
    private void dropDone() {
        for (Iterator<ClientQueue> clients = turns.iterator(); clients.hasNext(); ) {
            ClientQueue client = clients.next();
            while (!client.waiting.isEmpty() && client.first().isDone()) {
                client.waiting.remove(client.first());
            }
            if (client.waiting.isEmpty()) {
                clients.remove();
            }
        }
    }

    private Taken next() {
        List<Work> candidates = new ArrayList<>();
        candidates.add(turns.getFirst().first());
        try {
            int heads = choose(candidates);
            RowPacker.Packing packing =
                    packer.pack(candidates.stream().mapToInt(Work::tokens).toArray(), heads);
            requirePlaces(packing, candidates.size());
            List<Work> taken =
                    packing.places().stream().map(p -> candidates.get(p.index())).toList();
            Batch batch = new Batch(taken, packing);
            endTurn(taken);
            return batch;
        } catch (
                Throwable e) { // an Error, too, must neither end the device's thread nor come again
            endTurn(candidates);
            return new Spoilt(candidates, e);
        }
    }

    /**
     * One sequence a client and round, of those that ask the same as the first.
     *
     * @param candidates holds the first sequence of the first client; the others are added
     * @return how many of them, from the first on, are the first of their client
     */
    private int choose(List<Work> candidates) {
        Work first = candidates.get(0);
        List<Iterator<Work>> clients = new ArrayList<>();
        turns.forEach(client -> clients.add(client.waiting.iterator()));
        int heads = 0;
        int tokens = 0;
        while (!clients.isEmpty() && tokens < tokenBudget * CHOICE) {
            for (Iterator<Iterator<Work>> each = clients.iterator(); each.hasNext(); ) {
                Work candidate = nextWanted(each.next());
                if (candidate == null || !candidate.outputs().equals(first.outputs())) {
                    each.remove();
                    continue;
                }
                if (!candidate.equals(first)) {
                    candidates.add(candidate);
                }
                tokens += candidate.tokens();
            }
            heads = heads == 0 ? candidates.size() : heads;
        }
        return heads;
    }

    /** The next of a client that has no outcome yet, or null. */
    private static @Nullable Work nextWanted(Iterator<Work> client) {
        while (client.hasNext()) {
            Work next = client.next();
            if (!next.isDone()) {
                return next;
            }
        }
        return null;
    }

    /** A packing without the first sequence would be made again and again. */
    private static void requirePlaces(RowPacker.Packing packing, int candidates) {
        int before = -1;
        for (RowPacker.Place place : packing.places()) {
            if (place.index() <= before || place.index() >= candidates) {
                throw new IllegalStateException(
                        "a packing's places are in the order of the %d candidates, found %d after %d"
                                .formatted(candidates, place.index(), before));
            }
            before = place.index();
        }
        if (packing.places().isEmpty() || packing.places().get(0).index() != 0) {
            throw new IllegalStateException(
                    "a packing must hold the first of its candidates, found it without");
        }
    }

    /** Takes works out of their clients' queues and ends the turn. Safe to call again. */
    private void endTurn(List<Work> taken) {
        for (ClientQueue client : turns) {
            // Not removeAll, which may walk the client's queue, and a backlog is long.
            for (Work work : taken) {
                client.waiting.remove(work);
            }
        }
        ClientQueue served = turns.pollFirst();
        if (served != null) {
            turns.addLast(served);
        }
        turns.removeIf(client -> client.waiting.isEmpty());
    }

    /** Closes the queue for good and hands back what still waits. */
    List<Work> close() {
        lock.lock();
        try {
            closed = true;
            List<Work> left = new ArrayList<>();
            turns.forEach(client -> left.addAll(client.waiting));
            turns.forEach(client -> client.waiting.clear());
            turns.clear();
            work.signalAll();
            return left;
        } finally {
            lock.unlock();
        }
    }

    /** When the work that has waited longest was submitted; empty where none waits. */
    OptionalLong oldestNanos() {
        lock.lock();
        try {
            // The first of each client has waited longest of it.
            return turns.stream().mapToLong(client -> client.first().submittedNanos()).min();
        } finally {
            lock.unlock();
        }
    }

    int waiting() {
        lock.lock();
        try {
            return turns.stream().mapToInt(client -> client.waiting.size()).sum();
        } finally {
            lock.unlock();
        }
    }
}
