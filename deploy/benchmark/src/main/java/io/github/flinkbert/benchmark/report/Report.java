package io.github.flinkbert.benchmark.report;

import io.github.flinkbert.benchmark.measure.IdleLatency;
import io.github.flinkbert.benchmark.measure.TokenizerRace;
import java.util.List;
import java.util.Optional;
import org.apache.flink.annotation.Internal;

/**
 * Everything that a run found out; what was left out of the run is empty.
 *
 * @param machine what it ran on
 * @param notes what a reader of the figures must know
 */
@Internal
public record Report(
        String machine,
        List<String> notes,
        List<SetRow> sets,
        List<ProductRow> products,
        List<SpeedRow> speeds,
        List<QualityRow> quality,
        List<TokenizerRace.Result> tokenizers,
        Optional<IdleLatency.Result> latency,
        List<MemoryRow> memory) {

    /** The set that the targets are about. */
    public static final String TARGET_SET = "mix";

    /** The figures to reach of which something was measured. */
    List<Target> targets() {
        return Targets.of(this);
    }
}
