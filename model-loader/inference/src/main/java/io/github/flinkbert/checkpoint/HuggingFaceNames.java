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
            Map.ofEntries(
                    is("embeddings.word_embeddings.weight", EncoderVariables.WORD_EMBEDDINGS),
                    is(
                            "embeddings.position_embeddings.weight",
                            "bert/embeddings/position_embeddings"),
                    is(
                            "embeddings.token_type_embeddings.weight",
                            "bert/embeddings/token_type_embeddings"),
                    is("cls.predictions.bias", "cls/predictions/output_bias"),
                    is("cls.seq_relationship.weight", EncoderVariables.NEXT_SENTENCE_WEIGHTS),
                    is("cls.seq_relationship.bias", EncoderVariables.NEXT_SENTENCE_BIAS),
                    is("classifier.weight", HeadReader.LABEL_WEIGHTS),
                    is("classifier.bias", HeadReader.LABEL_BIAS),
                    // what PEFT saves of a model whose classifier is called so
                    is("score.weight", HeadReader.LABEL_WEIGHTS),
                    is("score.bias", HeadReader.LABEL_BIAS),
                    is("qa_outputs.weight", HeadReader.SPAN_WEIGHTS),
                    is("qa_outputs.bias", HeadReader.SPAN_BIAS));

    private static final Pattern LAYER =
            Pattern.compile("encoder\\.layer\\.(0|[1-9]\\d{0,4})\\.(.+)");
    private static final Pattern DENSE =
            Pattern.compile(
                    "(attention\\.self\\.(?:query|key|value)|(?:attention\\.output|intermediate|output|pooler|cls\\.predictions\\.transform)\\.dense|embeddings_project)\\.(weight|bias)");
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

    private static Map.Entry<String, Named> is(String name, String google) {
        return Map.entry(name, stored(google));
    }

    private static Named stored(String name) {
        return new Named(name, Layout.AS_STORED);
    }
}
