package io.github.flinkbert.benchmark.report;

import io.github.flinkbert.benchmark.texts.TextSet;
import org.apache.flink.annotation.Internal;

/** A set of texts, and how long they are. */
@Internal
public record SetRow(String set, TextSet.Lengths lengths) {}
