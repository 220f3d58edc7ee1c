package io.github.flinkbert.checkpoint;

import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.tensor.NumberFormat;
import io.github.flinkbert.tensor.StoredTensor;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds Google's bare names in a checkpoint that may bear them behind a prefix, such as {@code
 * module/bert/…} in a TensorFlow Hub module, or without the {@code bert/}; leaves out what an
 * optimizer kept.
 */
final class GoogleNames {

    private static final Pattern WORD_EMBEDDINGS =
            Pattern.compile("(|.*/)(bert/)?embeddings/word_embeddings");
    private static final Pattern OF_THE_ENCODER = Pattern.compile("(embeddings|encoder|pooler)/.*");
    private static final Pattern OF_THE_OPTIMIZER =
            Pattern.compile(
                    "(.*/)?(adam_[mv]|Adam(_\\d+)?|AdamW.*|LAMB.*|lamb_[mv]|Momentum"
                            + "|ExponentialMovingAverage|global_step|beta[12]_power)");
    private static final String OBJECT_GRAPH = "_CHECKPOINTABLE_OBJECT_GRAPH";

    private GoogleNames() {}

    /**
     * @return the weights by bare name
     * @throws CheckpointException if these are not the variables of one BERT
     */
    static Map<String, MappedWeights.Source> bare(
            Map<String, StoredTensor> tensors, String checkpoint) {
        if (tensors.containsKey(OBJECT_GRAPH)) {
            throw new CheckpointException(
                    ("%s is a TensorFlow 2 object checkpoint, whose variables bear no BERT names;"
                         + " expected a checkpoint under the names of Google's TensorFlow 1"
                         + " release, such as %s")
                            .formatted(checkpoint, EncoderVariables.WORD_EMBEDDINGS));
        }
        Set<String> roots = new TreeSet<>();
        boolean withBert = false;
        for (String name : tensors.keySet()) {
            Matcher matcher = WORD_EMBEDDINGS.matcher(name);
            if (matcher.matches()) {
                boolean bert = name.endsWith("bert/embeddings/word_embeddings");
                withBert |= bert;
                roots.add(name.substring(0, name.length() - suffixLength(bert)));
            }
        }
        if (roots.size() != 1) {
            throw new CheckpointException(
                    "%s is no BERT: expected one variable …%s, found %s"
                            .formatted(
                                    checkpoint,
                                    EncoderVariables.WORD_EMBEDDINGS,
                                    roots.isEmpty() ? "none" : "them under " + roots));
        }
        return renamed(tensors, roots.iterator().next(), withBert ? "" : "bert/");
    }

    /** Whether an optimizer keeps a variable of this name for itself. */
    static boolean isOptimizers(String name) {
        return OF_THE_OPTIMIZER.matcher(name).matches();
    }

    private static int suffixLength(boolean bert) {
        return (bert ? EncoderVariables.WORD_EMBEDDINGS : "embeddings/word_embeddings").length();
    }

    private static Map<String, MappedWeights.Source> renamed(
            Map<String, StoredTensor> tensors, String root, String missing) {
        Map<String, MappedWeights.Source> sources = new TreeMap<>();
        tensors.forEach(
                (name, tensor) -> {
                    if (tensor.format() == NumberFormat.OTHER
                            || OF_THE_OPTIMIZER.matcher(name).matches()) {
                        return;
                    }
                    boolean behindRoot = name.startsWith(root);
                    String bare = behindRoot ? name.substring(root.length()) : name;
                    if (OF_THE_ENCODER.matcher(bare).matches()) {
                        bare = missing + bare;
                    }
                    MappedWeights.Source source =
                            new MappedWeights.Source(tensor, MappedWeights.Layout.AS_STORED);
                    // a head that was trained on top of a module stands beside its prefix
                    if (behindRoot) {
                        sources.put(bare, source);
                    } else {
                        sources.putIfAbsent(bare, source);
                    }
                });
        return sources;
    }
}
