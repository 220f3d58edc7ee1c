package io.github.flinkbert.cli.inspect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.flinkbert.checkpoint.BertConfig;
import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.checkpoint.ModelShape;
import io.github.flinkbert.cli.terminal.Words;
import io.github.flinkbert.tensor.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a checkpoint says of itself.
 *
 * @param family of models, such as {@code BERT}
 * @param casing {@code cased}, {@code uncased}, or {@code not said}
 * @param shape how large it is; of BERT and those built alike a {@link BertConfig}
 * @param trainedPositions rows of the position table that were trained
 * @param heads what its trained heads are for
 * @param vectors how the release makes a text's vector, where it says so
 * @param variables every variable's shape, by Google's bare name
 */
record Inspection(
        String name,
        String format,
        String family,
        String digest,
        String casing,
        ModelShape shape,
        int trainedPositions,
        List<String> heads,
        Optional<VectorsInspection> vectors,
        SortedMap<String, long[]> variables) {

    private static final int FLOAT_BYTES = 4;
    private static final int BFLOAT16_BYTES = 2;
    private static final int CORES = Runtime.getRuntime().availableProcessors();
    private static final double MEBIBYTE = 1 << 20;
    private static final JsonMapper JSON = new JsonMapper();

    static Inspection of(Checkpoint checkpoint) {
        Weights weights = checkpoint.weights();
        TreeMap<String, long[]> shapes = new TreeMap<>(Inspection::byNumbers);
        weights.names().forEach(name -> shapes.put(name, weights.shape(name).asArray()));
        return new Inspection(
                checkpoint.name(),
                checkpoint.format(),
                checkpoint.family(),
                checkpoint.digest(),
                checkpoint.casing().map(Words::word).orElse("not said"),
                checkpoint.shape(),
                checkpoint.trainedPositions(),
                heads(checkpoint),
                checkpoint.sentenceEmbedding().map(VectorsInspection::new),
                shapes);
    }

    private static List<String> heads(Checkpoint checkpoint) {
        List<String> heads = new ArrayList<>();
        if (checkpoint.causal()) {
            heads.add("next words");
        }
        if (checkpoint.weights().names().contains("cls/predictions/output_bias")) {
            heads.add("masked words");
        }
        if (checkpoint.weights().names().contains("cls/seq_relationship/output_weights")) {
            heads.add("next sentence");
        }
        Stream.concat(checkpoint.heads().stream(), checkpoint.otherHeads().stream())
                .forEach(head -> heads.add(head.purpose()));
        return heads;
    }

    /** Numbers in all variables together. */
    long parameters() {
        return variables.values().stream().mapToLong(Inspection::size).sum();
    }

    String text(boolean listVariables) {
        StringBuilder text = new StringBuilder();
        line(text, "name", name);
        line(text, "format", format);
        line(text, "family", family);
        line(text, "casing", casing);
        if (shape instanceof BertConfig config) {
            encoder(text, config);
        } else if (hasAttention()) {
            layers(text);
        } else {
            line(
                    text,
                    "vocabulary",
                    String.format(Locale.ROOT, "%,d words", shape.vocabularySize()));
            line(text, "vectors", shape.hiddenSize() + " numbers");
        }
        line(text, "heads trained", heads.isEmpty() ? "none" : String.join("; ", heads));
        vectors.ifPresent(own -> own.lines().forEach((what, value) -> line(text, what, value)));
        if (hasAttention()) {
            sizes(text);
        }
        line(text, "digest", "sha256:" + digest);
        if (listVariables) {
            variables.forEach(
                    (variable, shape) ->
                            text.append(
                                    String.format(
                                            Locale.ROOT,
                                            "  %s %s%n",
                                            variable,
                                            Arrays.toString(shape))));
        }
        return text.toString();
    }

    /** Whether it is built of layers of attention, whose weights are listed. */
    private boolean hasAttention() {
        return shape.heads() > 0;
    }

    private void layers(StringBuilder text) {
        line(text, "vocabulary", String.format(Locale.ROOT, "%,d pieces", shape.vocabularySize()));
        line(
                text,
                "layers",
                "%d of %d, %d heads".formatted(shape.layers(), shape.hiddenSize(), shape.heads()));
        shape.details().forEach((what, value) -> line(text, what, value));
        line(
                text,
                "longest input",
                "%d tokens: positions trained, of %d"
                        .formatted(trainedPositions, shape.maxPositions()));
    }

    private void encoder(StringBuilder text, BertConfig config) {
        line(text, "vocabulary", String.format(Locale.ROOT, "%,d pieces", config.vocabularySize()));
        line(
                text,
                "encoder",
                String.format(
                        Locale.ROOT,
                        "%d layers of %d, %d heads of %d, feed-forward %d",
                        config.layers(),
                        config.hiddenSize(),
                        config.heads(),
                        config.headSize(),
                        config.intermediateSize()));
        line(text, "activation", Words.word(config.activation()));
        line(
                text,
                "longest input",
                "%d tokens: positions trained, of %d"
                        .formatted(trainedPositions, config.maxPositions()));
        line(text, "segments", String.valueOf(config.segmentTypes()));
        line(text, "layer norm", "epsilon " + config.layerNormEpsilon());
    }

    private void sizes(StringBuilder text) {
        line(text, "variables", String.format(Locale.ROOT, "%,d", variables.size()));
        line(
                text,
                "parameters",
                String.format(
                        Locale.ROOT,
                        "%,d (%.0f MiB as float32, %.0f MiB as bfloat16)",
                        parameters(),
                        parameters() * FLOAT_BYTES / MEBIBYTE,
                        parameters() * BFLOAT16_BYTES / MEBIBYTE));
        line(
                text,
                "off heap",
                "taskmanager.memory.task.off-heap.size: %dm as bfloat16, %dm as float32"
                        .formatted(
                                OffHeap.mebibytes(shape, parameters() * BFLOAT16_BYTES, CORES),
                                OffHeap.mebibytes(shape, parameters() * FLOAT_BYTES, CORES)));
    }

    String json(boolean listVariables) throws JsonProcessingException {
        ObjectNode json = JSON.createObjectNode();
        json.put("name", name).put("format", format).put("family", family).put("casing", casing);
        json.put("digest", digest);
        json.set("heads", JSON.valueToTree(heads));
        vectors.ifPresent(own -> own.put(json));
        if (hasAttention()) {
            put(json);
        } else {
            json.put("vocabulary", shape.vocabularySize()).put("dimension", shape.hiddenSize());
        }
        if (listVariables) {
            json.set("shapes", JSON.valueToTree(variables));
        }
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
    }

    private void put(ObjectNode json) {
        json.set("config", JSON.valueToTree(shape));
        json.put("positions", shape.maxPositions());
        json.put("trained_positions", trainedPositions);
        json.put("variables", variables.size());
        json.put("parameters", parameters());
        json.put("bytes_float32", parameters() * FLOAT_BYTES);
        json.put(
                "off_heap_mebibytes",
                OffHeap.mebibytes(shape, parameters() * BFLOAT16_BYTES, CORES));
        json.put(
                "off_heap_mebibytes_float32",
                OffHeap.mebibytes(shape, parameters() * FLOAT_BYTES, CORES));
    }

    private static void line(StringBuilder text, String what, String value) {
        text.append(String.format(Locale.ROOT, "%-14s %s%n", what, value));
    }

    private static long size(long[] shape) {
        return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    }

    /** {@code layer_2} before {@code layer_10}. */
    private static int byNumbers(String one, String other) {
        return padded(one).compareTo(padded(other));
    }

    private static String padded(String name) {
        return Arrays.stream(name.split("(?<=_)(?=\\d)"))
                .map(
                        part ->
                                Character.isDigit(part.charAt(0))
                                        ? String.format(Locale.ROOT, "%06d", leading(part)) + part
                                        : part)
                .collect(Collectors.joining());
    }

    private static int leading(String part) {
        return Integer.parseInt(part.replaceFirst("\\D.*", ""));
    }
}
