package io.github.flinkbert.engine;

import io.github.flinkbert.encoder.Output;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Who waits for the device: a queue for each client, and the clients take turns, so that one
 * client's long documents do not delay another's messages.
 *
 * <p>A batch begins with the longest-waiting sequence of the client whose turn it is; then each
 * client in turn adds a sequence that asks for the same outputs, as long as there is room. Nobody
 * waits for a batch to fill. Thread-safe.
 */
final class WorkQueue {

    /** Sequences of one batch and the shape they are packed into. */
    record Batch(List<Work> works, RowPacker.Packing packing) {
        List<Output> outputs() {
            return works.get(0).outputs();
        }
    }

    /** One client's sequences, in the order of their submission. */
    static final class Lane {
        private final Deque<Work> waiting = new ArrayDeque<>();
        private boolean closed;
    }

    /**
     * Some more candidates than fit, so that short sequences fill the gaps that long ones leave.
     */
    private static final double CHOICE = 1.25;

    private final int tokenBudget;
    private final RowPacker packer;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();

    /** INVARIANT: the lanes in this list are those with waiting work, the next turn's first. */
    private final Deque<Lane> turns = new ArrayDeque<>();

    private boolean closed;

    WorkQueue(int tokenBudget, RowPacker packer) {
        this.tokenBudget = tokenBudget;
        this.packer = packer;
    }

    /** Adds work to a lane; false if the lane or the queue is closed. */
    boolean add(Lane lane, Work added) {
        lock.lock();
        try {
            if (closed || lane.closed) {
                return false;
            }
            if (lane.waiting.isEmpty()) {
                turns.addLast(lane);
            }
            lane.waiting.addLast(added);
            work.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Takes one work back, if it still waits. */
    void remove(Lane lane, Work gone) {
        lock.lock();
        try {
            if (lane.waiting.remove(gone) && lane.waiting.isEmpty()) {
                turns.remove(lane);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes back what a lane still waits for, and accepts nothing more from it. */
    List<Work> close(Lane lane) {
        lock.lock();
        try {
            lane.closed = true;
            List<Work> left = new ArrayList<>(lane.waiting);
            lane.waiting.clear();
            turns.remove(lane);
            return left;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for work and takes a batch of it; empty once the queue is closed. */
    Optional<Batch> take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (turns.isEmpty() && !closed) {
                work.await();
            }
            if (closed) {
                return Optional.empty();
            }
            Batch batch = next();
            if (!turns.isEmpty()) {
                work.signal();
            }
            return Optional.of(batch);
        } finally {
            lock.unlock();
        }
    }

    /**
     * @param heads how many of the works, from the first on, are the first of their lane
     */
    private record Candidates(List<Work> works, int heads) {}

    private Batch next() {
        Candidates candidates = candidates();
        RowPacker.Packing packing =
                packer.pack(
                        candidates.works().stream().mapToInt(Work::tokens).toArray(),
                        candidates.heads());
        List<Work> taken =
                packing.places().stream().map(p -> candidates.works().get(p.index())).toList();
        remove(taken, candidates.works().size());
        return new Batch(taken, packing);
    }

    /** One sequence a lane and round, of those that ask the same as the first. */
    private Candidates candidates() {
        List<Iterator<Work>> lanes = new ArrayList<>();
        turns.forEach(lane -> lanes.add(lane.waiting.iterator()));
        List<Output> outputs = turns.getFirst().waiting.getFirst().outputs();
        List<Work> candidates = new ArrayList<>();
        int heads = 0;
        int tokens = 0;
        while (!lanes.isEmpty() && tokens < tokenBudget * CHOICE) {
            for (Iterator<Iterator<Work>> each = lanes.iterator(); each.hasNext(); ) {
                Iterator<Work> lane = each.next();
                Work candidate = lane.hasNext() ? lane.next() : null;
                if (candidate == null || !candidate.outputs().equals(outputs)) {
                    each.remove();
                } else {
                    candidates.add(candidate);
                    tokens += candidate.tokens();
                }
            }
            heads = heads == 0 ? candidates.size() : heads;
        }
        return new Candidates(candidates, heads);
    }

    /**
     * Takes works out of their lanes and ends the turn.
     *
     * @param deepest how far down a lane they lie at most: a long backlog is not searched
     */
    private void remove(List<Work> taken, int deepest) {
        Set<Work> gone = Collections.newSetFromMap(new IdentityHashMap<>());
        gone.addAll(taken);
        turns.addLast(turns.removeFirst());
        for (Lane lane : turns) {
            Iterator<Work> works = lane.waiting.iterator();
            for (int i = 0; i < deepest && works.hasNext(); i++) {
                if (gone.contains(works.next())) {
                    works.remove();
                }
            }
        }
        turns.removeIf(lane -> lane.waiting.isEmpty());
    }

    /** Closes the queue for good and hands back what still waits. */
    List<Work> close() {
        lock.lock();
        try {
            closed = true;
            List<Work> left = new ArrayList<>();
            turns.forEach(lane -> left.addAll(lane.waiting));
            turns.forEach(lane -> lane.waiting.clear());
            turns.clear();
            work.signalAll();
            return left;
        } finally {
            lock.unlock();
        }
    }

    int waiting() {
        lock.lock();
        try {
            return turns.stream().mapToInt(lane -> lane.waiting.size()).sum();
        } finally {
            lock.unlock();
        }
    }
}
