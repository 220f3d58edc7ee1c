package io.github.flinkbert.testbed.scale;

import io.github.flinkbert.cli.option.Folders;
import io.github.flinkbert.cli.option.ModelArguments;
import io.github.flinkbert.cli.terminal.CommandRoot;
import io.github.flinkbert.testbed.cluster.Distribution;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apache.flink.annotation.Internal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** How throughput grows with task managers. */
@Command(
        name = "scale",
        description = {
            "Measure texts a second from Kafka to Kafka with one and with two task managers on",
            "this machine, beside the engine alone on the same texts."
        })
@Internal
public final class ScaleCommand implements Callable<Integer> {

    @ParentCommand private CommandRoot root;
    @Mixin private ModelArguments model;

    @Option(
            names = "--texts",
            paramLabel = "N",
            defaultValue = "3000",
            description = "Texts that are timed (default: ${DEFAULT-VALUE}).")
    private int texts;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            defaultValue = "2000",
            description = "Texts before that (default: ${DEFAULT-VALUE}).")
    private int warm;

    @Override
    public Integer call() throws Exception {
        Path folder = Files.createTempDirectory("flink-bert-scale-");
        Scaling scaling = new Scaling(Distribution.locate(), folder, model.options(), warm, texts);
        try {
            Rate one = show("one task manager", scaling.cluster(1));
            Rate two = show("two task managers", scaling.cluster(2));
            Rate bare = show("the engine alone", scaling.bare());
            root.streams()
                    .text()
                    .printf(
                            "Kafka to Kafka over the engine alone: %.0f %% by the clock, %.0f %% by"
                                    + " processor time%ntwo over one, texts a processor second:"
                                    + " %.2f%n",
                            100 * one.perSecond() / bare.perSecond(),
                            100 * one.perCpuSecond() / bare.perCpuSecond(),
                            two.perCpuSecond() / one.perCpuSecond());
            return 0;
        } finally {
            Folders.delete(folder);
        }
    }

    private Rate show(String what, Rate rate) {
        root.streams()
                .text()
                .printf(
                        "%-20s %7.1f texts/s %7.1f texts a processor second%n",
                        what, rate.perSecond(), rate.perCpuSecond());
        return rate;
    }
}
