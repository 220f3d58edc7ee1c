package io.github.flinkbert.training.labels;

import io.github.flinkbert.checkpoint.ProblemType;
import io.github.flinkbert.text.Pieces;
import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.text.Tokenizer;
import io.github.flinkbert.text.Window;
import io.github.flinkbert.training.data.TextWindows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.annotation.Experimental;

/**
 * Turns labelled texts into what a head learns from. A text that is longer than the encoder reads
 * is cut into windows that overlap by a quarter; each has the text's labels, and together they
 * count as one text. Of a pair that is too long the longer text is cut at its end until it fits
 * ({@code _truncate_seq_pair} of Google's {@code run_classifier.py}).
 *
 * @param objective its labels are the head's outputs
 * @param weights how much a text counts by its label, where each has one; 1 for labels left out
 * @param maxPositions the longest sequence that the encoder takes
 */
@Experimental
public record LabelExamples(
        Tokenizer tokenizer,
        LabelObjective objective,
        Map<String, Double> weights,
        int maxPositions) {

    public LabelExamples {
        weights = Map.copyOf(weights);
    }

    /** The examples of all texts, in their order. */
    public List<LabelExample> of(List<LabelledText> texts) {
        List<LabelExample> examples = new ArrayList<>(texts.size());
        for (LabelledText text : texts) {
            List<Sequence> sequences = input(text).sequences();
            float[] targets = targets(text);
            float weight = (float) (weight(text) / sequences.size());
            sequences.forEach(each -> examples.add(new LabelExample(each, targets, weight)));
        }
        return examples;
    }

    private double weight(LabelledText text) {
        return objective.problem() == ProblemType.SINGLE_LABEL
                ? weights.getOrDefault(text.labels().get(0), 1.0)
                : 1;
    }

    /** What the head should say; of labels that it does not have, nothing. */
    float[] targets(LabelledText text) {
        float[] targets = new float[objective.labels().size()];
        if (objective.problem() == ProblemType.REGRESSION) {
            targets[0] = (float) text.score();
            return targets;
        }
        for (String label : text.labels()) {
            int id = objective.labels().indexOf(label);
            if (id >= 0) {
                targets[id] = 1;
            }
        }
        return targets;
    }

    /**
     * As the encoder reads a text or a pair.
     *
     * @param windows of the text, or the one of a pair's second text: at least one
     * @param sequences one a window
     */
    record Input(List<Window> windows, List<Sequence> sequences) {}

    Input input(LabelledText text) {
        if (text.second().isPresent()) {
            return pair(tokenizer.tokenize(text.text()), tokenizer.tokenize(text.second().get()));
        }
        TextWindows windows = TextWindows.of(tokenizer, text.text(), maxPositions);
        return new Input(
                windows.windows(),
                windows.windows().stream()
                        .map(window -> windows.sequence(tokenizer.vocabulary(), window))
                        .toList());
    }

    private Input pair(Pieces first, Pieces second) {
        int firstSize = first.size();
        int secondSize = second.size();
        while (Sequence.length(firstSize, secondSize) > maxPositions) {
            if (firstSize > secondSize) {
                firstSize--;
            } else {
                secondSize--;
            }
        }
        return new Input(
                List.of(new Window(0, secondSize)),
                List.of(
                        Sequence.pair(
                                tokenizer.vocabulary(),
                                first,
                                0,
                                firstSize,
                                second,
                                0,
                                secondSize)));
    }
}
