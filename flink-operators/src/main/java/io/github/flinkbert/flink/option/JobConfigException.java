package io.github.flinkbert.flink.option;

import java.util.List;
import org.apache.flink.annotation.PublicEvolving;

/**
 * The job's options cannot be used. Holds a sentence for every fault that was found, not only the
 * first.
 */
@PublicEvolving
public final class JobConfigException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    public JobConfigException(List<String> problems) {
        super(
                "%d %s in the job's options:%n- %s"
                        .formatted(
                                problems.size(),
                                problems.size() == 1 ? "fault" : "faults",
                                String.join(System.lineSeparator() + "- ", problems)));
        this.problems = List.copyOf(problems);
    }

    /** One sentence a fault. */
    public List<String> problems() {
        return problems;
    }
}
