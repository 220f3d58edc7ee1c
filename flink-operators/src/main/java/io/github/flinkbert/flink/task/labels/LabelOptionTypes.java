package io.github.flinkbert.flink.task.labels;

import static io.github.flinkbert.flink.option.Option.optional;
import static io.github.flinkbert.flink.option.Option.withDefault;
import static io.github.flinkbert.flink.option.OptionTypes.NUMBER;
import static io.github.flinkbert.flink.option.OptionTypes.choice;
import static io.github.flinkbert.flink.option.OptionTypes.wholeNumber;

import io.github.flinkbert.checkpoint.ProblemType;
import io.github.flinkbert.flink.binding.TaskKey;
import io.github.flinkbert.flink.option.Option;
import io.github.flinkbert.flink.option.Option.Typed;
import org.apache.flink.annotation.Internal;
import org.apache.flink.configuration.ConfigOptions.OptionBuilder;

/** The kinds of values that options of labels have, and the options of a text's and a pair's. */
@Internal
public final class LabelOptionTypes {

    public static final Typed<Double> PROBABILITY =
            Typed.of("0…1", LabelOptionTypes::probability, OptionBuilder::doubleType);

    static final Typed<String> HYPOTHESIS =
            Typed.of("text with {}", LabelOptionTypes::hypothesis, OptionBuilder::stringType);

    private LabelOptionTypes() {}

    /**
     * What scores are.
     *
     * @param task whose name the key begins with, as of all these
     */
    public static Option<ProblemType> problemType(TaskKey<?> task) {
        return withDefault(
                "%s-problem-type".formatted(task),
                choice(ProblemType.class),
                "as-trained",
                "What the model's scores are: one of many labels (softmax), any of many (a sigmoid"
                        + " each), a regression; as-trained: what the model says, else by how many"
                        + " outputs it has.");
    }

    /** From where on a label holds. */
    public static Option<Double> threshold(TaskKey<?> task) {
        return optional(
                "%s-threshold".formatted(task),
                PROBABILITY,
                "What a label's probability must reach for it to hold, where any number of labels"
                        + " may or there is one; by default as the model was trained, else 0.5. No"
                        + " other label is given.");
    }

    /** How many labels are given. */
    public static Option<Integer> top(TaskKey<?> task) {
        return optional(
                "%s-top".formatted(task),
                wholeNumber(1),
                ("How many labels to give, the best, whether they hold or not; with %s-threshold,"
                                + " of those that hold. By default the labels that hold, and that"
                                + " of a model with a single one.")
                        .formatted(task));
    }

    private static Double probability(String text) {
        double value;
        try {
            value = NUMBER.parser().parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("a probability, 0 to 1", e);
        }
        if (value < 0 || value > 1) {
            throw new IllegalArgumentException("a probability, 0 to 1");
        }
        return value;
    }

    private static String hypothesis(String text) {
        String template = text.strip();
        int at = template.indexOf("{}");
        if (at < 0 || template.indexOf("{}", at + 1) >= 0) {
            throw new IllegalArgumentException("a text with {} once, where the label goes");
        }
        return template;
    }
}
