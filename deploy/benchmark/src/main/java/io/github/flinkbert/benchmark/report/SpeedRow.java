package io.github.flinkbert.benchmark.report;

import io.github.flinkbert.benchmark.measure.BareProduct;
import io.github.flinkbert.benchmark.measure.Likeness;
import io.github.flinkbert.benchmark.measure.Speed;
import java.util.List;
import java.util.Optional;
import org.apache.flink.annotation.Internal;

/**
 * A line of the table: one system on one set of texts.
 *
 * @param tokensPerSecond real tokens, special tokens included
 * @param productShare of this engine, its encoder's operations on real tokens over those of a bare
 *     matrix product in its number format; likewise of peers, over the float32 product
 * @param productShareByCpu the same for the same processor time
 * @param oursOverThis how many times as many texts this engine does in the same time, at its best
 *     number format; texts are counted by their tokens, for not everyone does the whole set
 * @param oursOverThisCpu the same for the same processor time
 */
@Internal
public record SpeedRow(
        String model,
        String set,
        String system,
        int texts,
        double textsPerSecond,
        double tokensPerSecond,
        double textsPerCpuSecond,
        Optional<Double> productShare,
        Optional<Double> productShareByCpu,
        Optional<Likeness> cosine,
        double oursOverThis,
        double oursOverThisCpu,
        Optional<Double> fill,
        Optional<Double> deviceShare,
        List<Double> roundSeconds) {

    /**
     * @param best this engine at its best, which the others are compared with
     * @param operationsPerToken of the encoder's weights: two a weight
     * @param product the bare product in the system's format; empty where it was not measured
     */
    public static SpeedRow of(
            String model,
            String set,
            Speed speed,
            Speed best,
            double operationsPerToken,
            Optional<BareProduct.Rate> product) {
        return new SpeedRow(
                model,
                set,
                speed.system(),
                speed.texts(),
                speed.textsPerSecond(),
                speed.tokensPerSecond(),
                speed.textsPerCpuSecond(),
                product.map(
                        bare -> operationsPerToken * speed.tokensPerSecond() / bare.perSecond()),
                product.map(
                        bare ->
                                operationsPerToken
                                        * speed.tokensPerCpuSecond()
                                        / bare.perCpuSecond()),
                speed.likeness(),
                best.tokensPerSecond() / speed.tokensPerSecond(),
                best.tokensPerCpuSecond() / speed.tokensPerCpuSecond(),
                speed.fill(),
                speed.deviceShare(),
                speed.rounds().stream().map(spent -> spent.wallSeconds()).toList());
    }
}
