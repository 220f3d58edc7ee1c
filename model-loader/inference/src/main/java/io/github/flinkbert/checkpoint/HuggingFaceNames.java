package io.github.flinkbert.checkpoint;

import io.github.flinkbert.checkpoint.MappedWeights.Layout;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hugging Face's names of BERT's tensors, as Google's.
 *
 * <p>Source: {@code modeling_bert.py} of transformers, and its loader of TensorFlow weights. A
 * linear layer is stored there as [out, in], where Google's kernels are [in, out]; heads are [out,
 * in] in both. {@code gamma} and {@code beta} are what the first releases called a normalisation's
 * weight and bias.
 */
final class HuggingFaceNames {

    /** A variable's name in Google's release, and how the file lays it out. */
    record Named(String name, Layout layout) {}

    private static final Map<String, Named> ONE_OF_A_KIND =
            Map.of(
                    "embeddings.word_embeddings.weight",
                    stored(EncoderVariables.WORD_EMBEDDINGS),
                    "embeddings.position_embeddings.weight",
                    stored("bert/embeddings/position_embeddings"),
                    "embeddings.token_type_embeddings.weight",
                    stored("bert/embeddings/token_type_embeddings"),
                    "cls.predictions.bias",
                    stored("cls/predictions/output_bias"),
                    "cls.seq_relationship.weight",
                    stored("cls/seq_relationship/output_weights"),
                    "cls.seq_relationship.bias",
                    stored("cls/seq_relationship/output_bias"),
                    "classifier.weight",
                    stored(HeadReader.LABEL_WEIGHTS),
                    "classifier.bias",
                    stored(HeadReader.LABEL_BIAS),
                    "qa_outputs.weight",
                    stored(HeadReader.SPAN_WEIGHTS),
                    "qa_outputs.bias",
                    stored(HeadReader.SPAN_BIAS));

    private static final Pattern LAYER =
            Pattern.compile("encoder\\.layer\\.(0|[1-9]\\d{0,4})\\.(.+)");
    private static final Pattern DENSE =
            Pattern.compile(
                    "(attention\\.self\\.(?:query|key|value)|(?:attention\\.output|intermediate|output|pooler|cls\\.predictions\\.transform)\\.dense)\\.(weight|bias)");
    private static final Pattern NORMALISATION =
            Pattern.compile(
                    "(embeddings|attention\\.output|output|cls\\.predictions\\.transform)\\.LayerNorm\\.(weight|gamma|bias|beta)");

    private HuggingFaceNames() {}

    /**
     * @param name with or without the prefix {@code bert.}
     * @return empty for tensors that are no part of BERT or of a head of its
     */
    static Optional<Named> google(String name) {
        String bare = name.startsWith("bert.") ? name.substring("bert.".length()) : name;
        Named single = ONE_OF_A_KIND.get(bare);
        if (single != null) {
            return Optional.of(single);
        }
        Matcher layer = LAYER.matcher(bare);
        if (layer.matches()) {
            return part("bert/encoder/layer_" + layer.group(1) + "/", layer.group(2));
        }
        return part(bare.startsWith("cls.") ? "" : "bert/", bare);
    }

    private static Optional<Named> part(String at, String rest) {
        Matcher dense = DENSE.matcher(rest);
        if (dense.matches()) {
            String path = at + dense.group(1).replace('.', '/');
            return Optional.of(
                    dense.group(2).equals("weight")
                            ? new Named(path + "/kernel", Layout.TRANSPOSED)
                            : stored(path + "/bias"));
        }
        Matcher normalisation = NORMALISATION.matcher(rest);
        if (normalisation.matches()) {
            String path = at + normalisation.group(1).replace('.', '/') + "/LayerNorm/";
            boolean scale = normalisation.group(2).matches("weight|gamma");
            return Optional.of(stored(path + (scale ? "gamma" : "beta")));
        }
        return Optional.empty();
    }

    private static Named stored(String name) {
        return new Named(name, Layout.AS_STORED);
    }
}
