package io.github.flinkbert.task;

import io.github.flinkbert.text.Pieces;
import java.util.ArrayList;
import java.util.List;

/**
 * The sequences in which a question is asked of a text: {@code [CLS] question [SEP] window [SEP]},
 * one for each window, as {@code convert_examples_to_features} of Google's {@code run_squad.py}
 * lays them out.
 *
 * <p>One thing is done otherwise: the reference cuts a question that is too long, here it is
 * refused, for a cut question is another question.
 *
 * @param question the question's pieces
 * @param context the text's pieces
 * @param ranges the windows over the text, in its order; none where the text has no pieces
 */
public record QuestionWindows(Pieces question, Pieces context, List<PieceRange> ranges) {

    public QuestionWindows {
        ranges = List.copyOf(ranges);
    }

    /**
     * @throws TextRefusedException if the question has no pieces or too many, or the text takes
     *     more windows than the limits allow
     */
    public static QuestionWindows plan(Pieces question, Pieces context, QuestionLimits limits) {
        if (question.size() == 0) {
            throw new TextRefusedException("a question must have words, found none");
        }
        if (question.size() > limits.questionPieces()) {
            throw new TextRefusedException(
                    "a question may have at most %d pieces, found %d"
                            .formatted(limits.questionPieces(), question.size()));
        }
        int room = limits.room(question.size());
        List<PieceRange> ranges = new ArrayList<>();
        int from = 0;
        while (from < context.size()) {
            int to = Math.min(from + room, context.size());
            ranges.add(new PieceRange(from, to));
            if (to == context.size()) {
                break;
            }
            if (ranges.size() == limits.mostWindows()) {
                throw new TextRefusedException(
                        "a text may take at most %d windows, found %d pieces, which take more"
                                .formatted(limits.mostWindows(), context.size()));
            }
            // A stride longer than the window would leave pieces unread.
            from += Math.min(room, limits.stride());
        }
        return new QuestionWindows(question, context, ranges);
    }

    /** Tokens before a window's first piece: {@code [CLS]}, the question and {@code [SEP]}. */
    public int firstRow() {
        return question.size() + 2;
    }

    /** Vocabulary ids of one sequence. */
    public int[] ids(int window, int cls, int sep) {
        PieceRange range = ranges.get(window);
        int[] ids = new int[firstRow() + range.length() + 1];
        ids[0] = cls;
        question.copyIds(0, question.size(), ids, 1);
        ids[question.size() + 1] = sep;
        context.copyIds(range.from(), range.to(), ids, firstRow());
        ids[ids.length - 1] = sep;
        return ids;
    }

    /** Segments of one sequence: 0 up to the first {@code [SEP]}, 1 after it. */
    public int[] segments(int window) {
        int[] segments = new int[firstRow() + ranges.get(window).length() + 1];
        java.util.Arrays.fill(segments, firstRow(), segments.length, 1);
        return segments;
    }

    /**
     * @param scores start and end scores of every token of this window's sequence
     */
    public ScoredWindow scored(int window, Matrix scores) {
        PieceRange range = ranges.get(window);
        return new ScoredWindow(range.from(), range.to(), firstRow(), scores);
    }
}
