package io.github.flinkbert.encoder;

import io.github.flinkbert.checkpoint.BertConfig;
import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.quantization.Quantization;
import io.github.flinkbert.tensor.Matrix;
import io.github.flinkbert.tensor.Weights;
import io.github.flinkbert.text.Sequence;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.flink.annotation.Internal;

/**
 * A loaded BERT: runs packed batches and gives back what is asked of them.
 *
 * <p>Thread-safe: runs may overlap; adding a branch, removing one, or asking for an output for the
 * first time waits for running batches, for a graph must not change under a run.
 */
@Internal
public final class Encoder implements SequenceEncoder {

    private final EncoderSession session;
    private final KernelForm form;
    private final int maskId;

    /** Which forms of the heavy ops a loaded encoder is built of. */
    public enum KernelForm {
        ONE_DNN,
        PORTABLE
    }

    Encoder(EncoderSession session, KernelForm form, int maskId) {
        this.session = session;
        this.form = form;
        this.maskId = maskId;
    }

    /**
     * Builds the graph and fills its variables.
     *
     * @param maskId id of {@code [MASK]}, which tells where {@link Output.MaskedPieces} looks
     * @throws CheckpointException if a variable is missing or cannot be read
     */
    public static Encoder load(
            BertConfig config, Weights weights, int maskId, EncoderSettings settings) {
        return load(
                config,
                weights,
                maskId,
                settings,
                () -> {
                    throw new IllegalArgumentException(
                            "an encoder in 8 bits needs to be told how it is quantised");
                });
    }

    /**
     * The same, for {@link EncoderSettings.NumberFormat#INT8}, too.
     *
     * @param quantization where 8-bit layers come from; asked in that format only
     * @throws IllegalStateException if that format is wanted and cannot be computed here
     */
    public static Encoder load(
            BertConfig config,
            Weights weights,
            int maskId,
            EncoderSettings settings,
            Supplier<Quantization> quantization) {
        return EncoderLoader.load(config, weights, maskId, settings, quantization);
    }

    /**
     * Builds the graph of a family that has one of its own, and fills its variables.
     *
     * @param maskId id of the token for a masked word; -1, which no token has, where there is none
     * @throws CheckpointException if a variable is missing or cannot be read
     * @throws IllegalArgumentException for {@link EncoderSettings.NumberFormat#INT8}
     */
    public static Encoder load(EncoderSettings settings, int maskId, GraphMaker maker) {
        return EncoderLoader.load(settings, maskId, maker);
    }

    /** Whether the device of these settings is there; the processor always is. */
    public static boolean finds(EncoderSettings settings) {
        return DeviceProbe.works(settings.placement(), EncoderLoader.session(settings));
    }

    /** Id of {@code [MASK]}. */
    @Override
    public int maskId() {
        return maskId;
    }

    /**
     * SHA-256 of the release's layers as they were rounded to 8 bits; empty in every other format.
     */
    @Override
    public Optional<String> quantizationDigest() {
        return session.digest();
    }

    /** Which forms were built. */
    public KernelForm form() {
        return form;
    }

    /**
     * Runs one batch.
     *
     * @return one matrix an output, in their order, over the whole batch: the sequences' shares one
     *     under the other, in the order of {@link PackedBatch#placed()}
     */
    @Override
    public List<Matrix> run(PackedBatch batch, List<Output> outputs) {
        return session.run(batch, outputs);
    }

    /**
     * How the release's layers attend within one sequence, special tokens included.
     *
     * @return one matrix a layer, [heads × tokens, tokens]: row {@code head × tokens + i} says how
     *     much token {@code i} attends to each token, and sums to 1 as far as the number format
     *     goes
     */
    @Override
    public List<Matrix> attention(Sequence sequence) {
        return session.attention(sequence);
    }

    /**
     * Adds a branch and loads its weights; runs go on before and after, but not while its weights
     * are loaded. In 8 bits it is calibrated and loaded while runs go on.
     */
    @Override
    public void add(Branch branch) {
        session.add(branch);
    }

    /** Forgets a branch and frees its weights. */
    @Override
    public void remove(String branch) {
        session.remove(branch);
    }

    /** Makes what the outputs need, so that a fault in it is found before a text depends on it. */
    @Override
    public void prepare(List<Output> outputs) {
        session.prepare(outputs);
    }

    @Override
    public void close() {
        session.close();
    }
}
