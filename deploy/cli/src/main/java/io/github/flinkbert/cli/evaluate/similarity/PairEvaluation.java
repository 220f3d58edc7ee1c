package io.github.flinkbert.cli.evaluate.similarity;

import io.github.flinkbert.cli.evaluate.Evaluation;
import io.github.flinkbert.evaluation.EvaluationException;
import io.github.flinkbert.evaluation.similarity.SentencePair;
import io.github.flinkbert.task.embedding.Embed;
import io.github.flinkbert.task.embedding.Prompt;
import io.github.flinkbert.training.similarity.PairFile;
import io.github.flinkbert.training.similarity.TextPair;
import java.util.List;
import org.apache.flink.annotation.Internal;

/** How vectors are scored on a file, by what is known of its texts. */
@Internal
public final class PairEvaluation {

    private PairEvaluation() {}

    /**
     * As the model itself makes vectors.
     *
     * @param pairs of the file that are scored
     * @throws EvaluationException if the file holds single texts, which nothing is known of
     */
    public static Evaluation of(PairFile file, List<TextPair> pairs) {
        return of(file, pairs, Embed.asReleased(), Prompt.asReleased());
    }

    /**
     * @param pairs of the file that are scored
     * @param passages what stands before passages, where the ask's prompt stands before questions
     * @throws EvaluationException if the file holds single texts, which nothing is known of
     */
    static Evaluation of(PairFile file, List<TextPair> pairs, Embed ask, Prompt passages) {
        return switch (file.kind()) {
            case SCORED ->
                    new SimilarityEvaluation(
                            pairs.stream()
                                    .map(p -> new SentencePair(p.first(), p.second(), p.score()))
                                    .toList(),
                            ask);
            case MATCHED -> new RetrievalEvaluation(pairs, file.passages(), ask, passages);
            case SAME ->
                    throw new EvaluationException(
                            "%s holds single texts, expected pairs to score vectors on"
                                    .formatted(file.path()));
        };
    }
}
