package io.github.flinkbert.training.features;

import io.github.flinkbert.encoder.PackedBatch;
import io.github.flinkbert.tensor.Matrix;
import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.training.packing.Packing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.apache.flink.annotation.Internal;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;

/**
 * Hidden states in a file, sequence by sequence, with an index beside it. What is in the index is
 * in the file, so whatever ends the program loses a batch at most; trainings that run one after
 * another share what is there.
 */
@Internal
public final class KeptFeatures implements Features {

    private static final int BATCH_TOKENS = 2048;

    private final FileChannel numbers;
    private final FeatureIndex index;
    private final Supplier<FrozenTrunk> opener;
    private final int perToken;
    private final int hiddenSize;
    private final Width width;

    /**
     * @param name tells checkpoint, layer and number format apart
     * @param opener loads the trunk, if anything is to be computed
     */
    public KeptFeatures(
            Path folder, String name, int hiddenSize, Width width, Supplier<FrozenTrunk> opener)
            throws IOException {
        this.opener = opener;
        this.hiddenSize = hiddenSize;
        this.width = width;
        perToken = hiddenSize * width.bytes();
        numbers =
                FileChannel.open(
                        folder.resolve(name + ".numbers"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        index = FeatureIndex.open(folder.resolve(name + ".index"), numbers.size() / perToken);
    }

    @Override
    public long missing(Collection<Sequence> sequences) {
        return absent(sequences).stream().mapToLong(Sequence::length).sum();
    }

    private List<Sequence> absent(Collection<Sequence> sequences) {
        Set<Sequence> absent = new LinkedHashSet<>();
        sequences.stream().filter(s -> index.find(s).isEmpty()).forEach(absent::add);
        List<Sequence> sorted = new ArrayList<>(absent);
        sorted.sort(Comparator.comparing((Sequence s) -> -s.length()));
        return sorted;
    }

    @Override
    public void prepare(Collection<Sequence> sequences, LongConsumer progress) {
        List<Sequence> absent = absent(sequences);
        if (absent.isEmpty()) {
            return;
        }
        try (FrozenTrunk trunk = opener.get()) {
            long done = 0;
            for (PackedBatch batch : Packing.ofSameLengths(absent, BATCH_TOKENS)) {
                keep(batch, trunk.run(batch));
                done += batch.tokens();
                progress.accept(done);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void keep(PackedBatch batch, Matrix tokens) throws IOException {
        long at = index.end();
        ByteBuffer bytes =
                ByteBuffer.wrap(width.encode(tokens.values(), 0, tokens.values().length));
        for (long position = at * perToken; bytes.hasRemaining(); ) {
            position += numbers.write(bytes, position);
        }
        List<Sequence> kept = batch.placed().stream().map(PackedBatch.Placed::sequence).toList();
        index.add(kept);
    }

    @Override
    public Tensor of(PackedBatch batch) {
        byte[] bytes = new byte[batch.places() * perToken];
        try {
            for (PackedBatch.Placed place : batch.placed()) {
                Optional<Long> token = index.find(place.sequence());
                if (token.isEmpty()) {
                    throw new IllegalStateException("a sequence was not prepared");
                }
                int at = (place.row() * batch.length() + place.column()) * perToken;
                ByteBuffer into = ByteBuffer.wrap(bytes, at, place.sequence().length() * perToken);
                for (long position = token.get() * perToken; into.hasRemaining(); ) {
                    int read = numbers.read(into, position);
                    if (read < 0) {
                        throw new IOException("kept hidden states are shorter than their index");
                    }
                    position += read;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return width.tensor(Shape.of(batch.places(), hiddenSize), bytes);
    }

    @Override
    public void close() {
        try {
            index.close();
            numbers.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
