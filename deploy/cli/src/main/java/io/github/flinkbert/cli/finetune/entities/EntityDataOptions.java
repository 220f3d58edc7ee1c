package io.github.flinkbert.cli.finetune.entities;

import io.github.flinkbert.checkpoint.AggregationStrategy;
import io.github.flinkbert.cli.evaluate.entities.ConllOptions;
import io.github.flinkbert.cli.terminal.UserException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How files with entities are taken. */
final class EntityDataOptions {

    static final String HOLDOUT = "--holdout-sentences";

    @Option(
            names = HOLDOUT,
            paramLabel = "N",
            description = "Develop on the last N sentences of the first --data file (entities).")
    private Optional<Integer> sentences = Optional.empty();

    @Mixin private ConllOptions columns;

    @Option(
            names = "--partial",
            paramLabel = "FILE=TYPE,…",
            description =
                    "Entities: in this file, by its name, only these types are tagged; its O says"
                        + " nothing of the other files' types, and nothing is learnt from it about"
                        + " them. May be repeated.")
    private List<String> partial = List.of();

    @Option(
            names = "--rename-type",
            paramLabel = "TYPE=TYPE",
            description =
                    "Entities: take one type for another, or, with nothing after the sign, for no"
                            + " entity, in every file; may be repeated.")
    private Map<String, String> renamed = Map.of();

    @Option(
            names = "--join-mentions",
            description =
                    "Entities: join a token @ to the name after it, as one token and one entity.")
    private boolean joinMentions;

    @Option(
            names = {"--aggregation-strategy", "--word-label"},
            paramLabel = "first-piece|each-piece",
            description =
                    "Entities: label words by their first pieces, or each piece by itself, so that"
                        + " entities can end within words (default: each-piece for KLUE's files).")
    private Optional<AggregationStrategy> aggregation = Optional.empty();

    /** The only types that a file speaks of; empty where it speaks of all. */
    Optional<Set<String>> typesOf(Path file) {
        String name = file.getFileName().toString();
        for (String each : partial) {
            int equals = each.lastIndexOf('=');
            if (equals < 1 || equals == each.length() - 1) {
                throw new UserException(
                        "--partial names a file and its types, as in"
                                + " --partial tweets.conll=PER,LOC, found "
                                + each);
            }
            if (Path.of(each.substring(0, equals)).getFileName().toString().equals(name)) {
                return Optional.of(
                        new TreeSet<>(List.of(each.substring(equals + 1).split(",", -1))));
            }
        }
        return Optional.empty();
    }

    /**
     * @throws UserException if a partial file is not among these
     */
    void requirePartialAmong(List<Path> files) {
        for (String each : partial) {
            String name =
                    Path.of(each.substring(0, Math.max(0, each.lastIndexOf('='))))
                            .getFileName()
                            .toString();
            if (files.stream().noneMatch(file -> file.getFileName().toString().equals(name))) {
                throw new UserException(
                        "--partial %s: no file of this name is given as data".formatted(each));
            }
        }
    }

    /** How many of the first file's last sentences are to develop on. */
    Optional<Integer> heldSentences() {
        return sentences;
    }

    ConllOptions columns() {
        return columns;
    }

    Map<String, String> renamed() {
        return renamed;
    }

    boolean joinMentions() {
        return joinMentions;
    }

    Optional<AggregationStrategy> aggregation() {
        return aggregation;
    }
}
