package io.github.flinkbert.cli.option;

import io.github.flinkbert.checkpoint.CasingChoice;
import org.apache.flink.annotation.Internal;
import picocli.CommandLine.Option;

/** At most one of the two: for releases that do not say. */
@Internal
public final class CasingOptions {

    @Option(
            names = "--cased",
            description = "The text is taken as written; needed where the release is silent.")
    private boolean cased;

    @Option(
            names = "--uncased",
            description = "Text is lower-cased and accents dropped, as the release expects.")
    private boolean uncased;

    public CasingChoice choice() {
        if (cased) {
            return CasingChoice.CASED;
        }
        return uncased ? CasingChoice.UNCASED : CasingChoice.AS_RELEASED;
    }
}
