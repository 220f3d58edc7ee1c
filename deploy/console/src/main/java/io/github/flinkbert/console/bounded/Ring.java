package io.github.flinkbert.console.bounded;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.apache.flink.annotation.Internal;

/**
 * The last so many items, numbered from 1 in the order that they came: a reader remembers the
 * number that it has seen, and however slow it is, nothing piles up for it. Thread-safe.
 */
@Internal
public final class Ring<T> {

    private final int capacity;
    private final Deque<T> items;
    private long last;

    public Ring(int capacity) {
        this.capacity = capacity;
        this.items = new ArrayDeque<>(capacity);
    }

    public synchronized void add(T item) {
        if (items.size() == capacity) {
            items.removeFirst();
        }
        items.addLast(item);
        last++;
    }

    /** The number of the last item that came; 0 before the first. */
    public synchronized long last() {
        return last;
    }

    /** At most so many of the items behind a number, the newest of them, oldest first. */
    public synchronized List<T> after(long number, int most) {
        long wanted = Math.min(Math.min(last - number, items.size()), most);
        ArrayList<T> found = new ArrayList<>();
        Iterator<T> newest = items.descendingIterator();
        while (found.size() < wanted) {
            found.add(newest.next());
        }
        Collections.reverse(found);
        return found;
    }

    /** All that are held, oldest first. */
    public synchronized List<T> all() {
        return new ArrayList<>(items);
    }
}
