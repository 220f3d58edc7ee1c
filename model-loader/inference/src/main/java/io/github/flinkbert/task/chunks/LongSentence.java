package io.github.flinkbert.task.chunks;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import io.github.flinkbert.text.Pieces;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Cuts a sentence that has too many pieces. In the second half of what fits, a part ends at the
 * last white space, else at the last place where a line may be broken (UAX 14; ICU has word lists
 * for Thai, Lao, Khmer and Burmese), else between two words of the tokenizer. Where there is none
 * of these it ends between two pieces. Nothing is lost.
 */
final class LongSentence {

    private final String text;
    private final Pieces pieces;
    private final Stretch sentence;
    private final int most;
    private final BreakIterator lines = BreakIterator.getLineInstance(ULocale.ROOT);

    private LongSentence(String text, Pieces pieces, Stretch sentence, int most) {
        this.text = text;
        this.pieces = pieces;
        this.sentence = sentence;
        this.most = most;
        lines.setText(text.substring(sentence.start(), sentence.end()));
    }

    /**
     * Parts that together are the sentence, each of {@code most} pieces or fewer; of more only
     * where a single character has more.
     */
    static List<Stretch> parts(String text, Pieces pieces, Stretch sentence, int most) {
        return new LongSentence(text, pieces, sentence, most).parts();
    }

    private List<Stretch> parts() {
        List<Stretch> parts = new ArrayList<>();
        int start = sentence.start();
        int from = sentence.from();
        while (sentence.to() - from > most) {
            int to = next(from);
            if (to == sentence.to()) {
                break;
            }
            int end = pieces.start(to);
            parts.add(new Stretch(start, end, from, to));
            start = end;
            from = to;
        }
        parts.add(new Stretch(start, sentence.end(), from, sentence.to()));
        return parts;
    }

    /** The first piece of the next part. */
    private int next(int from) {
        int farthest = from + most;
        int half = from + most / 2;
        return last(farthest, half, this::afterSpace)
                .or(() -> last(farthest, half, this::beginsLine))
                .or(() -> last(farthest, half, this::beginsWord))
                .or(() -> last(farthest, from, this::betweenCharacters))
                .orElseGet(() -> endOfCharacter(farthest));
    }

    /** The last piece behind {@code first} and none behind {@code last} that fits. */
    private static Optional<Integer> last(int last, int first, IntPredicate fits) {
        for (int piece = last; piece > first; piece--) {
            if (fits.test(piece)) {
                return Optional.of(piece);
            }
        }
        return Optional.empty();
    }

    private boolean afterSpace(int piece) {
        for (int i = pieces.end(piece - 1); i < pieces.start(piece); i++) {
            if (Stretch.isSpace(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private boolean beginsLine(int piece) {
        return betweenCharacters(piece) && lines.isBoundary(pieces.start(piece) - sentence.start());
    }

    private boolean beginsWord(int piece) {
        return betweenCharacters(piece) && pieces.word(piece) != pieces.word(piece - 1);
    }

    /** Not where one character, such as a decomposed syllable, has become several pieces. */
    private boolean betweenCharacters(int piece) {
        return pieces.end(piece - 1) <= pieces.start(piece);
    }

    private int endOfCharacter(int piece) {
        int to = piece + 1;
        while (to < sentence.to() && !betweenCharacters(to)) {
            to++;
        }
        return to;
    }
}
