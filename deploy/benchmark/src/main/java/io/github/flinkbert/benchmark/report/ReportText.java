package io.github.flinkbert.benchmark.report;

import io.github.flinkbert.benchmark.texts.TextSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.flink.annotation.Internal;

/** The report as people read it. */
@Internal
public final class ReportText {

    private ReportText() {}

    /** Tables, with a heading each; what was not measured is left out. */
    public static String of(Report report) {
        StringBuilder text = new StringBuilder(report.machine()).append('\n');
        section(text, "Texts", sets(report));
        section(text, "Bare matrix product", products(report));
        section(text, "Speed", speeds(report));
        section(text, "Beside float32", quality(report));
        section(text, "Tokenizer, one thread", tokenizers(report));
        section(text, "One text at idle", latency(report));
        section(text, "Memory, a process each", memory(report));
        section(text, "Figures to reach", targets(report));
        if (!report.notes().isEmpty()) {
            text.append('\n');
            report.notes().forEach(note -> text.append("- ").append(note).append('\n'));
        }
        return text.toString();
    }

    private static void section(StringBuilder text, String heading, Table table) {
        if (!table.isEmpty()) {
            text.append('\n').append(heading).append("\n\n").append(table);
        }
    }

    private static Table sets(Report report) {
        Table table = new Table(1, "set", "texts", "pieces", "shortest", "longest", "batch fill");
        for (SetRow row : report.sets()) {
            TextSet.Lengths lengths = row.lengths();
            table.add(
                    row.set(),
                    number("%,d", lengths.texts()),
                    number("%.1f", lengths.mean()),
                    number("%,d", lengths.shortest()),
                    number("%,d", lengths.longest()),
                    percent(Optional.of(lengths.fill())));
        }
        return table;
    }

    private static Table products(Report report) {
        Table table = new Table(1, "format", "GFLOP/s", "best round", "a CPU second");
        for (ProductRow row : report.products()) {
            table.add(
                    row.format(),
                    number("%.0f", row.gigaflops()),
                    number("%.0f", row.bestGigaflops()),
                    number("%.0f", row.gigaflopsPerCpuSecond()));
        }
        return table;
    }

    private static Table speeds(Report report) {
        Table table =
                new Table(
                        3,
                        "model",
                        "set",
                        "system",
                        "texts",
                        "texts/s",
                        "tokens/s",
                        "texts/CPU s",
                        "share",
                        "by CPU",
                        "cosine",
                        "worst",
                        "ours ÷",
                        "by CPU",
                        "fill",
                        "device");
        for (SpeedRow row : report.speeds()) {
            table.add(
                    row.model(),
                    row.set(),
                    row.system(),
                    number("%,d", row.texts()),
                    number("%.1f", row.textsPerSecond()),
                    number("%,.0f", row.tokensPerSecond()),
                    number("%.1f", row.textsPerCpuSecond()),
                    percent(row.productShare()),
                    percent(row.productShareByCpu()),
                    row.cosine().map(cosine -> number("%.5f", cosine.mean())).orElse(""),
                    row.cosine().map(cosine -> number("%.5f", cosine.worst())).orElse(""),
                    number("%.2f", row.oursOverThis()),
                    number("%.2f", row.oursOverThisCpu()),
                    percent(row.fill()),
                    percent(row.deviceShare()));
        }
        return table;
    }

    private static Table quality(Report report) {
        Table table = new Table(2, "model", "format", "texts", "cosine", "worst");
        for (QualityRow row : report.quality()) {
            table.add(
                    row.model(),
                    row.format(),
                    number("%,d", row.cosine().texts()),
                    number("%.6f", row.cosine().mean()),
                    number("%.6f", row.cosine().worst()));
        }
        return table;
    }

    private static Table tokenizers(Report report) {
        Table table = new Table(1, "texts", "ours MB/s", "Hugging Face MB/s", "ours ÷", "by CPU");
        report.tokenizers()
                .forEach(
                        race ->
                                table.add(
                                        race.texts(),
                                        number("%.1f", race.ours()),
                                        number("%.2f", race.theirs()),
                                        number("%.1f", race.ratio()),
                                        number("%.1f", race.ratioByCpu())));
        return table;
    }

    private static Table latency(Report report) {
        Table table = new Table(1, "", "p50 ms", "p99 ms");
        report.latency()
                .ifPresent(
                        found -> {
                            table.add(
                                    "engine, text to vector",
                                    number("%.2f", found.p50()),
                                    number("%.2f", found.p99()));
                            table.add(
                                    "bare session run, same shape",
                                    number("%.2f", found.bareP50()),
                                    number("%.2f", found.bareP99()));
                        });
        return table;
    }

    private static Table memory(Report report) {
        Table table = new Table(1, "system", "peak MiB", "anonymous MiB");
        for (MemoryRow row : report.memory()) {
            table.add(row.system(), number("%,.0f", row.peak()), number("%,.0f", row.anonymous()));
        }
        return table;
    }

    private static Table targets(Report report) {
        Table table = new Table(2, "this engine", "", "wanted", "reached", "");
        List<Target> targets = report.targets();
        for (Target target : targets) {
            table.add(
                    target.what(),
                    target.direction().toString(),
                    figure(target.wanted()) + target.unit(),
                    figure(target.reached()) + target.unit(),
                    target.isMet() ? "yes" : "no");
        }
        return table;
    }

    /** As many digits as say something: cosines are told apart by the last of six. */
    private static String figure(double value) {
        return number(value < 1 ? "%.6f" : value < 100 ? "%.2f" : "%,.0f", value);
    }

    private static String percent(Optional<Double> share) {
        return share.map(value -> number("%.0f %%", 100 * value)).orElse("");
    }

    private static String number(String format, Object value) {
        return String.format(Locale.ROOT, format, value);
    }
}
