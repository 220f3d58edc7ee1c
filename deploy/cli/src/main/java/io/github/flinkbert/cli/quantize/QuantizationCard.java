package io.github.flinkbert.cli.quantize;

import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.checkpoint.QuantizedFolder;
import io.github.flinkbert.quantization.QuantizedLayer;
import io.github.flinkbert.quantization.QuantizedLayers;
import io.github.flinkbert.quantization.QuantizedProduct;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The {@code README.md} of a folder of 8-bit weights: what it was made of and how, and what it
 * costs.
 *
 * @param base where the release can be had
 * @param used how many of the texts and tokens calibrated
 * @param seconds that calibration took
 */
record QuantizationCard(
        Path folder,
        String base,
        Checkpoint checkpoint,
        QuantizedLayers layers,
        ChosenTexts texts,
        String used,
        double budget,
        double seconds,
        Optional<VectorSimilarity> likeness) {

    String text() throws IOException {
        List<String> parts = new ArrayList<>();
        parts.add("---\nbase_model: \"" + base + "\"\ntags: [bert, flink-bert, int8]\n---");
        parts.add("# " + folder.toAbsolutePath().getFileName());
        parts.add(
                "%s with its dense products in 8 bits, made by flink-bert."
                        .formatted(checkpoint.name()));
        parts.add(
                "```\nflink-bert embed --model %s --precision int8\n```"
                        .formatted(folder.getFileName()));
        parts.add("## What it costs\n\n" + cost());
        parts.add("![Error of each product in 8 bits, by layer](error.svg)");
        parts.add("## Products\n\n" + products());
        parts.add("## How it was made\n\n" + making());
        return String.join("\n\n", parts) + "\n";
    }

    private String cost() throws IOException {
        String measured =
                likeness.map(found -> "- Mean-pooled vectors, " + found.sentence() + ".")
                        .orElse(
                                "- Not measured: the processor that made it does not compute in 8"
                                        + " bits.");
        return "%s%n- %s.%n- %.0f MB, %.0f in float32."
                .formatted(
                        measured,
                        counted(layers),
                        Files.size(folder.resolve(QuantizedFolder.WEIGHTS)) / 1e6,
                        floatBytes() / 1e6);
    }

    private long floatBytes() {
        return checkpoint.weights().names().stream()
                .mapToLong(name -> checkpoint.weights().shape(name).size() * Float.BYTES)
                .sum();
    }

    /** How many products are in 8 bits, and which are not. */
    static String counted(QuantizedLayers layers) {
        List<String> left = new ArrayList<>();
        int all = 0;
        for (int layer = 0; layer < layers.layers().size(); layer++) {
            List<QuantizedProduct> products = layers.layer(layer).products();
            for (int product = 0; product < products.size(); product++) {
                all++;
                if (products.get(product) instanceof QuantizedProduct.Whole) {
                    left.add("layer %d %s".formatted(layer, QuantizedLayer.PRODUCTS.get(product)));
                }
            }
        }
        return left.isEmpty()
                ? "all %d products in 8 bits".formatted(all)
                : "%d of %d products in 8 bits; above the budget, and left as they were: %s"
                        .formatted(all - left.size(), all, String.join(", ", left));
    }

    private String products() {
        List<String> lines = new ArrayList<>();
        lines.add("| layer | " + String.join(" | ", QuantizedLayer.PRODUCTS) + " | apart |");
        lines.add("| ---: |" + " ---: |".repeat(QuantizedLayer.PRODUCTS.size() + 1));
        for (int layer = 0; layer < layers.layers().size(); layer++) {
            QuantizedLayer own = layers.layer(layer);
            StringBuilder line = new StringBuilder("| " + layer + " |");
            for (QuantizedProduct product : own.products()) {
                line.append(
                        String.format(
                                Locale.ROOT,
                                product instanceof QuantizedProduct.Whole
                                        ? " %.4f, left |"
                                        : " %.4f |",
                                product.error()));
            }
            lines.add(line.append(" ").append(own.outliers().count()).append(" |").toString());
        }
        lines.add("");
        lines.add(
                "The error of a product: the root of its mean square error in 8 bits by its"
                    + " standard deviation, over tokens of the calibration texts. Apart: channels"
                    + " of the activation that are computed in float32.");
        return String.join("\n", lines);
    }

    private String making() {
        return """
        - Release: %s, SHA-256 `%s`
        - Layers: SHA-256 `%s`
        - Ranges: %s, SHA-256 `%s`; %s
        - Budget: an error of %s a product
        - Calibration took %.0f s
        - Weights by column, least weighted square error (Nagel et al. 2021); activations
          scaled by channel (SmoothQuant, Xiao et al. 2022) and shifted (Wei et al. 2023);
          the widest channels apart (Dettmers et al. 2022)\
        """
                .formatted(
                        base,
                        checkpoint.digest(),
                        layers.digest(),
                        texts.described(),
                        texts.calibrating().digest(),
                        used,
                        budget,
                        seconds);
    }
}
