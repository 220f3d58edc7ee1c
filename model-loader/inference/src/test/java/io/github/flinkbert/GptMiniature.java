package io.github.flinkbert;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.flinkbert.tensor.ArrayWeights;
import io.github.flinkbert.tensor.SafetensorsWriter;
import io.github.flinkbert.tensor.TensorBundleWriter;
import io.github.flinkbert.tensor.Weights;
import io.github.flinkbert.text.BytePairsMiniature;
import io.github.flinkbert.text.WordPairsMiniature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

/**
 * A small GPT of random weights, written as its makers and as Hugging Face write it. Queries and
 * keys are some times greater than a trained model's, so that attention is far from even and a
 * token that sees what it must not see shows.
 *
 * @param pieces the vocabulary, piece to id
 */
record GptMiniature(
        ReferenceGpt.Shape shape,
        ArrayWeights weights,
        Map<String, Integer> pieces,
        List<String[]> merges) {

    private static final List<String> OF_LAYER =
            List.of(
                    "attn/c_attn/w",
                    "attn/c_attn/b",
                    "attn/c_proj/w",
                    "attn/c_proj/b",
                    "ln_1/g",
                    "ln_1/b",
                    "mlp/c_fc/w",
                    "mlp/c_fc/b",
                    "mlp/c_proj/w",
                    "mlp/c_proj/b",
                    "ln_2/g",
                    "ln_2/b");

    /** Of GPT-2's make: byte-level pieces. */
    static GptMiniature second(UnaryOperator<ReferenceGpt.Shape> changed) {
        BytePairsMiniature bytes = BytePairsMiniature.of(200, 3);
        return of(
                changed.apply(
                        new ReferenceGpt.Shape(
                                bytes.pieces().size(),
                                24,
                                2,
                                4,
                                96,
                                48,
                                true,
                                ReferenceGpt.Activation.GELU_TANH,
                                1e-5,
                                true,
                                false,
                                true)),
                bytes.pieces(),
                bytes.merges());
    }

    /** Of GPT-1's make: pieces of lower-cased words, and 12 heads. */
    static GptMiniature first() {
        WordPairsMiniature words = WordPairsMiniature.of(300, 4).latin();
        return of(
                new ReferenceGpt.Shape(
                        words.pieces().size(),
                        24,
                        2,
                        12,
                        96,
                        40,
                        false,
                        ReferenceGpt.Activation.GELU_TANH,
                        1e-5,
                        true,
                        false,
                        true),
                words.pieces(),
                words.merges());
    }

    static GptMiniature of(
            ReferenceGpt.Shape shape, Map<String, Integer> pieces, List<String[]> merges) {
        Random random = new Random(9);
        int width = shape.width();
        Map<String, ArrayWeights.Variable> variables = new TreeMap<>();
        put(variables, random, "model/wte", 0.5f, shape.pieces(), width);
        put(variables, random, "model/wpe", 0.3f, shape.positions(), width);
        for (int layer = 0; layer < shape.layers(); layer++) {
            String at = "model/h" + layer + "/";
            put(variables, random, at + "attn/c_attn/w", 0.4f, width, 3L * width);
            put(variables, random, at + "attn/c_attn/b", 0.1f, 3L * width);
            put(variables, random, at + "attn/c_proj/w", 0.2f, width, width);
            put(variables, random, at + "attn/c_proj/b", 0.1f, width);
            put(variables, random, at + "mlp/c_fc/w", 0.2f, width, shape.wide());
            put(variables, random, at + "mlp/c_fc/b", 0.1f, shape.wide());
            put(variables, random, at + "mlp/c_proj/w", 0.2f, shape.wide(), width);
            put(variables, random, at + "mlp/c_proj/b", 0.1f, width);
            putNorm(variables, random, at + "ln_1/", width);
            putNorm(variables, random, at + "ln_2/", width);
        }
        if (shape.before()) {
            putNorm(variables, random, "model/ln_f/", width);
        }
        if (!shape.tied()) {
            put(variables, random, "model/lm_head/w", 0.5f, shape.pieces(), width);
        }
        return new GptMiniature(shape, new ArrayWeights(variables), pieces, merges);
    }

    private static void put(
            Map<String, ArrayWeights.Variable> variables,
            Random random,
            String name,
            float range,
            long... axes) {
        Shape shape = Shape.of(axes);
        float[] values = new float[(int) shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = range * (float) random.nextGaussian();
        }
        variables.put(name, new ArrayWeights.Variable(shape, values));
    }

    private static void putNorm(
            Map<String, ArrayWeights.Variable> variables, Random random, String at, int width) {
        put(variables, random, at + "g", 0.1f, width);
        put(variables, random, at + "b", 0.1f, width);
        float[] gain = variables.get(at + "g").values();
        for (int i = 0; i < gain.length; i++) {
            gain[i] += 1;
        }
    }

    /** The same with so many pieces, the first ones of its vocabulary and others of no use. */
    GptMiniature withPieces(int count) {
        Map<String, Integer> own = new LinkedHashMap<>();
        pieces.keySet().stream().limit(count).forEach(piece -> own.put(piece, own.size()));
        while (own.size() < count) {
            own.put("<" + own.size() + ">", own.size());
        }
        List<String[]> pairs =
                merges.stream()
                        .filter(
                                pair ->
                                        own.containsKey(pair[0])
                                                && own.containsKey(pair[1])
                                                && own.containsKey(pair[0] + pair[1]))
                        .toList();
        return new GptMiniature(shape, weights, own, pairs);
    }

    /** Numbers that lie in a file, in memory. */
    static ArrayWeights copy(Weights from) {
        Map<String, ArrayWeights.Variable> variables = new TreeMap<>();
        for (String name : from.names()) {
            float[] values = new float[(int) from.shape(name).size()];
            from.read(name, DataBuffers.of(values, false, false));
            variables.put(name, new ArrayWeights.Variable(from.shape(name), values));
        }
        return new ArrayWeights(variables);
    }

    ReferenceGpt reference() {
        return new ReferenceGpt(shape, weights);
    }

    /** {@code config.json} of Hugging Face's, with more fields or others. */
    String config(String more) {
        String all =
                shape.before()
                        ? """
                        {"model_type": "gpt2", "n_embd": %d, "n_layer": %d, "n_head": %d,
                         "n_positions": %d, "vocab_size": %d%s}
                        """
                        : """
                        {"model_type": "openai-gpt", "afn": "gelu", "n_embd": %d, "n_layer": %d,
                         "n_head": %d, "n_positions": %d, "vocab_size": %d%s}
                        """;
        return all.formatted(
                shape.width(),
                shape.layers(),
                shape.heads(),
                shape.positions(),
                shape.pieces(),
                more.isEmpty() ? "" : ", " + more);
    }

    /**
     * Writes a Hugging Face folder with {@code vocab.json} and {@code merges.txt}.
     *
     * @param more fields of {@code config.json}
     * @param prefix before the names of the model's tensors
     */
    Path writeHub(Path folder, String more, String prefix) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("config.json"), config(more));
        writePieces(folder.resolve("vocab.json"), folder.resolve("merges.txt"));
        SafetensorsWriter.write(folder.resolve("model.safetensors"), hub(prefix));
        return folder;
    }

    /** The weights under Hugging Face's names. */
    ArrayWeights hub(String prefix) {
        return weights.renamed(name -> hubName(name, prefix));
    }

    private String hubName(String name, String prefix) {
        String bare = name.substring("model/".length());
        String hub =
                switch (bare) {
                    case "wte" -> shape.before() ? "wte.weight" : "tokens_embed.weight";
                    case "wpe" -> shape.before() ? "wpe.weight" : "positions_embed.weight";
                    case "lm_head/w" -> "lm_head.weight";
                    default ->
                            bare.replaceFirst("^h(\\d+)/", "h.$1.")
                                    .replaceFirst("/[wg]$", ".weight")
                                    .replaceFirst("/b$", ".bias")
                                    .replace('/', '.');
                };
        return hub.startsWith("lm_head") ? hub : prefix + hub;
    }

    void writePieces(Path vocabulary, Path lines) throws IOException {
        new ObjectMapper().writeValue(vocabulary.toFile(), pieces);
        List<String> all = new ArrayList<>(List.of("#version: 0.2"));
        merges.forEach(pair -> all.add(pair[0] + " " + pair[1]));
        Files.write(lines, all);
    }

    /** Writes OpenAI's release of GPT-2. */
    Path writeTensorFlow(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(
                folder.resolve("hparams.json"),
                "{\"n_vocab\": %d, \"n_ctx\": %d, \"n_embd\": %d, \"n_head\": %d, \"n_layer\": %d}"
                        .formatted(
                                shape.pieces(),
                                shape.positions(),
                                shape.width(),
                                shape.heads(),
                                shape.layers()));
        writePieces(folder.resolve("encoder.json"), folder.resolve("vocab.bpe"));
        try (TensorBundleWriter bundle = TensorBundleWriter.create(folder, "model.ckpt")) {
            for (String name : weights.names()) {
                float[] values = values(name);
                bundle.put(name, released(name), DataBuffers.of(values, false, false));
            }
        }
        return folder;
    }

    private float[] values(String name) {
        float[] values = new float[(int) weights.shape(name).size()];
        weights.read(name, DataBuffers.of(values, false, false));
        return values;
    }

    /** Kernels have a leading axis of length 1 there. */
    private Shape released(String name) {
        Shape own = weights.shape(name);
        return name.endsWith("/w") ? Shape.of(1, own.get(0), own.get(1)) : own;
    }

    /** Writes OpenAI's release of GPT-1: all numbers in files that end anywhere. */
    Path writeNumPy(Path folder) throws IOException {
        Files.createDirectories(folder);
        List<String> names = new ArrayList<>(List.of("model/wpe", "model/wte"));
        for (int layer = 0; layer < shape.layers(); layer++) {
            for (String part : OF_LAYER) {
                names.add("model/h" + layer + "/" + part);
            }
        }
        List<long[]> shapes = new ArrayList<>();
        int size = 0;
        for (String name : names) {
            shapes.add(released(name).asArray());
            size += (int) released(name).size();
        }
        new ObjectMapper().writeValue(folder.resolve("params_shapes.json").toFile(), shapes);
        float[] all = new float[size];
        int at = 0;
        for (String name : names) {
            float[] values = values(name);
            System.arraycopy(values, 0, all, at, values.length);
            at += values.length;
        }
        int files = 10;
        for (int i = 0; i < files; i++) {
            writeNpy(
                    folder.resolve("params_%d.npy".formatted(i)),
                    Arrays.copyOfRange(all, size * i / files, size * (i + 1) / files));
        }
        writePieces(folder.resolve("encoder_bpe_40000.json"), folder.resolve("vocab_40000.bpe"));
        return folder;
    }

    static void writeNpy(Path file, float... values) throws IOException {
        String header =
                "{'descr': '<f4', 'fortran_order': False, 'shape': (%d,), }"
                        .formatted(values.length);
        byte[] text =
                (header + " ".repeat(117 - header.length()) + "\n")
                        .getBytes(StandardCharsets.US_ASCII);
        ByteBuffer bytes = ByteBuffer.allocate(10 + text.length + 4 * values.length);
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        bytes.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
        bytes.put((byte) 1).put((byte) 0).putShort((short) text.length).put(text);
        for (float value : values) {
            bytes.putFloat(value);
        }
        Files.write(file, bytes.array());
    }
}
