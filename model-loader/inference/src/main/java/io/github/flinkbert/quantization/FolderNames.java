package io.github.flinkbert.quantization;

import io.github.flinkbert.checkpoint.QuantizedWeights;
import java.util.List;

/** What a layer's parts are called in a folder of 8-bit weights. */
final class FolderNames {

    private FolderNames() {}

    /** A layer's variables, as Google names them. */
    static String variables(int layer) {
        return "bert/encoder/layer_" + layer + "/";
    }

    /** The kernels that a product is made of, by the product's number in its layer. */
    static List<String> kernels(int layer, int product) {
        String at = variables(layer);
        return switch (product) {
            case 0 ->
                    List.of(
                            at + "attention/self/query/kernel",
                            at + "attention/self/key/kernel",
                            at + "attention/self/value/kernel");
            case 1 -> List.of(at + "attention/output/dense/kernel");
            case 2 -> List.of(at + "intermediate/dense/kernel");
            default -> List.of(at + "output/dense/kernel");
        };
    }

    static String extra(int layer, String what) {
        return QuantizedWeights.EXTRA + "layer_" + layer + "/" + what;
    }

    static String product(int layer, int product, String what) {
        return extra(layer, "product_" + product + "/" + what);
    }
}
