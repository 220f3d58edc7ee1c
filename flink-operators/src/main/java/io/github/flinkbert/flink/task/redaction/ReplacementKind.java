package io.github.flinkbert.flink.task.redaction;

/** What stands in the place of personal data, as options say it. */
enum ReplacementKind {
    MARKER,
    PSEUDONYM,
    CUT
}
