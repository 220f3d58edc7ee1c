package io.github.flinkbert.flink.task.labels;

import static io.github.flinkbert.flink.option.OptionTypes.NUMBER;

import io.github.flinkbert.flink.option.Option.Typed;
import org.apache.flink.annotation.Internal;
import org.apache.flink.configuration.ConfigOptions.OptionBuilder;

/** The kinds of values that options of labels have. */
@Internal
public final class LabelOptionTypes {

    public static final Typed<Double> PROBABILITY =
            Typed.of("0…1", LabelOptionTypes::probability, OptionBuilder::doubleType);

    static final Typed<String> HYPOTHESIS =
            Typed.of("text with {}", LabelOptionTypes::hypothesis, OptionBuilder::stringType);

    private LabelOptionTypes() {}

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
