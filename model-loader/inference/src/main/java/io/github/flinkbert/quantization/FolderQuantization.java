package io.github.flinkbert.quantization;

import io.github.flinkbert.checkpoint.BertConfig;
import io.github.flinkbert.checkpoint.QuantizedWeights;
import io.github.flinkbert.tensor.Weights;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.annotation.Internal;

/** The layers of a folder of 8-bit weights: nothing is calibrated but branches. */
@Internal
public final class FolderQuantization implements Quantization {

    private final BertConfig config;
    private final QuantizedWeights folder;
    private final Quantization branches;

    /**
     * @param branches calibrates adapters, over the floats that the folder's weights stand for
     */
    public FolderQuantization(BertConfig config, QuantizedWeights folder, Quantization branches) {
        this.config = config;
        this.folder = folder;
        this.branches = branches;
    }

    @Override
    public QuantizedLayers trunk() {
        List<QuantizedLayer> layers = new ArrayList<>();
        try {
            for (int layer = 0; layer < config.layers(); layer++) {
                layers.add(layer(layer));
            }
            return new QuantizedLayers(0, layers);
        } catch (RuntimeException e) {
            layers.forEach(QuantizedLayer::close);
            throw e;
        }
    }

    @Override
    public QuantizedLayers branch(Weights weights, int from, ChannelTransform input) {
        return branches.branch(weights, from, input);
    }

    private QuantizedLayer layer(int layer) {
        ChannelTransform input = transform(layer, "input");
        ChannelTransform context = transform(layer, "context");
        ChannelTransform attended = transform(layer, "attended");
        float[] activated = floats(layer, "activated");
        List<QuantizedProduct> products = new ArrayList<>();
        for (int product = 0; product < QuantizedLayer.PRODUCTS.size(); product++) {
            products.add(product(layer, product, input, context, attended));
        }
        return new QuantizedLayer(
                input,
                products.get(0),
                context,
                products.get(1),
                attended,
                products.get(2),
                activated[0],
                activated[1],
                new OutlierChannels(
                        folder.integers(FolderNames.extra(layer, "outliers/channels")),
                        floats(layer, "outliers/into"),
                        floats(layer, "outliers/bias"),
                        floats(layer, "outliers/out_of")),
                products.get(3));
    }

    private ChannelTransform transform(int layer, String what) {
        return new ChannelTransform(
                floats(layer, what + "/scale"),
                floats(layer, what + "/shift"),
                floats(layer, what + "/range")[0]);
    }

    private float[] floats(int layer, String what) {
        return folder.floats(FolderNames.extra(layer, what));
    }

    private QuantizedProduct product(
            int layer,
            int product,
            ChannelTransform input,
            ChannelTransform context,
            ChannelTransform attended) {
        float[] bias = folder.floats(FolderNames.product(layer, product, "bias"));
        double error = folder.floats(FolderNames.product(layer, product, "error"))[0];
        List<String> kernels = FolderNames.kernels(layer, product);
        if (!folder.isEightBits(kernels.get(0))) {
            LayerKernels own = LayerKernels.read(folder, config, layer);
            float[] unused = new float[bias.length];
            FoldedKernel folded =
                    switch (product) {
                        case 0 ->
                                FoldedKernel.of(own.qkv(), unused, input)
                                        .transformed(2 * input.channels(), context);
                        case 1 -> FoldedKernel.of(own.attentionOutput(), unused, context);
                        case 2 -> FoldedKernel.of(own.intermediate(), unused, attended);
                        default -> new FoldedKernel(own.output(), unused);
                    };
            return new QuantizedProduct.Whole(folded.kernel(), bias, error);
        }
        byte[] bytes =
                kernels.size() == 1 ? folder.bytes(kernels.get(0)) : beside(kernels, bias.length);
        return new QuantizedProduct.EightBits(
                EightBitKernel.of(
                        bytes, folder.floats(FolderNames.product(layer, product, "reach"))),
                bias,
                error);
    }

    private byte[] beside(List<String> kernels, int out) {
        int width = out / kernels.size();
        byte[] whole = new byte[0];
        for (int part = 0; part < kernels.size(); part++) {
            byte[] bytes = folder.bytes(kernels.get(part));
            if (part == 0) {
                whole = new byte[bytes.length * kernels.size()];
            }
            for (int row = 0; row < bytes.length / width; row++) {
                System.arraycopy(bytes, row * width, whole, row * out + part * width, width);
            }
        }
        return whole;
    }
}
