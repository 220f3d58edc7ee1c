package io.github.flinkbert.flink;

import java.util.AbstractCollection;
import java.util.Iterator;
import java.util.List;

/**
 * One result, and whether it has left the asynchronous operator. A result may wait in the operator
 * behind others, and until it leaves, its value lies in every snapshot; the operator iterates over
 * what it was given when it emits it, on its own thread, and that is how one can know.
 */
final class EmittedOnce<R> extends AbstractCollection<R> {

    private final R result;
    private final Runnable onEmission;
    private boolean emitted;

    EmittedOnce(R result, Runnable onEmission) {
        this.result = result;
        this.onEmission = onEmission;
    }

    @Override
    public Iterator<R> iterator() {
        if (!emitted) {
            emitted = true;
            onEmission.run();
        }
        return List.of(result).iterator();
    }

    @Override
    public int size() {
        return 1;
    }
}
