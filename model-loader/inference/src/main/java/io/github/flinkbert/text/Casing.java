package io.github.flinkbert.text;

/** Whether a release was trained on lower-cased, accent-stripped text, or on text as written. */
public enum Casing {
    CASED,
    UNCASED
}
