package io.github.flinkbert.cli.finetune.masks;

import io.github.flinkbert.cli.terminal.UserException;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What is masked of plain text, and whether next sentences are learnt, too. */
final class MaskDataOptions {

    private static final double SHORT_SEQUENCES = 0.1;

    @Option(
            names = "--mask-share",
            paramLabel = "SHARE",
            defaultValue = "0.15",
            description = "Mask: share of the tokens chosen (default: ${DEFAULT-VALUE}).")
    private double share;

    @Option(names = "--whole-words", description = "Mask: choose all pieces of a word together.")
    private boolean wholeWords;

    @Option(
            names = "--next-sentence",
            description =
                    "Mask: learn next sentences, too, from documents with blank lines between them,"
                        + " a sentence a line: BERT's pre-training. Needs --tuning-method full.")
    private boolean nextSentence;

    @Option(
            names = "--short-sequences",
            paramLabel = "SHARE",
            description =
                    "With --next-sentence: share of the documents whose sequences do not fill what"
                            + " is read at once (default: 0.1).")
    private Optional<Double> shortSequences = Optional.empty();

    @Option(
            names = "--dupe-factor",
            paramLabel = "N",
            description =
                    "With --next-sentence: cut each document N times into pairs of segments, each"
                            + " time anew; an epoch has all of them (default: 1).")
    private Optional<Integer> dupeFactor = Optional.empty();

    /**
     * @throws UserException if it is no share
     */
    double share() {
        if (!(share > 0 && share <= 1)) {
            throw new UserException("--mask-share must be above 0 and at most 1, found " + share);
        }
        return share;
    }

    boolean wholeWords() {
        return wholeWords;
    }

    /**
     * @throws UserException if what is said of next sentences is wrong, or they are not learnt
     */
    boolean nextSentence() {
        if (!nextSentence && (shortSequences.isPresent() || dupeFactor.isPresent())) {
            throw new UserException(
                    "%s is for --next-sentence, which is not given"
                            .formatted(
                                    shortSequences.isPresent()
                                            ? "--short-sequences"
                                            : "--dupe-factor"));
        }
        if (!(shortSequences() >= 0 && shortSequences() <= 1)) {
            throw new UserException(
                    "--short-sequences must be from 0 to 1, found " + shortSequences());
        }
        if (dupeFactor() < 1) {
            throw new UserException("--dupe-factor must be at least 1, found " + dupeFactor());
        }
        return nextSentence;
    }

    double shortSequences() {
        return shortSequences.orElse(SHORT_SEQUENCES);
    }

    int dupeFactor() {
        return dupeFactor.orElse(1);
    }
}
