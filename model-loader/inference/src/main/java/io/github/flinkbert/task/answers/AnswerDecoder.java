package io.github.flinkbert.task.answers;

import io.github.flinkbert.task.MostContext;
import io.github.flinkbert.task.ScoredWindow;
import io.github.flinkbert.task.Softmax;
import io.github.flinkbert.tensor.Matrix;
import io.github.flinkbert.text.Pieces;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.flink.annotation.Internal;

/**
 * Answers out of start and end scores: {@code write_predictions} of Google's {@code run_squad.py},
 * for SQuAD 1.1 where there is no null threshold and for SQuAD 2.0 where there is one. Thread-safe.
 *
 * <p>All windows of a text compete. In each, the 20 best starts meet the 20 best ends; a span must
 * lie in the text, start where its window gives most context, and be no longer than asked. Spans
 * are ranked by the sum of their two scores, equal texts are named once, and an answer's {@code
 * score} is its softmax probability among the 20 best, "no answer" included where it is allowed.
 *
 * <p>"No answer" scores as {@code [CLS]} does in the window where that is least. It comes first
 * where it beats the best span by more than the threshold; else the best span does, and "no answer"
 * stands among the others by its score.
 *
 * <p>What differs from the reference:
 *
 * <ul>
 *   <li>An answer runs from its first piece's first code unit to its last piece's last in the text
 *       as written. The reference joins pieces, looks for the outcome among whole words and falls
 *       back to those whole words where it cannot find it (unknown pieces, combining accents in
 *       uncased text); elsewhere both are the same, part of a word included, save that the
 *       reference turns white space within an answer into one space.
 *   <li>Padding has no scores here. In the reference it can take places among the 20 best.
 *   <li>Where no span is legal the reference answers "empty"; here that is "no answer".
 * </ul>
 */
@Internal
public final class AnswerDecoder {

    private static final int START = 0;
    private static final int END = 1;

    /**
     * {@code n_best_size} of the reference: candidates a window, and answers that share the
     * softmax.
     */
    private static final int CANDIDATES = 20;

    /** What parts words in the reference, where answers that differ only here are one. */
    private static final Pattern WHITE_SPACE = Pattern.compile("[ \\t\\r\\n\\u202F]+");

    private final String question;
    private final int nBest;
    private final int candidates;
    private final int maxAnswerPieces;
    private final OptionalDouble nullThreshold;

    public AnswerDecoder(AnswerQuestion ask) {
        if (ask.nBest() < 1 || ask.maxAnswerPieces() < 1) {
            throw new IllegalArgumentException(
                    "n-best and the longest answer must be at least 1, found %d and %d"
                            .formatted(ask.nBest(), ask.maxAnswerPieces()));
        }
        this.question = ask.question();
        this.nBest = ask.nBest();
        this.maxAnswerPieces = ask.maxAnswerPieces();
        this.nullThreshold = ask.nullThreshold();
        // "No answer" is one more beside the candidates.
        int spans = nullThreshold.isPresent() ? nBest - 1 : nBest;
        this.candidates = Math.max(CANDIDATES, spans);
    }

    /** A span of pieces, both ends included, or "no answer" where {@code first} is -1. */
    private record Span(int first, int last, double score) {
        boolean isNull() {
            return first < 0;
        }
    }

    /**
     * @param text the text as it came in
     * @param pieces the text's pieces, without question and special tokens
     * @param windows start scores (column 0) and end scores (column 1) of every token of each
     *     window's sequence, {@code [CLS]} in row 0
     */
    public Answers decode(String text, Pieces pieces, List<ScoredWindow> windows) {
        List<Span> spans = new ArrayList<>();
        double nullScore = Double.POSITIVE_INFINITY;
        int[] mostContext = MostContext.ofPieces(pieces.size(), windows);
        for (int window = 0; window < windows.size(); window++) {
            Matrix scores = windows.get(window).scores();
            nullScore = Math.min(nullScore, (double) scores.get(0, START) + scores.get(0, END));
            addSpans(windows.get(window), window, mostContext, spans);
        }
        spans.removeIf(span -> isEmpty(span, pieces));
        if (spans.isEmpty()) {
            Answer none = new Answer("", 0, 0, 1);
            return new Answers(question, List.of(none));
        }
        Span none = new Span(-1, -1, nullScore);
        if (nullThreshold.isPresent()) {
            spans.add(none);
        }
        spans.sort(
                Comparator.comparingDouble(Span::score).reversed()); // stable, as in the reference
        List<Span> best = firstOfEachText(text, pieces, spans);
        if (nullThreshold.isPresent() && !best.contains(none)) {
            best.add(none);
        }
        double[] probabilities = Softmax.inPlace(best.stream().mapToDouble(Span::score).toArray());
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < best.size(); i++) {
            answers.add(answer(text, pieces, best.get(i), (float) probabilities[i]));
        }
        nullThreshold.ifPresent(threshold -> putChosenFirst(best, answers, threshold));
        return new Answers(
                question, List.copyOf(answers.subList(0, Math.min(nBest, answers.size()))));
    }

    private void addSpans(ScoredWindow window, int index, int[] mostContext, List<Span> spans) {
        Matrix scores = window.scores();
        int[] starts = bestRows(scores, START);
        int[] ends = bestRows(scores, END);
        for (int start : starts) {
            int first = start - window.firstRow() + window.from();
            if (first < window.from() || first >= window.to() || mostContext[first] != index) {
                continue;
            }
            for (int end : ends) {
                int last = end - window.firstRow() + window.from();
                if (last >= first && last < window.to() && last - first < maxAnswerPieces) {
                    double score = (double) scores.get(start, START) + scores.get(end, END);
                    spans.add(new Span(first, last, score));
                }
            }
        }
    }

    /** Rows with the greatest scores, best first; of equals the earlier row. */
    private int[] bestRows(Matrix scores, int column) {
        int[] best = new int[Math.min(candidates, scores.rows())];
        int count = 0;
        for (int row = 0; row < scores.rows(); row++) {
            float score = scores.get(row, column);
            if (count == best.length && score <= scores.get(best[count - 1], column)) {
                continue;
            }
            int at = count == best.length ? count - 1 : count++;
            while (at > 0 && score > scores.get(best[at - 1], column)) {
                best[at] = best[at - 1];
                at--;
            }
            best[at] = row;
        }
        return best;
    }

    /** Pieces of spaces alone stand for nothing, which is no answer and not that there is none. */
    private static boolean isEmpty(Span span, Pieces pieces) {
        return !span.isNull() && pieces.start(span.first()) == pieces.end(span.last());
    }

    private List<Span> firstOfEachText(String text, Pieces pieces, List<Span> spans) {
        List<Span> best = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Span span : spans) {
            if (best.size() == candidates) {
                break;
            }
            String named = answer(text, pieces, span, 0).text();
            if (seen.add(WHITE_SPACE.matcher(named).replaceAll(" "))) {
                best.add(span);
            }
        }
        return best;
    }

    private static void putChosenFirst(List<Span> best, List<Answer> answers, double threshold) {
        int none = -1;
        int span = -1;
        for (int i = best.size() - 1; i >= 0; i--) {
            if (best.get(i).isNull()) {
                none = i;
            } else {
                span = i;
            }
        }
        boolean unanswered =
                span < 0 || best.get(none).score() - best.get(span).score() > threshold;
        answers.add(0, answers.remove(unanswered ? none : span));
    }

    private static Answer answer(String text, Pieces pieces, Span span, float score) {
        if (span.isNull()) {
            return new Answer("", 0, 0, score);
        }
        int start = pieces.start(span.first());
        int end = pieces.end(span.last());
        return new Answer(text.substring(start, end), start, end, score);
    }
}
