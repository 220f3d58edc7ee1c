package io.github.flinkbert.cli.labels;

import io.github.flinkbert.checkpoint.ProblemType;
import io.github.flinkbert.cli.terminal.UserException;
import io.github.flinkbert.cli.terminal.Words;
import io.github.flinkbert.task.labels.LabelScore;
import io.github.flinkbert.task.labels.TextLabels;
import io.github.flinkbert.task.labels.WindowJoin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.flink.annotation.Internal;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/**
 * How scores become labels, and which of them are written: what {@code label} and {@code pair}
 * share.
 */
@Internal
public final class LabelOptions {

    static final class ProblemWord implements ITypeConverter<ProblemType> {
        @Override
        public ProblemType convert(String word) throws Exception {
            return Words.of(ProblemType.class).convert(word);
        }
    }

    static final class JoinWord implements ITypeConverter<WindowJoin> {
        @Override
        public WindowJoin convert(String word) throws Exception {
            return Words.of(WindowJoin.class).convert(word);
        }
    }

    @Option(names = "--top", paramLabel = "K", descriptionKey = "job.labels-top")
    private Optional<Integer> top = Optional.empty();

    @Option(names = "--threshold", paramLabel = "P", descriptionKey = "job.labels-threshold")
    private Optional<Double> threshold = Optional.empty();

    @Option(
            names = "--problem-type",
            paramLabel = "${bundle:job.labels-problem-type.type}",
            converter = ProblemWord.class,
            descriptionKey = "job.labels-problem-type")
    private Optional<ProblemType> problem = Optional.empty();

    @Option(
            names = "--join",
            paramLabel = "${bundle:job.labels-join.type}",
            converter = JoinWord.class,
            descriptionKey = "job.labels-join")
    private Optional<WindowJoin> join = Optional.empty();

    public OptionalDouble threshold() {
        return threshold.isPresent() ? OptionalDouble.of(threshold.get()) : OptionalDouble.empty();
    }

    public ProblemType problem() {
        return problem.orElse(ProblemType.AS_TRAINED);
    }

    public WindowJoin join() {
        return join.orElse(WindowJoin.MEAN);
    }

    /**
     * Checks what is written.
     *
     * @throws UserException if it is fewer than one label
     */
    public void requireTop() {
        if (top.isPresent() && top.get() < 1) {
            throw new UserException("--top must be at least 1, found " + top.get());
        }
    }

    /** The labels to write, best first. */
    public List<LabelScore> written(TextLabels found) {
        boolean onlyOne = found.scores().size() == 1;
        if (top.isEmpty() && (!onlyOne || threshold.isPresent())) {
            return found.holding();
        }
        List<LabelScore> best = found.best(top.orElse(1));
        return threshold.isEmpty() ? best : best.subList(0, Math.min(best.size(), found.held()));
    }

    /**
     * Refuses these options, but some.
     *
     * @param kept names of options that have a meaning
     * @param instead what the user asked for, in which the others have none
     */
    public void requireOnly(List<String> kept, String instead) {
        List<String> given = new ArrayList<>();
        top.ifPresent(any -> given.add("--top"));
        threshold.ifPresent(any -> given.add("--threshold"));
        problem.ifPresent(any -> given.add("--problem-type"));
        join.ifPresent(any -> given.add("--join"));
        given.removeAll(kept);
        if (!given.isEmpty()) {
            throw new UserException(
                    "%s means nothing %s; leave it out".formatted(given.get(0), instead));
        }
    }
}
