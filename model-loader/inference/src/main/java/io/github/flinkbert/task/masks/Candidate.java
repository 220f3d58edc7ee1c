package io.github.flinkbert.task.masks;

/** A word for a mask, with its probability under the masked-word head's softmax. */
public record Candidate(String token, float score) {}
