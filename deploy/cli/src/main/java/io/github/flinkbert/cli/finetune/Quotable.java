package io.github.flinkbert.cli.finetune;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Whether texts of the development data may stand in a card that is passed on. */
final class Quotable {

    /** Licences under which a part may be passed on, with the source named. */
    private static final Pattern OPEN =
            Pattern.compile(
                    "^(cc[ -]?by|cc[ -]?0|mit\\b|apache|bsd|public domain|pddl|odc[ -]by).*");

    /** Parts of Creative Commons' names that forbid some use. */
    private static final Pattern CLOSED = Pattern.compile(".*\\b(nc|nd)\\b.*");

    private Quotable() {}

    /**
     * What the examples are from, with the licences; empty where one of the files may not be
     * quoted, as far as is known.
     *
     * @param facts of all files of a training
     */
    static Optional<String> source(List<DataFacts> facts) {
        List<DataFacts> files = files(facts);
        return files.stream().allMatch(file -> open(file.licence()))
                ? Optional.of(
                        "development data (%s)"
                                .formatted(
                                        files.stream()
                                                .map(f -> f.name() + ", " + f.licence())
                                                .collect(Collectors.joining("; "))))
                : Optional.empty();
    }

    /** The development files; what is held out is from the training files. */
    private static List<DataFacts> files(List<DataFacts> facts) {
        List<DataFacts> own =
                facts.stream().filter(file -> file.role().equals("development")).toList();
        return own.isEmpty()
                ? facts.stream().filter(file -> file.role().equals("training")).toList()
                : own;
    }

    static boolean open(String licence) {
        String known = licence.strip().toLowerCase(Locale.ROOT);
        return OPEN.matcher(known).matches() && !CLOSED.matcher(known).matches();
    }
}
