package io.github.flinkbert.text;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.annotation.Internal;

/**
 * SentencePiece's unigram model, as XLM-RoBERTa and ALBERT have it: a text is normalised, cut into
 * words, in which a mark stands for the space before them, and words into pieces.
 *
 * <p>A mark that is put before a word has the range of the word's first character, and so may a
 * piece that is nothing but the mark. A lone surrogate is read as U+FFFD. Immutable, and safe for
 * use by many threads at once.
 *
 * <p>Source: Hugging Face's tokenizers, but that ranges are right where normalisation leaves
 * nothing of the first characters.
 */
@Internal
public final class UnigramTokenizer implements Tokenizer {

    private final Vocabulary vocabulary;
    private final UnigramModel model;
    private final List<NormalizationStep> normalization;
    private final List<WordStep> words;
    private final boolean markTakesSpace;

    /**
     * @param model of this vocabulary
     * @param normalization what is done to a text, in order
     * @param words how it is cut into words, in order
     * @param markTakesSpace whether white space before a mark is not read ({@code lstrip} of the
     *     mask token)
     */
    public UnigramTokenizer(
            Vocabulary vocabulary,
            UnigramModel model,
            List<NormalizationStep> normalization,
            List<WordStep> words,
            boolean markTakesSpace) {
        this.vocabulary = vocabulary;
        this.model = model;
        this.normalization = List.copyOf(normalization);
        this.words = List.copyOf(words);
        this.markTakesSpace = markTakesSpace;
    }

    @Override
    public Vocabulary vocabulary() {
        return vocabulary;
    }

    @Override
    public Pieces tokenize(String text) {
        Pass pass = new Pass(text);
        pass.read(0, text.length());
        return pass.pieces.toPieces();
    }

    @Override
    public Pieces tokenize(String text, String mark, int id) {
        Pass pass = new Pass(text);
        MarkedStretches.read(
                text,
                mark,
                markTakesSpace,
                pass::read,
                (from, to) -> pass.pieces.add(id, from, to, pass.word++));
        return pass.pieces.toPieces();
    }

    /** One pass over one text. */
    private final class Pass {

        private final String text;
        private final PieceList pieces;
        private final UnigramModel.Spelling spelling = model.spelling();
        private int word;

        Pass(String text) {
            this.text = text;
            pieces = new PieceList(text.length() / 3 + 8);
        }

        /** Adds the pieces of a stretch, as if it were a text. */
        void read(int from, int to) {
            if (from == to) {
                return;
            }
            AlignedText stretch = AlignedText.of(text, from, to);
            normalization.forEach(step -> step.apply(stretch));
            List<AlignedText> split = List.of(stretch);
            for (WordStep step : words) {
                split = step.apply(split);
            }
            for (AlignedText each : split) {
                spell(each);
            }
        }

        private void spell(AlignedText each) {
            spelling.of(each);
            for (int i = 0; i < spelling.size(); i++) {
                int first = spelling.start(i);
                int last = spelling.end(i) - 1;
                int start = each.start(first);
                int end = Math.max(start, each.end(last));
                if (spelling.id(i) != model.unknown() || !addBytes(each, first, last, start, end)) {
                    pieces.add(spelling.id(i), start, end, word);
                }
            }
            if (spelling.size() > 0) {
                word++;
            }
        }

        /** Adds the bytes of what is unknown, if all of them are pieces. */
        private boolean addBytes(AlignedText each, int first, int last, int start, int end) {
            int[] known = model.bytes();
            if (known.length == 0) {
                return false;
            }
            byte[] bytes = each.slice(first, last + 1).toString().getBytes(StandardCharsets.UTF_8);
            for (byte b : bytes) {
                if (known[b & 0xFF] < 0) {
                    return false;
                }
            }
            for (byte b : bytes) {
                pieces.add(known[b & 0xFF], start, end, word);
            }
            return true;
        }
    }
}
