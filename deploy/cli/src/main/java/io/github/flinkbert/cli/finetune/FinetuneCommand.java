package io.github.flinkbert.cli.finetune;

import io.github.flinkbert.BertOptions;
import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.cli.option.ModelLocationOptions;
import io.github.flinkbert.cli.option.PositionsOption;
import io.github.flinkbert.cli.option.TaskMixins;
import io.github.flinkbert.cli.terminal.CommandRoot;
import io.github.flinkbert.cli.terminal.Terminal;
import io.github.flinkbert.cli.terminal.UserException;
import io.github.flinkbert.training.setting.TrainingSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.flink.annotation.Internal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** Labelled data in, an adapter or a checkpoint out. */
@Command(
        name = "finetune",
        description = {
            "Teach a checkpoint a task by data of your own. Writes a folder that --adapter takes"
                    + " (with --tuning-method full: that --model takes), with a model card, a log"
                    + " and the curves. Killed at any moment it goes on with --resume.",
            "",
            "  flink-bert finetune --task entities --data train.conll --output my-ner",
            ""
        })
@Internal
public final class FinetuneCommand implements Callable<Integer> {

    @ParentCommand private CommandRoot root;
    @Spec private CommandSpec spec;

    @Option(
            names = "--task",
            required = true,
            paramLabel = "${bundle:tasks}",
            description = "What is learnt.")
    private FinetuneTask task;

    @Option(
            names = "--output",
            required = true,
            paramLabel = "FOLDER",
            description = "Where the result goes; a new or empty folder, unless with --resume.")
    private Path output;

    @Option(
            names = "--resume",
            description =
                    "Go on where an earlier run into this folder was ended; the numbers come out as"
                            + " if it had not been.")
    private boolean resume;

    @Mixin private ModelLocationOptions checkpoint;
    @Mixin private DataOptions data;
    @Mixin private SettingsOptions settings;
    @Mixin private PositionsOption positions;

    @Option(
            names = "--note",
            paramLabel = "SENTENCE",
            description = "For the model card, among its limits; may be repeated.")
    private List<String> notes = List.of();

    @Override
    public Integer call() throws Exception {
        if (!data.misspelt().isEmpty()) {
            throw new UnmatchedArgumentException(spec.commandLine(), data.misspelt());
        }
        TaskMixins.requireOf(spec, task.name());
        data.require(task.heldOutBy());
        requireOutput();
        TrainingData read = task.read(data, settings.seed());
        BertOptions use =
                checkpoint
                        .options(Map.of())
                        .withPrecision(settings.precision())
                        .withThreads(settings.threads())
                        .withMaxPositions(positions.value());
        try (Checkpoint opened = checkpoint.open()) {
            TrainingSettings chosen = settings.settings(opened.config().layers());
            new Finetuning(
                            lasting(use.checkpoint()),
                            output,
                            resume,
                            spec.root().commandLine().getParseResult().originalArgs(),
                            notes,
                            !data.noExamples(),
                            Terminal.err(),
                            root.streams())
                    .run(
                            opened,
                            checkpoint.tokenizer(opened),
                            read,
                            chosen,
                            settings.namesEpochs(),
                            use);
        }
        return 0;
    }

    /** What finds the checkpoint again from wherever the result is used. */
    private static String lasting(String location) {
        return Files.exists(Path.of(location))
                ? Path.of(location).toAbsolutePath().normalize().toString()
                : location;
    }

    private void requireOutput() throws Exception {
        if (Files.exists(output) && !Files.isDirectory(output)) {
            throw new UserException("--output %s is a file, expected a folder".formatted(output));
        }
        if (resume && Files.exists(output.resolve("README.md"))) {
            throw new UserException(
                    "the training in %s is finished; its README.md says how it went"
                            .formatted(output));
        }
        if (!resume && Files.isDirectory(output)) {
            try (var inside = Files.list(output)) {
                if (inside.findAny().isPresent()) {
                    throw new UserException(
                            ("--output %s is not empty; expected a new folder, or --resume to go"
                                            + " on with the training in it")
                                    .formatted(output));
                }
            }
        }
    }
}
