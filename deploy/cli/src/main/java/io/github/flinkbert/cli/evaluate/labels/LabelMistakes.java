package io.github.flinkbert.cli.evaluate.labels;

import io.github.flinkbert.checkpoint.ProblemType;
import io.github.flinkbert.cli.evaluate.Mistake;
import io.github.flinkbert.task.labels.LabelScore;
import io.github.flinkbert.task.labels.TextLabels;
import io.github.flinkbert.training.labels.LabelledText;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is wrong with the labels, or the score, that a text is given. */
record LabelMistakes(ProblemType problem, LabelledText text) {

    private static final String NONE = "–";

    /** Empty where all is right, and for a score that is nearly so. */
    Optional<Mistake> of(TextLabels said) {
        if (problem == ProblemType.REGRESSION) {
            double off = said.best().score() - text.score();
            return Math.abs(off) < 1e-6
                    ? Optional.empty()
                    : Optional.of(
                            mistake(
                                    off > 0 ? "too high" : "too low",
                                    Math.abs(off),
                                    text.labels().get(0),
                                    "%.2f".formatted(said.best().score())));
        }
        List<LabelScore> held = said.holding();
        Set<String> told = new HashSet<>();
        held.forEach(each -> told.add(each.label()));
        if (told.equals(new HashSet<>(text.labels()))) {
            return Optional.empty();
        }
        Map<String, Double> scores = new LinkedHashMap<>();
        said.scores().forEach(each -> scores.put(each.label(), each.score()));
        String kind = "";
        double weight = -1;
        for (LabelScore each : held) {
            if (!text.labels().contains(each.label()) && each.score() > weight) {
                kind = each.label() + " where it is not";
                weight = each.score();
            }
        }
        for (String label : text.labels()) {
            double loss = 1 - scores.getOrDefault(label, 0.0);
            if (!told.contains(label) && problem == ProblemType.MULTI_LABEL && loss > weight) {
                kind = label + " missed";
                weight = loss;
            }
        }
        String right = String.join(", ", text.labels());
        if (problem == ProblemType.SINGLE_LABEL) {
            kind = "%s taken for %s".formatted(right, said.best().label());
        }
        return Optional.of(mistake(kind, weight, right.isEmpty() ? NONE : right, shown(held)));
    }

    private static String shown(List<LabelScore> held) {
        return held.isEmpty()
                ? NONE
                : String.join(
                        ", ",
                        held.stream()
                                .map(each -> "%s %.2f".formatted(each.label(), each.score()))
                                .toList());
    }

    private Mistake mistake(String kind, double weight, String right, String found) {
        Map<String, String> cells = new LinkedHashMap<>();
        cells.put("text", Mistake.beginning(text.text()));
        text.second().ifPresent(second -> cells.put("second text", Mistake.beginning(second)));
        cells.put("right", right);
        cells.put("found", found);
        return new Mistake(kind, weight, cells);
    }
}
