package io.github.flinkbert.cli.evaluate.labels;

import io.github.flinkbert.checkpoint.Head;
import io.github.flinkbert.checkpoint.ProblemType;
import io.github.flinkbert.cli.terminal.UserException;
import io.github.flinkbert.task.labels.LabelDecoder;
import io.github.flinkbert.training.labels.LabelledText;
import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether a head gives what the texts of a file have.
 *
 * @param pairs whether it is asked of two texts: what a single output means depends on it
 */
record HeadFit(Head.TextClassification head, boolean pairs) {

    private static final int MOST_NAMED = 10;

    /**
     * What the head is to be asked for: what it was trained for, or what the user says where its
     * files do not.
     *
     * @param problem what a text has
     * @param said whether the user said so
     * @throws UserException if the head gives something else
     */
    ProblemType asked(ProblemType problem, boolean said) {
        boolean several = head.labels().size() > 1;
        boolean open = head.problemType().isEmpty() && several && problem != ProblemType.REGRESSION;
        ProblemType asked = open && said ? problem : ProblemType.AS_TRAINED;
        ProblemType single = pairs ? ProblemType.SINGLE_LABEL : ProblemType.REGRESSION;
        ProblemType given = LabelDecoder.of(head, asked, single, OptionalDouble.empty()).type();
        boolean fits =
                switch (problem) {
                    case REGRESSION -> !several;
                    case SINGLE_LABEL -> several && given == problem;
                    default -> given == problem;
                };
        if (!fits) {
            throw new UserException(
                    "the data has %s, but the head gives %s; expected %s"
                            .formatted(data(problem), gives(given, several), wayOut(given, open)));
        }
        return asked;
    }

    private static String data(ProblemType problem) {
        return switch (problem) {
            case REGRESSION -> "a score a text (--problem score)";
            case SINGLE_LABEL -> "one label a text (--problem single)";
            default -> "any number of labels a text (--problem multi)";
        };
    }

    private String gives(ProblemType given, boolean several) {
        if (!several && given != ProblemType.MULTI_LABEL) {
            return "one score";
        }
        String many =
                switch (given) {
                    case REGRESSION -> "%d scores";
                    case SINGLE_LABEL -> "one of %d labels";
                    default -> "any of %d labels";
                };
        return many.formatted(head.labels().size());
    }

    private String wayOut(ProblemType given, boolean open) {
        if (open) {
            return "--problem multi, if the head was trained for it, which its files do not say;"
                    + " or another head";
        }
        if (head.labels().size() == 1 && given != ProblemType.MULTI_LABEL) {
            return "--problem score and numbers in the data, or another head";
        }
        return switch (given) {
            case REGRESSION -> "another head";
            case SINGLE_LABEL -> "--problem single, or another head";
            default -> "--problem multi, or another head";
        };
    }

    /**
     * Labels of the data that the head does not have, sorted.
     *
     * @throws UserException if it has none of them
     */
    List<String> unknown(ProblemType problem, Collection<LabelledText> texts) {
        if (problem == ProblemType.REGRESSION) {
            return List.of();
        }
        Set<String> unknown = new TreeSet<>();
        texts.forEach(text -> unknown.addAll(text.labels()));
        boolean none = !unknown.isEmpty() && head.labels().stream().noneMatch(unknown::contains);
        if (none) {
            throw new UserException(
                    ("the data has the labels %s, the head has %s: expected labels that are in"
                                    + " both; --label-names gives the data's numbers names")
                            .formatted(listed(unknown), listed(head.labels())));
        }
        head.labels().forEach(unknown::remove);
        return List.copyOf(unknown);
    }

    private static String listed(Collection<String> labels) {
        String named = String.join(", ", labels.stream().limit(MOST_NAMED).toList());
        return labels.size() <= MOST_NAMED
                ? named
                : "%s, … %d in all".formatted(named, labels.size());
    }
}
