package io.github.flinkbert.benchmark.measure;

import io.github.flinkbert.benchmark.peer.NumberFormatName;
import io.github.flinkbert.benchmark.usage.Spent;
import java.util.List;
import java.util.Optional;
import org.apache.flink.annotation.Internal;

/**
 * What one system did with one set of texts.
 *
 * @param system its name
 * @param format of its weights and products
 * @param texts how many a round
 * @param tokens their tokens that the system read, special tokens included, padding not
 * @param rounds what each round took
 * @param likeness to the reference's vectors; empty for the reference itself
 * @param fill of this engine, share of what was computed that was no padding
 * @param deviceShare of this engine, share of the time that a batch was on the device
 */
@Internal
public record Speed(
        String system,
        NumberFormatName format,
        int texts,
        long tokens,
        List<Spent> rounds,
        Optional<Likeness> likeness,
        Optional<Double> fill,
        Optional<Double> deviceShare) {

    /** In the middle round. */
    public double textsPerSecond() {
        return texts / wallSeconds();
    }

    /** In the middle round; tokens that are real. */
    public double tokensPerSecond() {
        return tokens / wallSeconds();
    }

    /** Tokens for each second of processor time, in the middle round. */
    public double tokensPerCpuSecond() {
        return tokens / Numbers.median(rounds.stream().map(Spent::cpuSeconds).toList());
    }

    /** Texts for each second of processor time, in the middle round. */
    public double textsPerCpuSecond() {
        return texts / Numbers.median(rounds.stream().map(Spent::cpuSeconds).toList());
    }

    private double wallSeconds() {
        return Numbers.median(rounds.stream().map(Spent::wallSeconds).toList());
    }
}
