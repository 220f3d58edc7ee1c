package io.github.flinkbert.engine;

import io.github.flinkbert.encoder.Output;
import io.github.flinkbert.encoder.PackedBatch;
import io.github.flinkbert.encoder.SequenceEncoder;
import io.github.flinkbert.failure.FailureMessage;
import io.github.flinkbert.failure.TextRejectedException;
import io.github.flinkbert.tensor.Matrix;
import io.github.flinkbert.text.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Runs batches on the device. Of a batch that fails it finds the sequences that fail by themselves,
 * by cutting it in parts: they alone are rejected, and the others have their results.
 *
 * <p>Whether it is the device that fails, and not a sequence, is asked by running one again that
 * went well before: where that fails, too, the batch's first fault is the outcome of all that have
 * none, after a few runs and not after one for each.
 */
final class BatchRunner {

    /** Hears what became of a batch's sequences: each is told of once. */
    interface Outcomes {
        void ran(WorkQueue.Batch part, List<Matrix> whole, long beginNanos, long endNanos);

        void failed(List<Work> works, Throwable cause);
    }

    /** Singles that fail before anything of their batch went well: then the device is suspected. */
    private static final int SUSPICIOUS = 2;

    /**
     * Into how many parts what fails is cut. The device may compute a failing run as long as any
     * other: all that fails on the way to one sequence takes 1 + 1/16 of its batch, where halves
     * take 1 + 1/2 + 1/4 ….
     */
    private static final int PARTS = 16;

    private final SequenceEncoder encoder;
    private final Packer packer;
    private final AtomicReference<Sequence> wentWell = new AtomicReference<>();

    /**
     * @param packer lays parts of a batch out; stateless, for several runs may search at once
     */
    BatchRunner(SequenceEncoder encoder, Packer packer) {
        this.encoder = encoder;
        this.packer = packer;
    }

    /** Runs a batch. What it throws itself is an outcome, too. */
    void run(WorkQueue.Batch batch, Outcomes outcomes) {
        Optional<Throwable> fault = attempt(batch, outcomes);
        if (fault.isPresent()) {
            new Search(outcomes, fault.get()).of(batch.works());
        }
    }

    /** The fault, where it fails; else its outcome was told. */
    private Optional<Throwable> attempt(WorkQueue.Batch batch, Outcomes outcomes) {
        long begin = System.nanoTime();
        List<Matrix> whole;
        long end;
        try {
            whole = encoder.run(packed(batch), batch.outputs());
            end = System.nanoTime();
        } catch (Throwable e) { // an Error of one batch must not silence the device for all others
            return Optional.of(e);
        }
        wentWell.set(batch.works().get(0).sequence());
        outcomes.ran(batch, whole, begin, end);
        return Optional.empty();
    }

    private static PackedBatch packed(WorkQueue.Batch batch) {
        RowPacker.Packing packing = batch.packing();
        List<PackedBatch.Placed> placed = new ArrayList<>(batch.works().size());
        for (int i = 0; i < batch.works().size(); i++) {
            RowPacker.Place place = packing.places().get(i);
            placed.add(
                    new PackedBatch.Placed(
                            batch.works().get(i).sequence(), place.row(), place.column()));
        }
        return new PackedBatch(packing.rows(), packing.length(), placed);
    }

    /** The search in one batch that failed. */
    private final class Search {

        /** A sequence that fails by itself. */
        private record Poison(Work work, Throwable cause) {}

        private final Outcomes outcomes;
        private final Throwable fault;
        private final List<Poison> alone = new ArrayList<>();
        private final List<Work> given = new ArrayList<>();
        private boolean anyRan;
        private boolean deviceIsWell;

        Search(Outcomes outcomes, Throwable fault) {
            this.outcomes = outcomes;
            this.fault = fault;
        }

        /**
         * @param works of which at least one fails
         */
        void of(List<Work> works) {
            if (works.size() == 1) {
                alone.add(new Poison(works.get(0), fault));
            } else {
                split(works);
            }
            boolean rejected = anyRan || deviceIsWell || (given.isEmpty() && isDeviceWell());
            for (Poison poison : alone) {
                outcomes.failed(
                        List.of(poison.work()),
                        rejected ? rejection(poison.cause()) : poison.cause());
            }
            if (!given.isEmpty()) {
                outcomes.failed(given, fault);
            }
        }

        /** Part after part; behind one that fails, all that is left is taken for sound at first. */
        private void split(List<Work> works) {
            int each = (works.size() + PARTS - 1) / PARTS;
            for (int from = 0; from < works.size(); from += each) {
                int to = Math.min(works.size(), from + each);
                if (!part(works.subList(from, to))) {
                    part(works.subList(to, works.size()));
                    return;
                }
            }
        }

        /** Whether all of it ran. */
        private boolean part(List<Work> works) {
            boolean ran = true;
            List<Work> left = new ArrayList<>(works);
            left.removeIf(Work::isDone); // cancelled meanwhile
            while (!left.isEmpty()) {
                if (isHopeless()) {
                    given.addAll(left);
                    return false;
                }
                WorkQueue.Batch part;
                try {
                    part = packed(left);
                } catch (Throwable e) { // of the packer, which had packed all of them before
                    outcomes.failed(left, e);
                    return false;
                }
                left.removeAll(part.works());
                Optional<Throwable> again = attempt(part, outcomes);
                if (again.isEmpty()) {
                    anyRan = true;
                } else if (part.works().size() == 1) {
                    ran = false;
                    alone.add(new Poison(part.works().get(0), again.get()));
                } else {
                    ran = false;
                    split(part.works());
                }
            }
            return ran;
        }

        private WorkQueue.Batch packed(List<Work> left) {
            int[] lengths = left.stream().mapToInt(Work::tokens).toArray();
            RowPacker.Packing packing = packer.pack(lengths, left.size());
            return new WorkQueue.Batch(
                    packing.places().stream().map(place -> left.get(place.index())).toList(),
                    packing);
        }

        private boolean isHopeless() {
            return !anyRan
                    && !deviceIsWell
                    && alone.size() >= SUSPICIOUS
                    && (!given.isEmpty() || !isDeviceWell());
        }

        /** Whether a sequence that went well goes well again, with what this batch asks. */
        private boolean isDeviceWell() {
            Sequence well = wentWell.get();
            if (well == null) {
                return false;
            }
            List<Output> outputs = alone.get(0).work().outputs();
            try {
                RowPacker.Packing packing = packer.pack(new int[] {well.length()}, 1);
                encoder.run(
                        new PackedBatch(
                                packing.rows(),
                                packing.length(),
                                List.of(new PackedBatch.Placed(well, 0, 0))),
                        outputs);
                deviceIsWell = true;
            } catch (Throwable e) { // the device's own, which the batch's fault tells of
                deviceIsWell = false;
            }
            return deviceIsWell;
        }
    }

    private static TextRejectedException rejection(Throwable cause) {
        TextRejectedException rejection =
                new TextRejectedException(
                        "the model fails on this text by itself, and on no other: "
                                + FailureMessage.of(cause));
        rejection.addSuppressed(cause);
        return rejection;
    }
}
