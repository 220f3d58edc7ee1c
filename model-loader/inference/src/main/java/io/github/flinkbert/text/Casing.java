package io.github.flinkbert.text;

import org.apache.flink.annotation.PublicEvolving;

/** Whether a release was trained on lower-cased, accent-stripped text, or on text as written. */
@PublicEvolving
public enum Casing {
    CASED,
    UNCASED
}
