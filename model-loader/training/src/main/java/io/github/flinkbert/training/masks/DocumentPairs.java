package io.github.flinkbert.training.masks;

import io.github.flinkbert.text.Pieces;
import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.text.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Cuts documents into pairs of segments, each of whole lines, that fill what the encoder reads. The
 * second segment is what follows the first, or, in half of the cases, lines of another document;
 * what followed is then used for the next pair. A line that fills a pair alone is always followed
 * by another document.
 *
 * <p>Source: {@code create_instances_from_document} and {@code truncate_seq_pair} of Google's
 * {@code create_pretraining_data.py}. There the random document may after ten draws be the same
 * one; here it never is.
 *
 * @param documents at least two
 * @param random what is drawn by; the pairs depend on their order
 * @param maxPositions the longest sequence that the encoder takes
 * @param shortShare of the documents whose pairs are of a shorter length, drawn from 2 pieces on
 */
record DocumentPairs(
        Vocabulary vocabulary,
        List<PlainDocument> documents,
        Random random,
        int maxPositions,
        double shortShare) {

    /** The shortest length that is drawn, in pieces: one a segment. */
    private static final int LEAST = 2;

    private static final int SPECIAL = -1;

    /** The pairs whose first segments are the document's, in its order. */
    List<PlainPair> of(int index) {
        PlainDocument document = documents.get(index);
        int room = maxPositions - Sequence.length(0, 0);
        int target =
                random.nextDouble() < shortShare ? LEAST + random.nextInt(room - LEAST + 1) : room;
        List<PlainPair> pairs = new ArrayList<>();
        int from = 0;
        while (from < document.size()) {
            int to = document.end(from, target);
            int lines = to - from;
            int middle = from + (lines == 1 ? 1 : 1 + random.nextInt(lines - 1));
            Pieces first = document.joined(from, middle);
            boolean isNext = lines > 1 && random.nextBoolean();
            Pieces second =
                    isNext ? document.joined(middle, to) : ofAnother(index, target - first.size());
            pairs.add(new PlainPair(cut(first, second, room), isNext));
            from = isNext ? to : middle;
        }
        return pairs;
    }

    private Pieces ofAnother(int index, int target) {
        int drawn = random.nextInt(documents.size() - 1);
        PlainDocument other = documents.get(drawn < index ? drawn : drawn + 1);
        int from = random.nextInt(other.size());
        return other.joined(from, other.end(from, target));
    }

    /** The longer segment loses pieces at its front or at its back, each time drawn. */
    private PlainSequence cut(Pieces first, Pieces second, int room) {
        int firstFrom = 0;
        int firstTo = first.size();
        int secondFrom = 0;
        int secondTo = second.size();
        while (firstTo - firstFrom + secondTo - secondFrom > room) {
            boolean front = random.nextBoolean();
            if (firstTo - firstFrom > secondTo - secondFrom) {
                firstFrom += front ? 1 : 0;
                firstTo -= front ? 0 : 1;
            } else {
                secondFrom += front ? 1 : 0;
                secondTo -= front ? 0 : 1;
            }
        }
        Sequence sequence =
                Sequence.pair(vocabulary, first, firstFrom, firstTo, second, secondFrom, secondTo);
        int[] words = new int[sequence.length()];
        Arrays.fill(words, SPECIAL);
        for (int piece = firstFrom; piece < firstTo; piece++) {
            words[1 + piece - firstFrom] = first.word(piece);
        }
        int others = first.word(first.size() - 1) + 1;
        for (int piece = secondFrom; piece < secondTo; piece++) {
            words[sequence.secondSegmentAt() + piece - secondFrom] = others + second.word(piece);
        }
        return new PlainSequence(sequence, words);
    }
}
