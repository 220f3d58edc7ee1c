package io.github.flinkbert.training.entities;

import io.github.flinkbert.checkpoint.AggregationStrategy;
import io.github.flinkbert.text.Pieces;
import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.text.Tokenizer;
import io.github.flinkbert.text.Window;
import io.github.flinkbert.text.Windows;
import io.github.flinkbert.training.data.TextWindows;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.annotation.Experimental;

/**
 * Sentences with gold entities as sequences with labels.
 *
 * <p>As in Devlin et al. 2019, section 5.3, a word's first piece bears its label and the others are
 * not learnt from; or every piece bears the label of its own first character ({@link
 * AggregationStrategy#EACH_PIECE}). A word is what the decoder takes for one, a basic token of the
 * tokenizer: where a file's token is several, such as {@code U.S.}, the first has the token's tag
 * and the others go on with it. In windows that overlap, a piece is learnt from in the one that it
 * will be evaluated in: where it has most context.
 *
 * @param maxPositions the longest sequence that the encoder takes
 * @param aggregation how words will be labelled
 */
@Experimental
public record EntityExamples(
        Tokenizer tokenizer,
        EntityLabels labels,
        AggregationStrategy aggregation,
        int maxPositions) {

    private static final String OUTSIDE = "O";

    /** The examples of all sentences, in their order; a sentence without words has none. */
    public List<LabelledSequence> of(List<EntitySentence> sentences) {
        List<LabelledSequence> examples = new ArrayList<>(sentences.size());
        sentences.forEach(sentence -> add(sentence, examples));
        return examples;
    }

    private void add(EntitySentence labelled, List<LabelledSequence> examples) {
        TextWindows text = TextWindows.of(tokenizer, labelled.sentence().text(), maxPositions);
        String[] tags = pieceTags(labelled.sentence(), text.pieces());
        int[] mostContext = Windows.ofMostContext(tags.length, text.windows());
        for (int index = 0; index < text.windows().size(); index++) {
            Window window = text.windows().get(index);
            Sequence sequence = text.sequence(tokenizer.vocabulary(), window);
            long[] allowed = new long[sequence.length()];
            boolean learnt = false;
            for (int piece = window.from(); piece < window.to(); piece++) {
                if (tags[piece] != null && mostContext[piece] == index) {
                    int token = TextWindows.FIRST_ROW + piece - window.from();
                    allowed[token] = labels.allowed(tags[piece], labelled.types());
                    learnt = true;
                }
            }
            if (learnt) {
                examples.add(new LabelledSequence(sequence, allowed));
            }
        }
    }

    /** Each piece's tag in IOB2; null for a piece that is not learnt from. */
    private String[] pieceTags(TaggedSentence sentence, Pieces pieces) {
        AlignedSentence aligned = AlignedSentence.of(sentence, pieces);
        String[] tags = new String[pieces.size()];
        int token = 0;
        int tagged = -1;
        String last = OUTSIDE;
        for (int piece = 0; piece < tags.length; piece++) {
            while (aligned.end(token) <= pieces.start(piece)) {
                token++;
            }
            boolean begins = piece == 0 || pieces.word(piece) != pieces.word(piece - 1);
            if (begins || aggregation == AggregationStrategy.EACH_PIECE) {
                tags[piece] = tag(aligned.iob2().get(token), token == tagged, last);
                last = tags[piece];
                tagged = token;
            }
        }
        return tags;
    }

    /**
     * @param sameToken whether the word before is of the same token
     * @param last the tag of the word before
     */
    private static String tag(String tokenTag, boolean sameToken, String last) {
        if (tokenTag.equals(OUTSIDE)) {
            return OUTSIDE;
        }
        String type = tokenTag.substring(2);
        boolean lastIsOfType = !last.equals(OUTSIDE) && last.substring(2).equals(type);
        // An entity that begins within a word or a piece begins, for a reader of labels, at the
        // next.
        boolean goesOn = lastIsOfType && (sameToken || tokenTag.startsWith("I-"));
        return (goesOn ? "I-" : "B-") + type;
    }
}
