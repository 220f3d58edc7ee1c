package io.github.flinkbert.task.answers;

import io.github.flinkbert.failure.TextRejectedException;
import io.github.flinkbert.text.Pieces;
import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.text.SequenceLayout;
import io.github.flinkbert.text.Window;
import io.github.flinkbert.text.Windows;
import java.util.List;
import org.apache.flink.annotation.Internal;

/**
 * How a question and a text are laid into sequences {@code [CLS] question [SEP] window [SEP]}.
 *
 * @param sequenceLength longest sequence, special tokens included; at most the release's position
 *     embeddings, 512 in Google's
 * @param questionPieces longest question, in pieces
 * @param stride how many pieces of the text each window starts after the one before; the window's
 *     length where that is less
 * @param mostWindows the most windows that one text may take
 */
@Internal
public record QuestionLimits(int sequenceLength, int questionPieces, int stride, int mostWindows) {

    /**
     * The values of Google's {@code run_squad.py}, and texts of up to about 33,000 pieces, so that
     * one text does not block others for long.
     */
    public static final QuestionLimits DEFAULT = new QuestionLimits(384, 64, 128, 256);

    public QuestionLimits {
        if (questionPieces < 1 || stride < 1 || mostWindows < 1) {
            throw new IllegalArgumentException(
                    "question pieces, stride and most windows must be at least 1, found %d, %d, %d"
                            .formatted(questionPieces, stride, mostWindows));
        }
        if (sequenceLength < Sequence.length(questionPieces, 1)) {
            throw new IllegalArgumentException(
                    "a sequence of %d tokens has no room for a text beside a question of %d pieces"
                            .formatted(sequenceLength, questionPieces));
        }
    }

    /** The default, or as much of it as an encoder of so many positions can take. */
    public static QuestionLimits forEncoder(int maxPositions) {
        int sequence = Math.min(DEFAULT.sequenceLength, maxPositions);
        int half = (sequence - Sequence.length(0, 0)) / 2;
        return new QuestionLimits(
                sequence,
                Math.min(DEFAULT.questionPieces, half),
                Math.min(DEFAULT.stride, half),
                DEFAULT.mostWindows);
    }

    /**
     * The same where sequences have other special tokens than BERT's three: a sequence is shorter
     * by what they have more.
     */
    public static QuestionLimits forEncoder(int maxPositions, SequenceLayout layout) {
        int more = layout.length(0, 0) - Sequence.length(0, 0);
        if (more == 0) {
            return forEncoder(maxPositions);
        }
        return forEncoder(Math.min(DEFAULT.sequenceLength, maxPositions) - more);
    }

    /**
     * The windows over a text in which a question is asked, as {@code convert_examples_to_features}
     * of {@code run_squad.py} makes them. That cuts a question which is too long; here it is
     * refused, for a cut question is another question.
     *
     * @throws TextRejectedException if the question has no pieces or too many, or the text takes
     *     too many windows
     */
    public List<Window> windows(Pieces question, Pieces text) {
        if (question.size() == 0) {
            throw new TextRejectedException("a question must have words, found none");
        }
        if (question.size() > questionPieces) {
            throw new TextRejectedException(
                    "a question may have at most %d pieces, found %d"
                            .formatted(questionPieces, question.size()));
        }
        int room = sequenceLength - Sequence.length(question.size(), 0);
        List<Window> windows = Windows.over(text.size(), room, stride);
        if (windows.size() > mostWindows) {
            throw new TextRejectedException(
                    "a text may take at most %d windows of %d pieces, found %d pieces, which take %d"
                            .formatted(mostWindows, room, text.size(), windows.size()));
        }
        return windows;
    }
}
