package io.github.flinkbert.task;

/**
 * How a question and a text are laid into sequences.
 *
 * @param sequenceLength longest sequence, {@code [CLS]} and both {@code [SEP]} included; at most
 *     the release's position embeddings, 512 in Google's
 * @param questionPieces longest question, in pieces
 * @param stride how many pieces of the text each window starts after the one before
 * @param mostWindows the most windows that one text may take
 */
public record QuestionLimits(int sequenceLength, int questionPieces, int stride, int mostWindows) {

    /** The values of Google's {@code run_squad.py}, and texts of up to about 8,000 pieces. */
    public static final QuestionLimits DEFAULT = new QuestionLimits(384, 64, 128, 64);

    private static final int SPECIAL_TOKENS = 3;

    public QuestionLimits {
        if (questionPieces < 1 || stride < 1 || mostWindows < 1) {
            throw new IllegalArgumentException(
                    "question pieces, stride and most windows must be at least 1, found %d, %d, %d"
                            .formatted(questionPieces, stride, mostWindows));
        }
        if (sequenceLength <= questionPieces + SPECIAL_TOKENS) {
            throw new IllegalArgumentException(
                    "a sequence of %d tokens has no room for a text beside a question of %d pieces"
                            .formatted(sequenceLength, questionPieces));
        }
    }

    /** Pieces of the text that fit beside a question of this many pieces. */
    int room(int question) {
        return sequenceLength - question - SPECIAL_TOKENS;
    }
}
