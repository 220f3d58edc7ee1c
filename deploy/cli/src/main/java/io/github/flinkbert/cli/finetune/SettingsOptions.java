package io.github.flinkbert.cli.finetune;

import io.github.flinkbert.checkpoint.ShippedAdapters;
import io.github.flinkbert.engine.Precision;
import io.github.flinkbert.location.CacheFolder;
import io.github.flinkbert.location.Locator;
import io.github.flinkbert.location.ProgressListener;
import io.github.flinkbert.training.setting.Execution;
import io.github.flinkbert.training.setting.TrainingSettings;
import io.github.flinkbert.training.setting.TuningMethod;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Everything that decides how a training goes, but for model, task and data. */
final class SettingsOptions {

    private static final int GIBI = 30;

    @Mixin private TuningOptions tuning;
    @Mixin private OptimizationOptions optimization;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description =
                    "Of the order of examples, of dropout, of splits: equal seeds, equal numbers.")
    private Optional<Long> seed = Optional.empty();

    @Option(
            names = "--start-from",
            paramLabel = "ADAPTER",
            description =
                    "Begin with the values of an adapter that was trained before: a folder, or the"
                            + " name of one that ships. Checkpoint, tuning method, --lora-…"
                            + " options and labels must be those that it was trained with, but"
                            + " that --lora-layers may be more.")
    private Optional<String> start = Optional.empty();

    @Option(
            names = "--precision",
            paramLabel = "auto|float32|bfloat16",
            defaultValue = "auto",
            description =
                    "Number format of the encoder; what is trained is float32 (default: auto).")
    private Precision precision;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "0",
            description = "CPU threads; 0: as many as there are cores.")
    private int threads;

    @Option(
            names = "--features",
            paramLabel = "GIB",
            description =
                    "Most disk that the frozen layers' results may take, which spare the later"
                            + " epochs their computation; 0 computes them anew (default: 20).")
    private Optional<Integer> features = Optional.empty();

    @Option(
            names = "--features-folder",
            paramLabel = "FOLDER",
            description =
                    "Keep them here, to be shared by trainings on the same checkpoint and layer"
                            + " (default: in the output's folder state).")
    private Optional<Path> featuresFolder = Optional.empty();

    @Option(
            names = "--snapshot-steps",
            paramLabel = "N",
            description = "Steps between two snapshots to resume from (default: 50).")
    private Optional<Integer> snapshotSteps = Optional.empty();

    /**
     * @param layers of the checkpoint's encoder
     */
    public TrainingSettings settings(int layers) {
        TuningMethod chosen = tuning.method(layers);
        Execution usual = Execution.DEFAULT;
        return new TrainingSettings(
                chosen,
                optimization.optimization(chosen),
                new Execution(
                        precision,
                        threads,
                        features.map(gib -> (long) gib << GIBI).orElse(usual.featureBytes()),
                        featuresFolder,
                        snapshotSteps.orElse(usual.snapshotSteps())),
                seed(),
                start.map(SettingsOptions::folder));
    }

    private static Path folder(String adapter) {
        return new Locator(CacheFolder.standard(), ProgressListener.silent())
                .locate(ShippedAdapters.located(adapter))
                .folder();
    }

    /** Whether the user says how many epochs there are. */
    public boolean namesEpochs() {
        return optimization.namesEpochs();
    }

    public long seed() {
        return seed.orElse(TrainingSettings.DEFAULT.seed());
    }

    public Precision precision() {
        return precision;
    }

    public int threads() {
        return threads;
    }
}
