package io.github.flinkbert.engine;

import org.apache.flink.annotation.PublicEvolving;

/** Where the encoder runs. */
@PublicEvolving
public enum Device {
    /** The best that the process can see. */
    AUTO,
    CPU,
    GPU,
    TPU
}
