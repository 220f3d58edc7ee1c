package io.github.flinkbert.training.setting;

import org.apache.flink.annotation.Experimental;

/**
 * The learning rate of each step: up in a straight line during the warm-up, then down to 0 in
 * another (Devlin et al. 2019, appendix A.2).
 */
@Experimental
public record Schedule(double peak, int warmUp, int steps) {

    public static Schedule of(Optimization optimization, int steps) {
        return new Schedule(
                optimization.learningRate(),
                (int) Math.round(optimization.warmUpShare() * steps),
                steps);
    }

    /**
     * @param step from 1
     */
    public double rate(int step) {
        return step <= warmUp ? peak * step / warmUp : peak * (steps - step + 1) / (steps - warmUp);
    }
}
