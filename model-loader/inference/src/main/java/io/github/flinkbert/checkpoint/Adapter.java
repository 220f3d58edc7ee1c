package io.github.flinkbert.checkpoint;

import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.location.CacheFolder;
import io.github.flinkbert.location.FileDigests;
import io.github.flinkbert.location.Located;
import io.github.flinkbert.location.Locator;
import io.github.flinkbert.location.ProgressListener;
import io.github.flinkbert.tensor.SafetensorsFile;
import io.github.flinkbert.tensor.Weights;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flink.annotation.Internal;

/**
 * A LoRA adapter in Hugging Face PEFT's layout: {@code adapter_config.json}, {@code
 * adapter_model.safetensors}, and, for a head with labels, a file with them. It changes some
 * kernels of a base checkpoint by low-rank products and brings a head with it.
 *
 * <p>Immutable and thread-safe; its tensors stay in the file until a merged variable is read.
 */
@Internal
public final class Adapter {

    /** What an adapter that changes no layer of the encoder begins at. */
    public static final int ABOVE_ALL_LAYERS = Integer.MAX_VALUE;

    static final String CONFIG = "adapter_config.json";
    private static final String TENSORS = "adapter_model.safetensors";

    /** The files of which every adapter is made. */
    static final List<String> FILES = List.of(CONFIG, TENSORS);

    private static final String TOKENS = "TOKEN_CLS";

    private static final String WHOLE_TEXTS = "SEQ_CLS";

    private static final String EMBEDDINGS = "bert/embeddings/";

    private static final Pattern LAYER = Pattern.compile("bert/encoder/layer_(\\d+)/.*");

    private final String name;
    private final AdapterConfig config;
    private final AdapterTensors tensors;
    private final HeadReader.Found heads;
    private final String digest;

    private Adapter(
            String name,
            AdapterConfig config,
            AdapterTensors tensors,
            HeadReader.Found heads,
            String digest) {
        this.name = name;
        this.config = config;
        this.tensors = tensors;
        this.heads = heads;
        this.digest = digest;
    }

    /**
     * @param location a folder, the name of an adapter that ships ({@link ShippedAdapters}), or
     *     anything else that {@link Checkpoints#open(String)} takes
     * @throws CheckpointException with a sentence for the user if it cannot be used
     */
    public static Adapter open(String location) {
        CacheFolder cache = CacheFolder.standard();
        Located located =
                new Locator(cache, ProgressListener.silent())
                        .locate(ShippedAdapters.located(location));
        return open(located.folder(), located.name(), new FileDigests(cache));
    }

    private static Adapter open(Path folder, String name, FileDigests digests) {
        Path configFile = folder.resolve(CONFIG);
        Path tensorFile = folder.resolve(TENSORS);
        for (Path file : List.of(configFile, tensorFile)) {
            if (!Files.isRegularFile(file)) {
                throw new CheckpointException(
                        "the adapter %s has no %s".formatted(folder, file.getFileName()));
            }
        }
        AdapterConfig config = AdapterConfig.read(configFile);
        AdapterTensors tensors =
                AdapterTensors.of(SafetensorsFile.open(tensorFile), config, "the adapter " + name);
        AdapterPromises.requireKept(config, tensors.pairs(), "the adapter " + name);
        HeadReader.Found heads =
                withVectors(
                        heads(folder, tensors, config.task(), "the adapter " + name),
                        SentenceTransformersFolder.ofAdapter(folder, "the adapter " + name),
                        name);
        String digest =
                FileDigests.ofText(
                        "%s %s %s"
                                        .formatted(
                                                digests.of(configFile),
                                                digests.of(tensorFile),
                                                heads.asked())
                                + unspecified(heads));
        return new Adapter(name, config, tensors, heads, digest);
    }

    private static HeadReader.Found withVectors(
            HeadReader.Found heads, Optional<SentenceEmbedding> vectors, String name) {
        if (vectors.isEmpty()) {
            return heads;
        }
        if (!heads.asked().isEmpty() || !heads.others().isEmpty()) {
            throw new CheckpointException(
                    "the adapter %s has a head and a modules.json for vectors of texts; expected"
                                    .formatted(name)
                            + " one of them");
        }
        return new HeadReader.Found(List.of(new Head.TextVectors(vectors.get())), List.of());
    }

    /** Heads that can be asked once somebody says what they are; nothing where there are none. */
    private static String unspecified(HeadReader.Found heads) {
        return heads.others().stream()
                .filter(Head.UnspecifiedClassification.class::isInstance)
                .map(head -> " " + head)
                .collect(Collectors.joining());
    }

    private static HeadReader.Found heads(
            Path folder, AdapterTensors tensors, String task, String adapter) {
        MappedWeights whole = new MappedWeights(tensors.whole());
        for (String kernel : List.of(HeadReader.SPAN_WEIGHTS, HeadReader.LABEL_WEIGHTS)) {
            if (whole.names().contains(kernel)) {
                var shape = whole.shape(kernel);
                long hidden = shape.numDimensions() == 2 ? shape.get(1) : -1;
                return HeadReader.of(
                        new HeadReader.Source(
                                whole, hidden, folder, adapter, kind(task), Optional.empty()));
            }
        }
        return HeadReader.Found.NONE;
    }

    private static Optional<LabelHeadKind> kind(String task) {
        return switch (task) {
            case TOKENS -> Optional.of(LabelHeadKind.TOKENS);
            case WHOLE_TEXTS -> Optional.of(LabelHeadKind.TEXTS);
            default -> Optional.empty();
        };
    }

    /** A short name for people and logs: its folder's. */
    public String name() {
        return name;
    }

    /** SHA-256 of its settings, tensors and labels, in lower-case hexadecimal. */
    public String digest() {
        return digest;
    }

    /** The checkpoint that it was trained on, as it names it; empty where it names none. */
    public Optional<String> baseCheckpoint() {
        return config.base();
    }

    /** PEFT's name of what it was trained for, such as {@code TOKEN_CLS}; may be empty. */
    public String taskType() {
        return config.task();
    }

    /** The head that it brings; empty for one that only changes embeddings. */
    public Optional<Head> head() {
        return heads.asked().stream().findFirst();
    }

    /** A head that it brings, but that nothing can be asked of. */
    public Optional<Head> otherHead() {
        return heads.others().stream().findFirst();
    }

    /**
     * The lowest encoder layer that it changes, counted from 0: all below is the base's own. {@link
     * #ABOVE_ALL_LAYERS} where it changes none, so that {@code Math.min(fromLayer(), layers)} is
     * right for both.
     */
    public int fromLayer() {
        int lowest = ABOVE_ALL_LAYERS;
        for (LoraDelta delta : tensors.pairs().values()) {
            lowest = Math.min(lowest, layer(delta.kernel()));
        }
        for (String variable : tensors.whole().keySet()) {
            lowest = Math.min(lowest, layer(variable));
        }
        return lowest;
    }

    /**
     * Whether it changes what lies below the first encoder layer, which no branch of a trunk can
     * have for itself.
     */
    public boolean changesEmbeddings() {
        return tensors.whole().keySet().stream().anyMatch(v -> v.startsWith(EMBEDDINGS));
    }

    private static int layer(String variable) {
        Matcher matcher = LAYER.matcher(variable);
        if (matcher.matches()) {
            return Integer.parseInt(matcher.group(1));
        }
        return variable.startsWith(EMBEDDINGS) ? 0 : ABOVE_ALL_LAYERS;
    }

    /**
     * The base's weights with this adapter's changes, and its head, merged as each variable is
     * read.
     *
     * @throws CheckpointException if it changes what the base does not have, or in other shapes, or
     *     says that it was trained on other weights
     */
    public Weights mergedOver(Weights base) {
        if (config.revision().isPresent()
                && !config.revision().get().equals(WeightsFingerprint.of(base))) {
            throw new CheckpointException(
                    ("the adapter %s was trained on %s; the checkpoint that it is put on has other"
                                    + " weights, though their shapes may fit")
                            .formatted(name, config.base().orElse("another checkpoint")));
        }
        Map<String, LoraDelta> byKernel = new TreeMap<>();
        tensors.pairs().values().forEach(delta -> byKernel.put(delta.kernel(), delta));
        return new MergedWeights(
                base, byKernel, new MappedWeights(tensors.whole()), "the adapter " + name);
    }
}
