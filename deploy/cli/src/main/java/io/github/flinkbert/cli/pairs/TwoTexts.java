package io.github.flinkbert.cli.pairs;

import io.github.flinkbert.cli.lines.Line;
import io.github.flinkbert.failure.TextRejectedException;
import java.util.Optional;

/**
 * The two texts of a line.
 *
 * @param first what is asked about
 * @param second what it is asked with
 */
record TwoTexts(String first, String second) {

    static final String FIELD = "secondText";

    /**
     * @param standing the second text of every line; empty where each line brings its own
     * @throws TextRejectedException if the line has none, or more than one
     */
    static TwoTexts of(Line.Text line, Optional<String> standing) {
        return line.json().isMissingNode() ? plain(line.text(), standing) : json(line, standing);
    }

    private static TwoTexts json(Line.Text line, Optional<String> standing) {
        Optional<String> own = line.field(FIELD);
        if (own.isPresent() && standing.isPresent()) {
            throw new TextRejectedException(
                    "a line may have no \"%s\" of its own beside --second".formatted(FIELD));
        }
        return new TwoTexts(
                line.text(),
                own.or(() -> standing)
                        .orElseThrow(
                                () ->
                                        new TextRejectedException(
                                                ("a line must have a \"%s\" beside its \"text\", or"
                                                                + " --second gives one; found none")
                                                        .formatted(FIELD))));
    }

    private static TwoTexts plain(String line, Optional<String> standing) {
        long tabs = line.chars().filter(each -> each == '\t').count();
        if (standing.isPresent()) {
            if (tabs > 0) {
                throw new TextRejectedException(
                        "a line may have no TAB, and so no second text of its own, beside"
                                + " --second; in JSON a text may have TABs");
            }
            return new TwoTexts(line, standing.get());
        }
        if (tabs != 1) {
            throw new TextRejectedException(
                    "a line must be two texts with one TAB between them, found %d TABs"
                            .formatted(tabs));
        }
        int tab = line.indexOf('\t');
        return new TwoTexts(line.substring(0, tab), line.substring(tab + 1));
    }

    /** Without the texts: they are never logged. */
    @Override
    public String toString() {
        return "TwoTexts[" + first.length() + " and " + second.length() + " code units]";
    }
}
