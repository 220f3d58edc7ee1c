package io.github.flinkbert.engine;

import java.util.Set;
import org.apache.flink.annotation.Experimental;

/**
 * What one run of the device did.
 *
 * @param sequences sequences in the batch
 * @param tokens their tokens, special tokens included
 * @param paddedTokens tokens computed, padding included
 * @param outputs how many outputs were asked of each sequence
 * @param branches branches of the trunk, the release's own top included, that the outputs stand on
 * @param longestQueueNanos how long the batch's first-submitted sequence waited for the device
 * @param deviceNanos how long the run took
 * @param clients whose sequences they were
 */
@Experimental
public record BatchReport(
        int sequences,
        int tokens,
        int paddedTokens,
        int outputs,
        int branches,
        long longestQueueNanos,
        long deviceNanos,
        Set<EngineClient> clients) {

    public BatchReport {
        clients = Set.copyOf(clients);
    }

    /**
     * How many runs of a sequence through the trunk were saved: a model of its own for each branch
     * would have run every sequence once a branch.
     */
    public int trunkRunsSaved() {
        return sequences * (branches - 1);
    }

    /** Share of what was computed that was not padding. */
    public double fill() {
        return (double) tokens / paddedTokens;
    }
}
