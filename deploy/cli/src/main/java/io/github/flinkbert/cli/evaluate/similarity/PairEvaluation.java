package io.github.flinkbert.cli.evaluate.similarity;

import io.github.flinkbert.cli.evaluate.Evaluation;
import io.github.flinkbert.evaluation.EvaluationException;
import io.github.flinkbert.evaluation.similarity.SentencePair;
import io.github.flinkbert.task.embedding.Embed;
import io.github.flinkbert.task.embedding.Prompt;
import io.github.flinkbert.training.similarity.PairFile;
import io.github.flinkbert.training.similarity.PairKind;
import io.github.flinkbert.training.similarity.TextPair;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
     * As the model itself makes vectors, on pairs of several files.
     *
     * @param held pairs of any kind; single texts are passed over
     * @return an evaluation for each kind that can be scored, by a name
     */
    public static Map<String, Evaluation> of(List<TextPair> held) {
        Map<String, Evaluation> all = new LinkedHashMap<>();
        List<TextPair> scored = held.stream().filter(p -> p.kind() == PairKind.SCORED).toList();
        List<TextPair> matched = held.stream().filter(p -> p.kind() == PairKind.MATCHED).toList();
        if (scored.size() > 1) {
            all.put("pairs with scores", scored(scored, Embed.asReleased()));
        }
        if (!matched.isEmpty()) {
            all.put(
                    "pairs that belong together",
                    new RetrievalEvaluation(
                            matched,
                            matched.stream().map(TextPair::second).distinct().toList(),
                            Embed.asReleased(),
                            Prompt.asReleased()));
        }
        return all;
    }

    private static Evaluation scored(List<TextPair> pairs, Embed ask) {
        return new SimilarityEvaluation(
                pairs.stream()
                        .map(p -> new SentencePair(p.first(), p.second(), p.score()))
                        .toList(),
                ask);
    }

    /**
     * @param pairs of the file that are scored
     * @param passages what stands before passages, where the ask's prompt stands before questions
     * @throws EvaluationException if the file holds single texts, which nothing is known of
     */
    static Evaluation of(PairFile file, List<TextPair> pairs, Embed ask, Prompt passages) {
        return switch (file.kind()) {
            case SCORED -> scored(pairs, ask);
            case MATCHED -> new RetrievalEvaluation(pairs, file.passages(), ask, passages);
            case SAME ->
                    throw new EvaluationException(
                            "%s holds single texts, expected pairs to score vectors on"
                                    .formatted(file.path()));
        };
    }
}
