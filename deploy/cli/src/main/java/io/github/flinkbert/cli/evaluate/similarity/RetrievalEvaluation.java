package io.github.flinkbert.cli.evaluate.similarity;

import io.github.flinkbert.Bert;
import io.github.flinkbert.cli.evaluate.Evaluation;
import io.github.flinkbert.cli.evaluate.ManyTexts;
import io.github.flinkbert.evaluation.EvaluationException;
import io.github.flinkbert.evaluation.similarity.Retrieval;
import io.github.flinkbert.task.embedding.Embed;
import io.github.flinkbert.task.embedding.Embedding;
import io.github.flinkbert.training.similarity.TextPair;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.apache.flink.annotation.Internal;

/**
 * How often a question's vector finds its passage's by cosine: {@code recall_at_1}, {@code
 * recall_at_10}, {@code mrr}, {@code total}, {@code passages}.
 *
 * @param passages all that are looked among, each once
 * @param ask what embedding a model is asked for
 */
@Internal
public record RetrievalEvaluation(List<TextPair> pairs, List<String> passages, Embed ask)
        implements Evaluation {

    @Override
    public String items() {
        return "texts";
    }

    @Override
    public List<String> overall() {
        return List.of(Retrieval.RECALL_AT_1, Retrieval.RECALL_AT_10, Retrieval.MRR);
    }

    @Override
    public int size() {
        return pairs.size() + passages.size();
    }

    @Override
    public Map<String, Object> run(Bert bert, LongConsumer progress) throws InterruptedException {
        bert.requireFit(List.of(ask));
        List<String> texts = new ArrayList<>(pairs.stream().map(TextPair::first).toList());
        texts.addAll(passages);
        List<Optional<Embedding>> replies =
                new ManyTexts(bert, progress).ask(texts, Function.identity(), each -> ask);
        List<float[]> vectors = replies.stream().map(RetrievalEvaluation::vector).toList();
        Map<String, Integer> numbers = new HashMap<>();
        passages.forEach(passage -> numbers.put(passage, numbers.size()));
        int[] right = pairs.stream().mapToInt(pair -> numbers.get(pair.second())).toArray();
        Retrieval found =
                Retrieval.of(
                        vectors.subList(0, pairs.size()),
                        vectors.subList(pairs.size(), vectors.size()),
                        right);
        Map<String, Object> scores = new LinkedHashMap<>(found.scores());
        scores.put("total", pairs.size());
        scores.put("passages", passages.size());
        scores.put(
                "pooling", ask.pooling(bert.sentenceEmbedding()).name().toLowerCase(Locale.ROOT));
        return scores;
    }

    private static float[] vector(Optional<Embedding> reply) {
        return reply.orElseThrow(() -> new EvaluationException("a text was too long to embed"))
                .vector();
    }
}
