package io.github.flinkbert.cli.evaluate.similarity;

import io.github.flinkbert.checkpoint.SentenceEmbedding;
import io.github.flinkbert.checkpoint.SimilarityFunction;
import io.github.flinkbert.cli.terminal.Words;
import io.github.flinkbert.task.embedding.Embed;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What of a model's vectors is its maker's, and what the user's. */
final class ReleasedVectors {

    private ReleasedVectors() {}

    /**
     * What vectors are compared by: as the model's maker says, where they are the maker's.
     *
     * @param own how the model itself makes vectors, where it says so
     */
    static SimilarityFunction similarity(Embed ask, Optional<SentenceEmbedding> own) {
        return own.filter(each -> ask.pooling().isEmpty())
                .map(SentenceEmbedding::similarity)
                .orElse(SimilarityFunction.COSINE);
    }

    /** For the result: {@code pooling}, and {@code similarity} where it is not the cosine. */
    static Map<String, Object> facts(Embed ask, Optional<SentenceEmbedding> own) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put(
                "pooling",
                ask.poolings(own).stream()
                        .map(pooling -> pooling.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining("+")));
        SimilarityFunction similarity = similarity(ask, own);
        if (similarity != SimilarityFunction.COSINE) {
            facts.put("similarity", Words.word(similarity));
        }
        return facts;
    }
}
