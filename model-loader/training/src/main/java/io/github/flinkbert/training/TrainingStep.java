package io.github.flinkbert.training;

import java.util.Map;
import org.apache.flink.annotation.Experimental;

/**
 * One step of the optimizer, done.
 *
 * @param epoch from 1
 * @param epochs as set
 * @param step of the whole training, from 1
 * @param steps of the whole training
 * @param loss mean over what the step was evaluated by
 * @param losses that the loss is the sum of, by name; none where it is one thing
 * @param learningRate that the step was made with
 * @param tokens seen in this run of the program, padding not counted
 * @param tokensPerSecond of the last steps, padding not counted, evaluation left out
 * @param secondsLeft estimated, to the end of the last epoch
 */
@Experimental
public record TrainingStep(
        int epoch,
        int epochs,
        int step,
        int steps,
        double loss,
        Map<String, Double> losses,
        double learningRate,
        long tokens,
        double tokensPerSecond,
        double secondsLeft) {}
