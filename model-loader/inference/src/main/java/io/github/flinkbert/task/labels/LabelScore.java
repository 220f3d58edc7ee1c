package io.github.flinkbert.task.labels;

import org.apache.flink.annotation.PublicEvolving;

/**
 * A label and how much it is the text's.
 *
 * @param label as the model's files name it, or as it was asked
 * @param score a probability, 0 to 1; of a regression the model's own score, of any size
 */
@PublicEvolving
public record LabelScore(String label, double score) {}
