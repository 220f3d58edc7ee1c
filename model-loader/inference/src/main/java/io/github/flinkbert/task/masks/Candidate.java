package io.github.flinkbert.task.masks;

import org.apache.flink.annotation.PublicEvolving;

/** A word for a mask, with its probability under the masked-word head's softmax. */
@PublicEvolving
public record Candidate(String token, float score) {}
