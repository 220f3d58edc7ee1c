package io.github.flinkbert.engine;

/**
 * How an engine batches.
 *
 * @param tokenBudget tokens a run at most, padding included; a single longer sequence still goes
 * @param ladder row lengths
 * @param runs how many runs the device works on at the same time
 */
public record EngineSettings(int tokenBudget, RowLadder ladder, int runs) {

    /** Measured best on CPUs: from 1,024 tokens a run on, speed grows no more, and waiting does. */
    public static final int DEFAULT_TOKEN_BUDGET = 1024;

    public EngineSettings {
        if (tokenBudget < 1) {
            throw new IllegalArgumentException(
                    "tokenBudget must be positive, found " + tokenBudget);
        }
        if (runs < 1) {
            throw new IllegalArgumentException("runs must be positive, found " + runs);
        }
    }
}
