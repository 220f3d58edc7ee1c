package io.github.flinkbert.task.chunks;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import io.github.flinkbert.text.Pieces;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a text into its sentences, by Unicode's rules for all languages (UAX 29, ICU's root locale).
 * No cut goes through a piece. What has no pieces, such as an empty line, belongs to the sentence
 * behind it, at the text's end to the last one.
 */
final class Sentences {

    private final String text;
    private final Pieces pieces;
    private final int most;
    private final List<Stretch> found = new ArrayList<>();

    private Sentences(String text, Pieces pieces, int most) {
        this.text = text;
        this.pieces = pieces;
        this.most = most;
    }

    /**
     * The sentences, which together are the whole text; none where it has no pieces.
     *
     * @param pieces all of the text's
     * @param most pieces; a longer sentence is cut into parts of so many
     */
    static List<Stretch> of(String text, Pieces pieces, int most) {
        Sentences sentences = new Sentences(text, pieces, most);
        sentences.find();
        return List.copyOf(sentences.found);
    }

    private void find() {
        BreakIterator ends = BreakIterator.getSentenceInstance(ULocale.ROOT);
        ends.setText(text);
        int start = 0;
        int from = 0;
        int to = 0;
        for (int end = ends.next(); end != BreakIterator.DONE; end = ends.next()) {
            while (to < pieces.size() && pieces.start(to) < end) {
                to++;
            }
            if (to > from && pieces.end(to - 1) <= end) {
                add(new Stretch(start, end, from, to));
                start = end;
                from = to;
            }
        }
        if (!found.isEmpty()) {
            Stretch last = found.remove(found.size() - 1);
            found.add(new Stretch(last.start(), text.length(), last.from(), last.to()));
        }
    }

    private void add(Stretch sentence) {
        if (sentence.pieces() > most) {
            found.addAll(LongSentence.parts(text, pieces, sentence, most));
        } else {
            found.add(sentence);
        }
    }
}
