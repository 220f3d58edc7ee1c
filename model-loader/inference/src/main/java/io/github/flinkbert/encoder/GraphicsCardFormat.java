package io.github.flinkbert.encoder;

import io.github.flinkbert.encoder.EncoderSettings.NumberFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The number format that NVIDIA's graphics cards are best at, by their compute capability: bfloat16
 * from 8.0 on, half precision from 7.0 on, else float32. A machine's cards decide together, the
 * least of them for all, so that it does not matter on which of them a process runs.
 *
 * <p>Source: CUDA C++ Programming Guide, "Compute Capabilities": tensor cores multiply half
 * precision from 7.0 on, and bfloat16 from 8.0 on.
 */
final class GraphicsCardFormat {

    private static final List<String> COMMAND =
            List.of("nvidia-smi", "--query-gpu=compute_cap", "--format=csv,noheader");

    /** More than a driver takes that has to be loaded first, on a busy machine. */
    private static final int MAX_WAIT_SECONDS = 120;

    private static final double BFLOAT16 = 8.0;
    private static final double FLOAT16 = 7.0;

    private GraphicsCardFormat() {}

    /**
     * One line a card, such as {@code 9.0}; none where {@code nvidia-smi} is not there, or does not
     * know.
     *
     * @throws IllegalStateException if it does not end: what it would have said cannot be guessed
     */
    static List<String> computeCapabilities() {
        Process process;
        try {
            process =
                    new ProcessBuilder(COMMAND)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
        } catch (IOException e) {
            return List.of(); // not installed
        }
        try {
            process.getOutputStream().close();
            if (!process.waitFor(MAX_WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException(
                        "%s has not answered in %d s: it tells which number format the card is best at; say the precision instead"
                                .formatted(COMMAND.get(0), MAX_WAIT_SECONDS));
            }
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return process.exitValue() == 0
                    ? output.lines().map(String::strip).toList()
                    : List.of();
        } catch (IOException e) {
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while nvidia-smi was asked", e);
        } finally {
            process.destroyForcibly();
        }
    }

    /**
     * @param capabilities one a card, as {@code nvidia-smi} says them
     */
    static AutomaticFormat of(List<String> capabilities) {
        List<Double> known = new ArrayList<>();
        for (String capability : capabilities) {
            try {
                known.add(Double.valueOf(capability));
            } catch (NumberFormatException e) {
                known.clear();
                break;
            }
        }
        if (known.isEmpty()) {
            return new AutomaticFormat(
                    NumberFormat.FLOAT32,
                    "nvidia-smi does not say the compute capability of the cards here");
        }
        double least = known.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
        String reason = "the cards here have compute capability %s or more".formatted(least);
        if (least >= BFLOAT16) {
            return new AutomaticFormat(NumberFormat.BFLOAT16, reason);
        }
        return new AutomaticFormat(
                least >= FLOAT16 ? NumberFormat.FLOAT16 : NumberFormat.FLOAT32, reason);
    }
}
