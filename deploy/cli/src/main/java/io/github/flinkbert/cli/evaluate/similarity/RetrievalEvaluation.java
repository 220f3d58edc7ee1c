package io.github.flinkbert.cli.evaluate.similarity;

import io.github.flinkbert.Bert;
import io.github.flinkbert.checkpoint.SentenceEmbedding;
import io.github.flinkbert.checkpoint.SimilarityFunction;
import io.github.flinkbert.cli.evaluate.Evaluation;
import io.github.flinkbert.cli.evaluate.ManyTexts;
import io.github.flinkbert.cli.evaluate.Mistake;
import io.github.flinkbert.evaluation.EvaluationException;
import io.github.flinkbert.evaluation.similarity.Retrieval;
import io.github.flinkbert.evaluation.similarity.Similarity;
import io.github.flinkbert.task.embedding.Embed;
import io.github.flinkbert.task.embedding.Embedding;
import io.github.flinkbert.task.embedding.Prompt;
import io.github.flinkbert.training.similarity.TextPair;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * How often a question's vector finds its passage's, by what the model's maker compares vectors by,
 * else by the cosine: {@code recall_at_1}, {@code recall_at_10}, {@code mrr}, {@code total}, {@code
 * passages}. Where nothing is said of prompts, they are those of {@code encode_query} and {@code
 * encode_document} of sentence-transformers.
 *
 * @param passages all that are looked among, each once
 * @param ask what embedding a model is asked for
 * @param passagePrompt what stands before passages, where the ask's stands before questions
 */
record RetrievalEvaluation(
        List<TextPair> pairs, List<String> passages, Embed ask, Prompt passagePrompt)
        implements Evaluation {

    private static final List<String> OF_QUESTIONS = List.of("query");
    private static final List<String> OF_PASSAGES = List.of("document", "passage", "corpus");

    private record Asked(String text, Embed ask) {}

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
    public Map<String, Object> run(Bert bert, LongConsumer progress, Consumer<Mistake> mistakes)
            throws InterruptedException {
        Optional<SentenceEmbedding> own = bert.sentenceEmbedding();
        Embed ofQuestion = ask.with(said(ask.prompt(), OF_QUESTIONS, own));
        Embed ofPassage = ask.with(said(passagePrompt, OF_PASSAGES, own));
        bert.requireFit(List.of(ofQuestion, ofPassage));
        List<Asked> texts = new ArrayList<>();
        pairs.forEach(pair -> texts.add(new Asked(pair.first(), ofQuestion)));
        passages.forEach(passage -> texts.add(new Asked(passage, ofPassage)));
        List<Optional<Embedding>> replies =
                new ManyTexts(bert, progress).ask(texts, Asked::text, Asked::ask);
        List<float[]> vectors = replies.stream().map(RetrievalEvaluation::vector).toList();
        Map<String, Integer> numbers = new HashMap<>();
        passages.forEach(passage -> numbers.put(passage, numbers.size()));
        int[] right = pairs.stream().mapToInt(pair -> numbers.get(pair.second())).toArray();
        SimilarityFunction function = ReleasedVectors.similarity(ask, own);
        Retrieval found =
                Retrieval.of(
                        vectors.subList(0, pairs.size()),
                        vectors.subList(pairs.size(), vectors.size()),
                        right,
                        function);
        if (mistakes != UNTOLD) {
            tell(vectors, right, function, mistakes);
        }
        Map<String, Object> scores = new LinkedHashMap<>(found.scores());
        scores.put("total", pairs.size());
        scores.put("passages", passages.size());
        scores.putAll(ReleasedVectors.facts(ask, own));
        return scores;
    }

    /** What another passage is nearer to than the right one, which lies the farther back. */
    private void tell(
            List<float[]> vectors,
            int[] right,
            SimilarityFunction function,
            Consumer<Mistake> mistakes) {
        List<float[]> known = vectors.subList(pairs.size(), vectors.size());
        for (int i = 0; i < right.length; i++) {
            double own = Similarity.of(function, vectors.get(i), known.get(right[i]));
            int rank = 1;
            int nearest = right[i];
            double best = Double.NEGATIVE_INFINITY;
            for (int other = 0; other < known.size(); other++) {
                double alike = Similarity.of(function, vectors.get(i), known.get(other));
                if (other != right[i] && alike >= own) {
                    rank++;
                    nearest = alike > best ? other : nearest;
                    best = Math.max(best, alike);
                }
            }
            if (rank > 1) {
                mistakes.accept(
                        Mistake.of(
                                "another is nearer",
                                rank,
                                "text",
                                Mistake.beginning(pairs.get(i).first()),
                                "right, and its place",
                                "%s (%d)".formatted(Mistake.beginning(pairs.get(i).second()), rank),
                                "nearest",
                                Mistake.beginning(passages.get(nearest))));
            }
        }
    }

    /** The first of these that the model has, where nothing else is said. */
    private static Prompt said(Prompt prompt, List<String> names, Optional<SentenceEmbedding> own) {
        return prompt.equals(Prompt.asReleased())
                ? names.stream()
                        .filter(
                                name ->
                                        own.filter(each -> each.prompts().texts().containsKey(name))
                                                .isPresent())
                        .findFirst()
                        .map(Prompt::named)
                        .orElse(prompt)
                : prompt;
    }

    private static float[] vector(Optional<Embedding> reply) {
        return reply.orElseThrow(() -> new EvaluationException("a text was too long to embed"))
                .vector();
    }
}
