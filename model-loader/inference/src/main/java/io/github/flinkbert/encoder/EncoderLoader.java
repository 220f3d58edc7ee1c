package io.github.flinkbert.encoder;

import io.github.flinkbert.checkpoint.BertConfig;
import io.github.flinkbert.encoder.Encoder.KernelForm;
import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.quantization.Quantization;
import io.github.flinkbert.tensor.Weights;
import java.util.function.Function;
import java.util.function.Supplier;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.RewriterConfig;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * Builds an encoder in the number format of its settings, by the ops that its device is best at,
 * and fills its variables.
 */
final class EncoderLoader {

    private EncoderLoader() {}

    static Encoder load(
            BertConfig config,
            Weights weights,
            int maskId,
            EncoderSettings settings,
            Supplier<Quantization> quantization) {
        if (settings.format() == EncoderSettings.NumberFormat.INT8) {
            if (config.projectsEmbeddings()) {
                throw new CheckpointException(
                        ("precision int8 is for models whose embeddings are as wide as their"
                                        + " layers, found %d and %d; expected float32 or bfloat16")
                                .formatted(config.embeddingSize(), config.hiddenSize()));
            }
            EightBitProbe.require(settings);
        }
        ConfigProto sessionConfig = session(settings);
        KernelForm form = form(settings, sessionConfig);
        Kernels kernels = kernels(form);
        EncoderSession session =
                switch (settings.format()) {
                    case FLOAT32 ->
                            whole(config, weights, maskId, kernels, TFloat32.class, settings);
                    case BFLOAT16 ->
                            whole(config, weights, maskId, kernels, TBfloat16.class, settings);
                    case FLOAT16 ->
                            whole(config, weights, maskId, kernels, TFloat16.class, settings);
                    case INT8 ->
                            AutomaticFormat.of(settings).format()
                                            == EncoderSettings.NumberFormat.BFLOAT16
                                    ? eightBits(
                                            config,
                                            weights,
                                            maskId,
                                            TBfloat16.class,
                                            settings,
                                            quantization)
                                    : eightBits(
                                            config,
                                            weights,
                                            maskId,
                                            TFloat32.class,
                                            settings,
                                            quantization);
                };
        return new Encoder(session, form, maskId);
    }

    /** Of a family that has a graph of its own, which has no 8-bit form. */
    static Encoder load(EncoderSettings settings, int maskId, GraphMaker maker) {
        ConfigProto sessionConfig = session(settings);
        KernelForm form = form(settings, sessionConfig);
        Kernels kernels = kernels(form);
        EncoderSession session =
                switch (settings.format()) {
                    case FLOAT32 -> made(maker, maskId, kernels, TFloat32.class, settings);
                    case BFLOAT16 -> made(maker, maskId, kernels, TBfloat16.class, settings);
                    case FLOAT16 -> made(maker, maskId, kernels, TFloat16.class, settings);
                    case INT8 ->
                            throw new IllegalArgumentException(
                                    "this model has no 8-bit form; expected precision float32 or"
                                            + " bfloat16, found int8");
                };
        return new Encoder(session, form, maskId);
    }

    private static <T extends TNumber> EncoderSession made(
            GraphMaker maker,
            int maskId,
            Kernels kernels,
            Class<T> type,
            EncoderSettings settings) {
        return single(
                settings,
                maskId,
                graph ->
                        maker.make(
                                GraphMaker.Parts.of(graph, settings.placement(), kernels, type)));
    }

    private static <T extends TNumber> EncoderSession whole(
            BertConfig config,
            Weights weights,
            int maskId,
            Kernels kernels,
            Class<T> type,
            EncoderSettings settings) {
        return single(
                settings,
                maskId,
                graph ->
                        new EncoderGraph<>(
                                graph, config, weights, kernels, type, settings.placement()));
    }

    private static EncoderSession single(
            EncoderSettings settings, int maskId, Function<Graph, OutputGraph> make) {
        Graph graph = new Graph();
        Session session = null;
        try {
            session = new Session(graph, session(settings));
            OutputGraph nodes = make.apply(graph);
            nodes.load(session);
            return new SingleSession(graph, session, nodes, maskId);
        } catch (RuntimeException e) {
            if (session != null) {
                session.close();
            }
            graph.close();
            throw e;
        }
    }

    private static Kernels kernels(KernelForm form) {
        return form == KernelForm.ONE_DNN ? new OneDnnKernels() : new PortableKernels();
    }

    private static <A extends TNumber> EncoderSession eightBits(
            BertConfig config,
            Weights weights,
            int maskId,
            Class<A> type,
            EncoderSettings settings,
            Supplier<Quantization> quantization) {
        return StagedSession.load(
                new EightBitStack.Maker<>(config, type, session(settings)),
                weights,
                maskId,
                quantization.get());
    }

    private static KernelForm form(EncoderSettings settings, ConfigProto config) {
        return switch (settings.kernels()) {
            case ONE_DNN -> KernelForm.ONE_DNN;
            case PORTABLE -> KernelForm.PORTABLE;
            case BEST ->
                    // oneDNN's are made for the processor, has no half precision, and XLA knows
                    // none of them.
                    settings.placement().equals(Placement.CPU)
                                    && settings.format() != EncoderSettings.NumberFormat.FLOAT16
                                    && OneDnnProbe.works(config)
                            ? KernelForm.ONE_DNN
                            : KernelForm.PORTABLE;
        };
    }

    /** How a session of these settings runs. */
    static ConfigProto session(EncoderSettings settings) {
        return OpThreads.session(settings.threads(), settings.placement()).toBuilder()
                .setGraphOptions(rewrites(settings.placement()))
                .build();
    }

    /** TensorFlow's fused products are nothing that XLA knows: they would cut its program apart. */
    private static GraphOptions rewrites(Placement placement) {
        RewriterConfig.Toggle fusing =
                placement.compiled() ? RewriterConfig.Toggle.OFF : RewriterConfig.Toggle.DEFAULT;
        return GraphOptions.newBuilder()
                .setRewriteOptions(RewriterConfig.newBuilder().setRemapping(fusing))
                .build();
    }
}
