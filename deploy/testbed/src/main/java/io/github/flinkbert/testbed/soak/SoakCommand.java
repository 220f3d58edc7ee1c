package io.github.flinkbert.testbed.soak;

import io.github.flinkbert.cli.option.Folders;
import io.github.flinkbert.cli.option.ModelArguments;
import io.github.flinkbert.cli.terminal.CommandRoot;
import io.github.flinkbert.cli.terminal.UserException;
import io.github.flinkbert.testbed.cluster.Distribution;
import io.github.flinkbert.testbed.soak.Soak.Sample;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.apache.flink.annotation.Internal;
import org.apache.flink.util.TimeUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Whether many hours under load leave anything behind. */
@Command(
        name = "soak",
        description = {
            "Keep a session cluster on this machine under load, cancel and submit its job again",
            "and again, and watch what the task manager uses: memory, open files, threads."
        })
@Internal
public final class SoakCommand implements Callable<Integer> {

    @ParentCommand private CommandRoot root;
    @Mixin private ModelArguments model;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            defaultValue = "1h",
            description = "How long, a whole last job on top (default: ${DEFAULT-VALUE}).")
    private String duration;

    @Option(
            names = "--restart-every",
            paramLabel = "TIME",
            defaultValue = "1min",
            description =
                    "When the job is cancelled and submitted anew (default: ${DEFAULT-VALUE}).")
    private String restartEvery;

    @Option(
            names = "--settle",
            paramLabel = "TIME",
            defaultValue = "10min",
            description = "What comes before is not compared (default: ${DEFAULT-VALUE}).")
    private String settle;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "10",
            description = "Texts a second.")
    private int rate;

    @Override
    public Integer call() throws Exception {
        Path folder = Files.createTempDirectory("flink-bert-soak-");
        try {
            Soak soak = new Soak(Distribution.locate(), folder, model.options(), rate, this::show);
            List<Sample> samples =
                    soak.run(
                            TimeUtils.parseDuration(duration),
                            TimeUtils.parseDuration(restartEvery));
            compare(samples, TimeUtils.parseDuration(settle));
            return 0;
        } finally {
            Folders.delete(folder);
        }
    }

    /**
     * The quarter after settling, and the last quarter: peaks, each taken at the end of a job and
     * right after a garbage collection.
     */
    private void compare(List<Sample> samples, Duration settled) {
        List<Sample> flat =
                samples.stream()
                        .filter(Sample::collected)
                        .filter(sample -> sample.seconds() >= settled.toSeconds())
                        .toList();
        if (flat.size() < 4) {
            throw new UserException(
                    "expected a soak of four jobs beyond --settle, %s, found %d"
                            .formatted(settled, flat.size()));
        }
        List<Sample> first = flat.subList(0, flat.size() / 4);
        List<Sample> last = flat.subList(flat.size() * 3 / 4, flat.size());
        root.streams()
                .text()
                .printf(
                        "jobs %d; garbage collected, peaks of the first and the last quarter after"
                            + " settling: %.0f and %.0f MiB anonymous, %.0f and %.0f files, %.0f"
                            + " and %.0f threads%n",
                        samples.get(samples.size() - 1).jobs(),
                        peak(first, Sample::anonymousMebibytes),
                        peak(last, Sample::anonymousMebibytes),
                        peak(first, Sample::files),
                        peak(last, Sample::files),
                        peak(first, Sample::threads),
                        peak(last, Sample::threads));
    }

    private static double peak(List<Sample> samples, ToDoubleFunction<Sample> of) {
        return samples.stream().mapToDouble(of).max().orElse(0);
    }

    private void show(Sample sample) {
        root.streams()
                .err()
                .printf(
                        "%6.0f s  job %3d  %6.0f MiB anonymous  %4d files  %3d threads%s%n",
                        sample.seconds(),
                        sample.jobs(),
                        sample.anonymousMebibytes(),
                        sample.files(),
                        sample.threads(),
                        sample.collected() ? "  garbage collected" : "");
    }
}
