package io.github.flinkbert.engine;

import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.encoder.EncoderSettings;
import io.github.flinkbert.encoder.OpThreads;
import io.github.flinkbert.encoder.Placement;
import io.github.flinkbert.encoder.SequenceEncoder;
import io.github.flinkbert.family.ModelFamilies;
import io.github.flinkbert.family.ModelFamily;
import io.github.flinkbert.text.Casing;
import io.github.flinkbert.text.Tokenizer;
import org.apache.flink.annotation.Internal;

/**
 * One checkpoint, ready to answer: what all its users in a process share. Closing it frees the
 * weights.
 *
 * @param precision as it is used, never {@code AUTO}
 * @param device as it is used, never {@code AUTO}
 */
@Internal
public record LoadedModel(
        Checkpoint checkpoint,
        Tokenizer tokenizer,
        Engine engine,
        ReplyCache replies,
        Precision precision,
        Device device)
        implements AutoCloseable {

    /**
     * Takes the checkpoint over.
     *
     * @param maxPositions the longest sequence to read
     */
    static LoadedModel load(
            Checkpoint checkpoint,
            Casing casing,
            Precision precision,
            Placement placement,
            int threads,
            int maxPositions) {
        EncoderSettings.NumberFormat format =
                switch (precision) {
                    case BFLOAT16 -> EncoderSettings.NumberFormat.BFLOAT16;
                    case FLOAT16 -> EncoderSettings.NumberFormat.FLOAT16;
                    case INT8 -> EncoderSettings.NumberFormat.INT8;
                    case FLOAT32, AUTO -> EncoderSettings.NumberFormat.FLOAT32;
                };
        EncoderSettings settings =
                new EncoderSettings(format, EncoderSettings.KernelChoice.BEST, threads, placement);
        Tokenizer tokenizer = checkpoint.tokenizer(casing);
        ModelFamily family = ModelFamilies.of(checkpoint);
        SequenceEncoder encoder = family.load(checkpoint, tokenizer, settings, maxPositions);
        RowLadder ladder =
                placement.compiled()
                        ? RowLadder.compiled(checkpoint.shape(), maxPositions)
                        : RowLadder.of(checkpoint.shape(), maxPositions);
        Engine engine =
                new Engine(
                        encoder,
                        EngineSettings.of(ladder, runs(family, checkpoint, placement, threads)));
        return new LoadedModel(
                checkpoint,
                tokenizer,
                engine,
                new ReplyCache(),
                precision,
                Device.valueOf(placement.kind().name()));
    }

    /** On other devices, and of compiled programs, a run takes all there is. */
    private static int runs(
            ModelFamily family, Checkpoint checkpoint, Placement placement, int threads) {
        return placement.equals(Placement.CPU) && family.usesTensorFlow()
                ? OpThreads.runs(threads, checkpoint.shape().hiddenSize())
                : 1;
    }

    /** The longest sequence that is read at once, special tokens included. */
    public int maxPositions() {
        return engine.settings().ladder().longest();
    }

    @Override
    public void close() {
        engine.close();
        checkpoint.close();
    }
}
