package io.github.flinkbert.task.labels;

import io.github.flinkbert.checkpoint.BertConfig;
import io.github.flinkbert.encoder.Branch;
import io.github.flinkbert.encoder.ReferenceBert;
import io.github.flinkbert.tensor.Weights;
import io.github.flinkbert.text.Pieces;
import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.text.Tokenizer;
import io.github.flinkbert.text.Window;
import io.github.flinkbert.text.Windows;
import java.util.ArrayList;
import java.util.List;

/** The scores of heads on the pooled vector, in plain Java doubles. */
public final class ReferenceLabels {

    public static final Branch.Head LABELS = new Branch.Head("output_weights", "output_bias");

    private final BertConfig config;
    private final ReferenceBert bert;
    private final Tokenizer tokenizer;

    /**
     * @param weights encoder and head, merged, under Google's names
     */
    public ReferenceLabels(BertConfig config, Weights weights, Tokenizer tokenizer) {
        this.config = config;
        this.bert = new ReferenceBert(config, weights);
        this.tokenizer = tokenizer;
    }

    public Pieces pieces(String text) {
        return tokenizer.tokenize(text);
    }

    /** {@code tanh([CLS] · pooler) · head}. */
    public double[] logits(Sequence sequence, Branch.Head head) {
        double[] pooled = bert.pooled(bert.hidden(sequence)[config.layers()]);
        return bert.scores(new double[][] {pooled}, head)[0];
    }

    /** {@code [CLS] first[0, kept) [SEP] second[from, to) [SEP]}. */
    public double[] pair(
            Pieces first, int kept, Pieces second, int from, int to, Branch.Head head) {
        return logits(
                Sequence.pair(tokenizer.vocabulary(), first, 0, kept, second, from, to), head);
    }

    /** A text's, window by window, as they are joined. */
    public double[] text(String text, WindowJoin join) {
        Pieces pieces = pieces(text);
        int room = config.maxPositions() - 2;
        List<double[]> each = new ArrayList<>();
        List<Window> windows = Windows.over(pieces.size(), room, room - room / 4);
        for (Window w : windows) {
            each.add(
                    logits(
                            Sequence.single(tokenizer.vocabulary(), pieces, w.from(), w.to()),
                            LABELS));
        }
        return joined(windows, each, join);
    }

    public static double[] joined(List<Window> windows, List<double[]> each, WindowJoin join) {
        double[] joined = new double[each.get(0).length];
        for (int label = 0; label < joined.length; label++) {
            double sum = 0;
            double weights = 0;
            double greatest = Double.NEGATIVE_INFINITY;
            for (int w = 0; w < each.size(); w++) {
                double weight = Math.max(1, windows.get(w).to() - windows.get(w).from());
                sum += weight * each.get(w)[label];
                weights += weight;
                greatest = Math.max(greatest, each.get(w)[label]);
            }
            joined[label] = join == WindowJoin.MEAN ? sum / weights : greatest;
        }
        return joined;
    }

    public static double[] softmax(double... logits) {
        double sum = 0;
        for (double logit : logits) {
            sum += Math.exp(logit);
        }
        double[] shares = new double[logits.length];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = Math.exp(logits[i]) / sum;
        }
        return shares;
    }

    public static double[] sigmoid(double... logits) {
        double[] each = new double[logits.length];
        for (int i = 0; i < each.length; i++) {
            each[i] = 1 / (1 + Math.exp(-logits[i]));
        }
        return each;
    }
}
