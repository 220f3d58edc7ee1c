package io.github.flinkbert.benchmark.report;

import io.github.flinkbert.benchmark.texts.TextSet;

/** A set of texts, and how long they are. */
public record SetRow(String set, TextSet.Lengths lengths) {}
