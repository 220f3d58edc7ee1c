package io.github.flinkbert.checkpoint;

import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.tensor.NumberFormat;
import io.github.flinkbert.tensor.StoredTensor;
import io.github.flinkbert.tensor.TensorBundle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.flink.annotation.Internal;

/**
 * Reads a TensorFlow checkpoint, and the {@code vocab.txt} beside it, of a family that has BERT's
 * layers under names of its own.
 */
@Internal
public final class BundleFolder {

    private BundleFolder() {}

    /** Whether a folder has such a checkpoint, known by one of its variables. */
    public static boolean holds(Path folder, String variable) throws IOException {
        try {
            return !indexes(folder, variable).isEmpty();
        } catch (CheckpointException e) {
            return false; // whoever opens it says what is wrong
        }
    }

    private static List<Path> indexes(Path folder, String variable) throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path index : BundleRelease.indexes(folder)) {
            if (TensorBundle.isIndex(index)
                    && TensorBundle.open(index).tensors().containsKey(variable)) {
                found.add(index);
            }
        }
        return found;
    }

    /**
     * The tensors of the one checkpoint of a folder that has a variable.
     *
     * @param family its name
     * @throws CheckpointException if there is none, or another one
     */
    public static Map<String, StoredTensor> tensors(Path folder, String family, String variable)
            throws IOException {
        List<Path> indexes = indexes(folder, variable);
        if (indexes.size() != 1) {
            throw new CheckpointException(
                    "%s holds %d checkpoints of %s; one is expected"
                            .formatted(folder, indexes.size(), family));
        }
        return TensorBundle.open(indexes.get(0)).tensors();
    }

    /**
     * The configuration is read off the shapes, as of all of Google's releases.
     *
     * @param family its name
     * @param format of the release, for people
     * @param variable the one that {@link #holds} looked for
     * @param asBert BERT's name for a variable; empty for what is not read
     * @throws CheckpointException if it cannot be used
     */
    public static Checkpoint open(
            Release release,
            String family,
            String format,
            String variable,
            Function<String, Optional<String>> asBert)
            throws IOException {
        MappedWeights weights =
                weights(release, family, variable, name -> asBert.apply(name).stream().toList());
        return opened(
                release,
                family,
                format,
                weights,
                ConfigFromShapes.read(weights, release.name()),
                ReleasedTokenizer.read(
                        release.folder(), release.folder().resolve("vocab.txt"), release.name()),
                HeadReader.Found.NONE);
    }

    /**
     * With a configuration and a tokenizer of its own; heads of Google's fine-tuning are found.
     *
     * @param asBert BERT's names for a variable, several where layers share it
     * @throws CheckpointException if it cannot be used
     */
    public static Checkpoint open(
            Release release,
            String family,
            String format,
            String variable,
            BertConfig config,
            ReleasedTokenizer tokenizer,
            Function<String, List<String>> asBert)
            throws IOException {
        MappedWeights weights = weights(release, family, variable, asBert);
        HeadReader.Source heads =
                new HeadReader.Source(
                        weights, config.hiddenSize(), release.folder(), release.name());
        return opened(release, family, format, weights, config, tokenizer, HeadReader.of(heads));
    }

    private static MappedWeights weights(
            Release release, String family, String variable, Function<String, List<String>> asBert)
            throws IOException {
        Map<String, MappedWeights.Source> sources = new TreeMap<>();
        tensors(release.folder(), family, variable)
                .forEach(
                        (name, tensor) -> {
                            if (GoogleNames.isOptimizers(name)
                                    || tensor.format() == NumberFormat.OTHER) {
                                return;
                            }
                            for (String each : asBert.apply(name)) {
                                sources.put(
                                        each,
                                        new MappedWeights.Source(
                                                tensor, MappedWeights.Layout.AS_STORED));
                            }
                        });
        return new MappedWeights(sources);
    }

    private static Checkpoint opened(
            Release release,
            String family,
            String format,
            MappedWeights weights,
            BertConfig config,
            ReleasedTokenizer tokenizer,
            HeadReader.Found heads) {
        return new LoadedCheckpoint(
                family,
                release.name(),
                format,
                config,
                tokenizer,
                weights,
                weights,
                heads,
                Optional.empty(),
                release.digests());
    }
}
