package io.github.flinkbert.location;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.flinkbert.failure.CheckpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which files of a repository a reader of models or adapters may want. */
final class HubFiles {

    private static final String WEIGHTS = "model.safetensors";
    private static final String INDEX = "model.safetensors.index.json";
    private static final String ADAPTER = "adapter_config.json";
    private static final String ADAPTER_WEIGHTS = "adapter_model.safetensors";
    private static final String QUANTIZED = "quantized.safetensors";
    private static final String MODULES = "modules.json";

    /** Settings, vocabularies and labels; in the root or in a folder of sentence-transformers. */
    private static final Pattern SMALL =
            Pattern.compile(
                    "(bert_|generator_|adapter_|sentence_[a-z]+_)?config\\.json"
                        + "|config_sentence_transformers\\.json|modules\\.json|quantization\\.json"
                        + "|tokenizer(_config)?\\.json|special_tokens_map\\.json|added_tokens\\.json"
                        + "|vocab\\.(txt|json|bpe)|merges\\.txt|encoder\\.json|hparams\\.json"
                        + "|[\\w.-]+\\.model|id2label\\.json|label2id\\.json"
                        + "|labels\\.txt|label_list\\.txt|label\\.txt|checkpoint");

    private static final Pattern FOLDER = Pattern.compile("(\\d+_\\w+/)?([^/]+)");
    private static final Pattern SHARD = Pattern.compile("model-\\d{5}-of-\\d{5}\\.safetensors");
    private static final Pattern TENSORFLOW =
            Pattern.compile("[\\w.-]*\\.ckpt(-\\d+)?\\.(index|data-\\d{5}-of-\\d{5})");
    private static final Pattern UNREAD =
            Pattern.compile(
                    "(.*/)?[^/]+\\.(bin|h5|onnx|msgpack|ot|pt|pth|ckpt|tflite|gguf|safetensors)");
    private static final Pattern VOCABULARY =
            Pattern.compile(
                    "vocab\\.(txt|json|bpe)|tokenizer\\.json|[\\w.-]+\\.model|encoder\\.json");

    private static final JsonMapper JSON = new JsonMapper();

    private HubFiles() {}

    /**
     * The files that are fetched.
     *
     * @param all of the repository, with slashes
     * @throws CheckpointException if there are no weights among them that are read
     */
    static List<String> wanted(List<String> all, String name) {
        TreeMap<String, Set<String>> folders = new TreeMap<>();
        for (String file : all) {
            Matcher matcher = FOLDER.matcher(file);
            if (matcher.matches() && !file.contains("..") && !file.contains("\\")) {
                String folder = matcher.group(1) == null ? "" : matcher.group(1);
                folders.computeIfAbsent(folder, each -> new TreeSet<>()).add(matcher.group(2));
            }
        }
        List<String> wanted = new ArrayList<>();
        boolean weights = false;
        for (var folder : folders.entrySet()) {
            List<String> large = weights(folder.getValue());
            // Weights of a Dense module alone are no model.
            weights |= !large.isEmpty() && !folder.getKey().matches("\\d+_(?!Transformer/).*");
            Stream.concat(
                            folder.getValue().stream().filter(f -> SMALL.matcher(f).matches()),
                            large.stream())
                    .map(file -> folder.getKey() + file)
                    .forEach(wanted::add);
        }
        if (!weights) {
            throw new CheckpointException(nothing(all, name));
        }
        return wanted;
    }

    private static List<String> weights(Set<String> files) {
        List<String> found = new ArrayList<>();
        if (files.contains(WEIGHTS)) {
            found.add(WEIGHTS);
        } else if (files.contains(INDEX)) {
            found.add(INDEX);
            files.stream().filter(f -> SHARD.matcher(f).matches()).forEach(found::add);
        }
        if (files.contains(QUANTIZED)) {
            found.add(QUANTIZED);
        }
        if (files.contains(ADAPTER_WEIGHTS)) {
            found.add(ADAPTER_WEIGHTS);
        }
        if (found.isEmpty()) {
            files.stream().filter(f -> TENSORFLOW.matcher(f).matches()).forEach(found::add);
        }
        return found;
    }

    private static String nothing(List<String> all, String name) {
        List<String> unread =
                all.stream().filter(f -> UNREAD.matcher(f).matches()).sorted().limit(5).toList();
        return "%s has no weights that are read: found %s; expected %s, %s or bert_model.ckpt.*"
                .formatted(
                        name,
                        unread.isEmpty() ? "none" : String.join(", ", unread),
                        WEIGHTS,
                        ADAPTER_WEIGHTS);
    }

    /** Whether all of a list of files is in a snapshot. */
    static boolean hasAll(Path snapshot, List<String> files) {
        return files.stream().allMatch(file -> Files.isRegularFile(snapshot.resolve(file)));
    }

    /**
     * Whether a snapshot that somebody else made holds a model or an adapter: settings, weights
     * with all their shards, a vocabulary, and what its modules.json names.
     */
    static boolean looksWhole(Path snapshot) throws IOException {
        Set<Path> transformers = new HashSet<>(Set.of(snapshot));
        if (Files.isRegularFile(snapshot.resolve(MODULES))) {
            transformers.clear();
            for (JsonNode module : JSON.readTree(snapshot.resolve(MODULES).toFile())) {
                Path folder = snapshot.resolve(module.path("path").asText()).normalize();
                String type = module.path("type").asText();
                if (type.endsWith("Transformer")) {
                    transformers.add(folder);
                } else if (type.endsWith("Pooling") && !has(folder, "config.json")) {
                    return false;
                } else if (type.endsWith("Dense")
                        && !(has(folder, "config.json") && has(folder, WEIGHTS))) {
                    return false;
                }
            }
        }
        for (Path folder : transformers) {
            boolean adapter = has(folder, ADAPTER) && has(folder, ADAPTER_WEIGHTS);
            if (!adapter && !isModel(folder)) {
                return false;
            }
        }
        return !transformers.isEmpty();
    }

    private static boolean isModel(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        Set<String> files = new TreeSet<>();
        try (Stream<Path> all = Files.list(folder)) {
            all.filter(Files::isRegularFile).forEach(f -> files.add(f.getFileName().toString()));
        }
        return (files.contains("config.json") || files.contains("bert_config.json"))
                && files.stream().anyMatch(f -> VOCABULARY.matcher(f).matches())
                && hasWeights(folder, files);
    }

    private static boolean hasWeights(Path folder, Set<String> files) throws IOException {
        if (files.contains(WEIGHTS) || files.contains(QUANTIZED)) {
            return true;
        }
        if (files.contains(INDEX)) {
            JsonNode map = JSON.readTree(folder.resolve(INDEX).toFile()).path("weight_map");
            Set<String> shards = new TreeSet<>();
            map.forEach(shard -> shards.add(shard.asText()));
            return !shards.isEmpty() && files.containsAll(shards);
        }
        List<String> checkpoint =
                files.stream().filter(f -> TENSORFLOW.matcher(f).matches()).toList();
        return checkpoint.stream().anyMatch(f -> f.endsWith(".index"))
                && checkpoint.stream().anyMatch(f -> f.contains(".data-"));
    }

    private static boolean has(Path folder, String file) {
        return Files.isRegularFile(folder.resolve(file));
    }
}
