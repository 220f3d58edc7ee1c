package io.github.flinkbert.cli.evaluate.similarity;

import io.github.flinkbert.Bert;
import io.github.flinkbert.checkpoint.SentenceEmbedding;
import io.github.flinkbert.cli.evaluate.Evaluation;
import io.github.flinkbert.cli.evaluate.ManyTexts;
import io.github.flinkbert.cli.evaluate.Mistake;
import io.github.flinkbert.evaluation.EvaluationException;
import io.github.flinkbert.evaluation.similarity.SentencePair;
import io.github.flinkbert.evaluation.similarity.Similarity;
import io.github.flinkbert.task.embedding.Embed;
import io.github.flinkbert.task.embedding.Embedding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;

/**
 * How alike two sentences' embeddings are, by what the model's maker compares them by, else by the
 * cosine, against people's similarity: {@code pearson}, {@code spearman}, {@code total}.
 *
 * @param ask what embedding a model is asked for
 */
record SimilarityEvaluation(List<SentencePair> pairs, Embed ask) implements Evaluation {

    @Override
    public String items() {
        return "sentences";
    }

    @Override
    public List<String> overall() {
        return List.of("pearson", "spearman");
    }

    @Override
    public int size() {
        return 2 * pairs.size();
    }

    @Override
    public Map<String, Object> run(Bert bert, LongConsumer progress, Consumer<Mistake> mistakes)
            throws InterruptedException {
        if (pairs.size() < 2) {
            throw new EvaluationException(
                    "a correlation needs at least two pairs, found " + pairs.size());
        }
        bert.requireFit(List.of(ask));
        Optional<SentenceEmbedding> own = bert.sentenceEmbedding();
        List<String> sentences = new ArrayList<>();
        pairs.forEach(pair -> sentences.addAll(List.of(pair.first(), pair.second())));
        List<Optional<Embedding>> replies =
                new ManyTexts(bert, progress).ask(sentences, Function.identity(), each -> ask);
        double[] gold = new double[pairs.size()];
        double[] predicted = new double[pairs.size()];
        for (int i = 0; i < gold.length; i++) {
            gold[i] = pairs.get(i).similarity();
            predicted[i] =
                    Similarity.of(
                            ReleasedVectors.similarity(ask, own),
                            vector(replies.get(2 * i)),
                            vector(replies.get(2 * i + 1)));
        }
        PairMistakes.tell(pairs, predicted, mistakes);
        Map<String, Object> scores = new LinkedHashMap<>(Similarity.correlations(gold, predicted));
        scores.putAll(ReleasedVectors.facts(ask, own));
        return scores;
    }

    private static float[] vector(Optional<Embedding> reply) {
        return reply.orElseThrow(() -> new EvaluationException("a sentence was too long to embed"))
                .vector();
    }
}
