package io.github.flinkbert.benchmark;

import io.github.flinkbert.benchmark.measure.IdleLatency;
import io.github.flinkbert.benchmark.measure.TokenizerRace;
import io.github.flinkbert.benchmark.report.MemoryRow;
import io.github.flinkbert.benchmark.report.ProductRow;
import io.github.flinkbert.benchmark.report.QualityRow;
import io.github.flinkbert.benchmark.report.Report;
import io.github.flinkbert.benchmark.report.SetRow;
import io.github.flinkbert.benchmark.report.SpeedRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What has been found out so far. Used by one thread. */
final class Measurements {

    final List<String> notes = new ArrayList<>();
    final List<SetRow> sets = new ArrayList<>();
    final List<ProductRow> products = new ArrayList<>();
    final List<SpeedRow> speeds = new ArrayList<>();
    final List<QualityRow> quality = new ArrayList<>();
    final List<TokenizerRace.Result> tokenizers = new ArrayList<>();
    final List<MemoryRow> memory = new ArrayList<>();
    Optional<IdleLatency.Result> latency = Optional.empty();

    Report report(String machine) {
        return new Report(
                machine, notes, sets, products, speeds, quality, tokenizers, latency, memory);
    }
}
