package io.github.flinkbert.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.failure.CheckpointException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The settings of a Pooling module.
 *
 * <p>Source: {@code models/Pooling.py} of sentence-transformers. A flag that is not there is false;
 * that library takes {@code pooling_mode_mean_tokens} for true then, but no release of it leaves a
 * flag of its time away.
 *
 * @param poolings whose vectors are laid one after the other, in that library's order
 * @param promptPooled whether a prompt's tokens take part ({@code include_prompt})
 */
record PoolingConfig(List<Pooling> poolings, boolean promptPooled) {

    private static final String FLAG = "pooling_mode_";

    /** In the order in which that library lays several one after the other. */
    private static final Map<String, Pooling> FLAGS = new LinkedHashMap<>();

    /** What its argument {@code pooling_mode} may say instead. */
    private static final Map<String, Pooling> WORDS = new TreeMap<>();

    static {
        FLAGS.put("cls_token", Pooling.CLS);
        FLAGS.put("max_tokens", Pooling.MAX);
        FLAGS.put("mean_tokens", Pooling.MEAN);
        FLAGS.put("mean_sqrt_len_tokens", Pooling.MEAN_SQRT_LEN);
        FLAGS.put("weightedmean_tokens", Pooling.WEIGHTED_MEAN);
        FLAGS.put("lasttoken", Pooling.LAST_TOKEN);
        WORDS.put("cls", Pooling.CLS);
        WORDS.put("max", Pooling.MAX);
        WORDS.put("mean", Pooling.MEAN);
        WORDS.put("mean_sqrt_len_tokens", Pooling.MEAN_SQRT_LEN);
        WORDS.put("weightedmean", Pooling.WEIGHTED_MEAN);
        WORDS.put("lasttoken", Pooling.LAST_TOKEN);
    }

    /**
     * @throws CheckpointException if the file says what is not obeyed
     */
    static PoolingConfig read(Path file) {
        JsonNode json = Json.read(file);
        boolean promptPooled =
                Said.flag(json, "", "include_prompt", file).map(Said::value).orElse(true);
        for (Map.Entry<String, JsonNode> each : json.properties()) {
            String key = each.getKey();
            if (key.startsWith(FLAG)
                    && Said.flag(json, "", key, file).map(Said::value).orElse(false)
                    && !FLAGS.containsKey(key.substring(FLAG.length()))) {
                throw Said.refusal(file, key, "true", "one of " + expected());
            }
        }
        List<Pooling> poolings = new ArrayList<>();
        if (json.hasNonNull("pooling_mode")) {
            poolings.add(word(json.path("pooling_mode"), file));
        } else {
            FLAGS.forEach(
                    (name, pooling) -> {
                        if (json.path(FLAG + name).asBoolean()) {
                            poolings.add(pooling);
                        }
                    });
        }
        if (poolings.isEmpty()) {
            throw new CheckpointException(
                    "%s: pooling by nothing is not done; expected one of %s"
                            .formatted(file, expected()));
        }
        return new PoolingConfig(poolings, promptPooled);
    }

    private static Pooling word(JsonNode value, Path file) {
        Pooling pooling = WORDS.get(value.asText().toLowerCase(Locale.ROOT));
        if (pooling == null) {
            throw Said.refusal(
                    file, "pooling_mode", value, "one of " + String.join(", ", WORDS.keySet()));
        }
        return pooling;
    }

    private static String expected() {
        return FLAG + String.join(", " + FLAG, FLAGS.keySet());
    }

    /** How a file says them. */
    static Map<String, Object> json(SentenceEmbedding embedding, int hiddenSize) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("word_embedding_dimension", hiddenSize);
        FLAGS.forEach(
                (name, pooling) -> json.put(FLAG + name, embedding.poolings().contains(pooling)));
        json.put("include_prompt", embedding.promptPooled());
        return json;
    }
}
