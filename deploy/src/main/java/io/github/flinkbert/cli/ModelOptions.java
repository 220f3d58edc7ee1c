package io.github.flinkbert.cli;

import io.github.flinkbert.Bert;
import io.github.flinkbert.BertOptions;
import io.github.flinkbert.engine.Device;
import io.github.flinkbert.engine.Precision;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which model, and how it runs: the same options for every command that needs one. */
final class ModelOptions {

    @Mixin private CheckpointOptions checkpoint;

    @Option(
            names = "--adapter",
            paramLabel = "FOLDER",
            description = "A trained adapter, by the name of its folder or as NAME=FOLDER.")
    private List<String> adapters = List.of();

    @Option(
            names = "--precision",
            paramLabel = "auto|float32|bfloat16",
            defaultValue = "auto",
            description =
                    "Number format of weights and products; auto: what the device is best at.")
    private Precision precision;

    @Option(
            names = "--device",
            paramLabel = "auto|cpu|gpu|tpu",
            defaultValue = "auto",
            description = "Where to run; auto: the best that there is.")
    private Device device;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "0",
            description = "CPU threads of the encoder; 0: as many as there are cores.")
    private int threads;

    BertOptions options() {
        Map<String, String> folders =
                adapters.stream()
                        .collect(Collectors.toMap(ModelOptions::name, ModelOptions::folder));
        return checkpoint
                .options()
                .withAdapters(folders)
                .withPrecision(precision)
                .withDevice(device)
                .withThreads(threads);
    }

    Bert open() {
        return Bert.open(options(), Terminal.progress());
    }

    private static String name(String adapter) {
        int equals = adapter.indexOf('=');
        return equals < 0
                ? Path.of(adapter).toAbsolutePath().normalize().getFileName().toString()
                : adapter.substring(0, equals);
    }

    private static String folder(String adapter) {
        return adapter.substring(adapter.indexOf('=') + 1);
    }
}
