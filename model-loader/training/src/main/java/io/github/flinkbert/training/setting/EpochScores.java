package io.github.flinkbert.training.setting;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.annotation.Experimental;

/**
 * What the development data said after an epoch.
 *
 * @param epoch from 1
 * @param step of the whole training that it was taken after
 * @param scores the metric's own names, in the scorer's order
 * @param best whether this is the best so far, and therefore kept
 */
@Experimental
public record EpochScores(int epoch, int step, Map<String, Double> scores, boolean best) {

    public EpochScores {
        scores = Collections.unmodifiableMap(new LinkedHashMap<>(scores));
    }
}
