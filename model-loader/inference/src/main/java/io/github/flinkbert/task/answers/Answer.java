package io.github.flinkbert.task.answers;

import org.apache.flink.annotation.PublicEvolving;

/**
 * {@code text} is {@code original.substring(start, end)}.
 *
 * @param start first UTF-16 code unit in the original text
 * @param end one past the last
 * @param score softmax probability among the candidates
 */
@PublicEvolving
public record Answer(String text, int start, int end, float score) {}
