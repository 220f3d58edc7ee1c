package io.github.flinkbert.training;

import io.github.flinkbert.checkpoint.BertConfig;
import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.checkpoint.WeightsFingerprint;
import io.github.flinkbert.encoder.AutomaticFormat;
import io.github.flinkbert.encoder.Encoder;
import io.github.flinkbert.encoder.EncoderSettings;
import io.github.flinkbert.encoder.OpThreads;
import io.github.flinkbert.engine.Precision;
import io.github.flinkbert.text.MaskedText;
import io.github.flinkbert.training.features.ComputedFeatures;
import io.github.flinkbert.training.features.Features;
import io.github.flinkbert.training.features.FrozenTrunk;
import io.github.flinkbert.training.features.KeptFeatures;
import io.github.flinkbert.training.features.NoFeatures;
import io.github.flinkbert.training.features.Width;
import io.github.flinkbert.training.graph.XlaProbe;
import io.github.flinkbert.training.model.TrainedGraph;
import io.github.flinkbert.training.objective.Example;
import io.github.flinkbert.training.objective.Objective;
import io.github.flinkbert.training.setting.Execution;
import io.github.flinkbert.training.setting.TrainingException;
import io.github.flinkbert.training.setting.TrainingSettings;
import io.github.flinkbert.training.setting.TuningMethod;
import io.github.flinkbert.training.state.AdapterWriter;
import io.github.flinkbert.training.state.Snapshots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat32;

/**
 * What a training works with: the frozen layers' hidden states, and the graph of all that is above
 * them.
 *
 * @param fingerprint of the checkpoint's weights
 * @param featureBytes disk that the hidden states of the examples take; 0 where they are not kept
 */
record TrainingContext(
        Checkpoint checkpoint,
        String base,
        String fingerprint,
        boolean bfloat16,
        Features features,
        long featureBytes,
        TrainedGraph graph)
        implements AutoCloseable {

    /**
     * Tokens of a training from which on it is faster with chains that are compiled, in seconds.
     */
    private static final long WORTH_COMPILING = 50_000;

    static TrainingContext open(
            Checkpoint checkpoint,
            String base,
            Objective<?> objective,
            List<? extends Example> examples,
            TrainingSettings settings,
            Path folder) {
        Execution execution = settings.execution();
        int threads =
                execution.threads() > 0
                        ? execution.threads()
                        : Runtime.getRuntime().availableProcessors();
        // One step at a time, and all there is for it.
        OpThreads.share(threads);
        EncoderSettings wide = encoder(EncoderSettings.NumberFormat.FLOAT32, threads);
        boolean bfloat16 =
                format(execution.precision(), wide, folder)
                        == EncoderSettings.NumberFormat.BFLOAT16;
        EncoderSettings chosen =
                bfloat16 ? encoder(EncoderSettings.NumberFormat.BFLOAT16, threads) : wide;
        BertConfig config = checkpoint.config();
        String fingerprint = WeightsFingerprint.of(checkpoint.weights());
        int layer = settings.tuning().fromLayer(config.layers());
        Width width = bfloat16 ? Width.BFLOAT16 : Width.FLOAT32;
        long tokens = examples.stream().mapToLong(e -> e.sequence().length()).sum();
        long bytes = tokens * config.hiddenSize() * width.bytes();
        boolean allTrained = settings.tuning() instanceof TuningMethod.Full && layer == 0;
        boolean kept =
                bytes <= execution.featureBytes() && !allTrained && objective.isSameInEveryEpoch();
        Features features;
        if (allTrained) {
            features = new NoFeatures();
        } else if (kept) {
            features = kept(checkpoint, fingerprint, layer, width, chosen, execution, folder);
        } else {
            features = new ComputedFeatures(trunk(checkpoint, layer, width, chosen));
        }
        try {
            ConfigProto session =
                    ConfigProto.newBuilder()
                            .setIntraOpParallelismThreads(threads)
                            .setInterOpParallelismThreads(1)
                            .build();
            boolean xla =
                    tokens * settings.optimization().epochs() >= WORTH_COMPILING
                            && XlaProbe.works(session);
            TrainedGraph graph =
                    bfloat16
                            ? TrainedGraph.create(
                                    config,
                                    checkpoint.weights(),
                                    TBfloat16.class,
                                    objective,
                                    settings,
                                    session,
                                    xla)
                            : TrainedGraph.create(
                                    config,
                                    checkpoint.weights(),
                                    TFloat32.class,
                                    objective,
                                    settings,
                                    session,
                                    xla);
            return new TrainingContext(
                    checkpoint, base, fingerprint, bfloat16, features, kept ? bytes : 0, graph);
        } catch (RuntimeException e) {
            features.close();
            throw e;
        }
    }

    /** A training that was begun goes on in its format, wherever it does. */
    private static EncoderSettings.NumberFormat format(
            Precision precision, EncoderSettings settings, Path folder) {
        Optional<EncoderSettings.NumberFormat> begun =
                Snapshots.of(folder).format().map(EncoderSettings.NumberFormat::valueOf);
        EncoderSettings.NumberFormat wanted =
                switch (precision) {
                    case AUTO ->
                            begun.orElseGet(
                                    () ->
                                            AutomaticFormat.of(settings).format()
                                                            == EncoderSettings.NumberFormat.BFLOAT16
                                                    ? EncoderSettings.NumberFormat.BFLOAT16
                                                    : EncoderSettings.NumberFormat.FLOAT32);
                    case FLOAT32 -> EncoderSettings.NumberFormat.FLOAT32;
                    case BFLOAT16 -> EncoderSettings.NumberFormat.BFLOAT16;
                    case FLOAT16, INT8 ->
                            throw new TrainingException(
                                    "a training's precision must be auto, float32 or bfloat16,"
                                            + " found "
                                            + precision.name().toLowerCase(Locale.ROOT));
                };
        if (begun.isPresent() && begun.get() != wanted) {
            throw new TrainingException(
                    "the training in %s was begun in %s, and goes on in nothing else; found the precision %s"
                            .formatted(folder, word(begun.get()), word(wanted)));
        }
        return wanted;
    }

    /** The number format of the encoder, as a plan and a snapshot say it. */
    EncoderSettings.NumberFormat format() {
        return bfloat16
                ? EncoderSettings.NumberFormat.BFLOAT16
                : EncoderSettings.NumberFormat.FLOAT32;
    }

    /** Of adapters on this checkpoint. */
    AdapterWriter adapterWriter() {
        return new AdapterWriter(base, fingerprint, checkpoint.config().layers());
    }

    private static String word(EncoderSettings.NumberFormat format) {
        return format.name().toLowerCase(Locale.ROOT);
    }

    private static EncoderSettings encoder(EncoderSettings.NumberFormat format, int threads) {
        return new EncoderSettings(format, EncoderSettings.KernelChoice.BEST, threads);
    }

    private static FrozenTrunk trunk(
            Checkpoint checkpoint, int layer, Width width, EncoderSettings settings) {
        Encoder encoder =
                Encoder.load(
                        checkpoint.config(),
                        checkpoint.weights(),
                        checkpoint.vocabulary().id(MaskedText.MASK),
                        settings);
        return new FrozenTrunk(encoder, layer, checkpoint.config().hiddenSize(), width);
    }

    private static Features kept(
            Checkpoint checkpoint,
            String fingerprint,
            int layer,
            Width width,
            EncoderSettings settings,
            Execution execution,
            Path folder) {
        Path at = execution.features().orElse(folder.resolve("state").resolve("features"));
        String digest =
                fingerprint.substring(fingerprint.indexOf(':') + 1, fingerprint.indexOf(':') + 17);
        String name =
                "%s-layer-%d-%s"
                        .formatted(digest, layer, width.name().toLowerCase(java.util.Locale.ROOT));
        try {
            Files.createDirectories(at);
            return new KeptFeatures(
                    at,
                    name,
                    checkpoint.config().hiddenSize(),
                    width,
                    () -> trunk(checkpoint, layer, width, settings));
        } catch (IOException e) {
            throw new TrainingException(
                    "hidden states cannot be kept in %s: %s".formatted(at, e.getMessage()), e);
        }
    }

    @Override
    public void close() {
        graph.close();
        features.close();
    }
}
