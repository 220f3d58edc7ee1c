package io.github.flinkbert.flink.config;

/** In what numbers count the time since 1970-01-01T00:00:00Z. */
public enum EpochUnit {
    SECONDS(1_000),
    MILLIS(1);

    private final int millis;

    EpochUnit(int millis) {
        this.millis = millis;
    }

    public int millis() {
        return millis;
    }
}
