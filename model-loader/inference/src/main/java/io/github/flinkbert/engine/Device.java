package io.github.flinkbert.engine;

/** Where the encoder runs. */
public enum Device {
    /** The best that the process can see. */
    AUTO,
    CPU,
    GPU,
    TPU
}
