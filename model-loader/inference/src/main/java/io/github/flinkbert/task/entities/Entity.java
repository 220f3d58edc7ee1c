package io.github.flinkbert.task.entities;

import org.apache.flink.annotation.PublicEvolving;

/**
 * {@code text} is {@code original.substring(start, end)}.
 *
 * @param label the entity's type, as the model names it
 * @param start first UTF-16 code unit in the original text
 * @param end one past the last
 * @param score posterior probability of exactly this entity
 */
@PublicEvolving
public record Entity(String label, String text, int start, int end, float score) {}
