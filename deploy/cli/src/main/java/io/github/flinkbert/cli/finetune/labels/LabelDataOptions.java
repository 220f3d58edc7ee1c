package io.github.flinkbert.cli.finetune.labels;

import io.github.flinkbert.cli.evaluate.labels.LabelColumnOptions;
import io.github.flinkbert.cli.terminal.UserException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where files with labels have what, and how much each label counts. */
final class LabelDataOptions {

    @Mixin private LabelColumnOptions columns;

    @Option(
            names = "--class-weights",
            paramLabel = "none|balanced|LABEL=X",
            split = ",",
            description =
                    "Labels: how much texts of a label count. balanced: the rarer, the more, as in"
                        + " scikit-learn; or some labels' weights, the others' being 1 (default:"
                        + " none).")
    private List<String> weights = List.of();

    LabelColumnOptions columns() {
        return columns;
    }

    boolean balanced() {
        return weights.equals(List.of("balanced"));
    }

    /** The weights that were named, by label. */
    Map<String, Double> weights() {
        Map<String, Double> named = new LinkedHashMap<>();
        if (balanced() || weights.equals(List.of("none"))) {
            return named;
        }
        for (String each : weights) {
            int equals = each.lastIndexOf('=');
            try {
                double weight = Double.parseDouble(each.substring(equals + 1));
                if (equals < 1 || !(weight > 0) || Double.isInfinite(weight)) {
                    throw new NumberFormatException();
                }
                named.put(each.substring(0, equals), weight);
            } catch (NumberFormatException e) {
                throw new UserException(
                        ("--class-weights must be none, balanced, or labels with positive weights"
                                        + " such as spam=2, found %s")
                                .formatted(each));
            }
        }
        return named;
    }
}
