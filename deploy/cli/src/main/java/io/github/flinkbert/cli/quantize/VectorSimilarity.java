package io.github.flinkbert.cli.quantize;

import io.github.flinkbert.Bert;
import io.github.flinkbert.BertOptions;
import io.github.flinkbert.cli.terminal.Terminal;
import io.github.flinkbert.engine.Device;
import io.github.flinkbert.engine.Precision;
import io.github.flinkbert.task.embedding.Embed;
import io.github.flinkbert.task.embedding.Embedding;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How like float32's the vectors of 8 bits are: cosines of mean-pooled vectors. */
record VectorSimilarity(int texts, double mean, double worst) {

    /**
     * @param folder the 8-bit weights
     * @return empty where this processor or this TensorFlow cannot compute in 8 bits
     */
    static Optional<VectorSimilarity> measure(
            BertOptions model, Path folder, List<String> texts, PrintWriter err) {
        List<Embedding> rounded;
        try {
            rounded =
                    vectors(
                            model.withCheckpoint(folder.toString())
                                    .withPrecision(Precision.INT8)
                                    .withDevice(Device.CPU),
                            texts);
        } catch (IllegalStateException e) { // with a sentence that names what is missing
            err.println(e.getMessage());
            return Optional.empty();
        }
        List<Embedding> whole =
                vectors(model.withPrecision(Precision.FLOAT32).withDevice(Device.CPU), texts);
        double sum = 0;
        double worst = 1;
        for (int i = 0; i < texts.size(); i++) {
            double cosine = cosine(rounded.get(i).vector(), whole.get(i).vector());
            sum += cosine;
            worst = Math.min(worst, cosine);
        }
        return Optional.of(new VectorSimilarity(texts.size(), sum / texts.size(), worst));
    }

    private static List<Embedding> vectors(BertOptions options, List<String> texts) {
        try (Bert bert = Bert.open(options, Terminal.progress())) {
            return bert.ask(texts, Embed.mean());
        }
    }

    private static double cosine(float[] a, float[] b) {
        double product = 0;
        double first = 0;
        double second = 0;
        for (int i = 0; i < a.length; i++) {
            product += (double) a[i] * b[i];
            first += (double) a[i] * a[i];
            second += (double) b[i] * b[i];
        }
        return product / Math.sqrt(first * second);
    }

    String sentence() {
        return String.format(
                Locale.ROOT,
                "cosine to float32 over %d texts that did not calibrate: %.4f on average, %.4f at"
                        + " worst",
                texts,
                mean,
                worst);
    }
}
