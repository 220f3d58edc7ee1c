package io.github.flinkbert.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.checkpoint.Checkpoints;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** What a checkpoint is, without loading it. */
@Command(
        name = "inspect",
        description = "Say what a checkpoint is: format, configuration, variables, size.")
final class InspectCommand implements Callable<Integer> {

    @ParentCommand private FlinkBert root;

    @Parameters(
            paramLabel = "CHECKPOINT",
            description = "A folder, a file, a URI, or maven:GROUP:ARTIFACT:VERSION.")
    private String location;

    @Option(names = "--variables", description = "List every variable with its shape.")
    private boolean variables;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        try (Checkpoint checkpoint = Checkpoints.open(location, Terminal.progress())) {
            Inspection inspection = Inspection.of(checkpoint);
            root.streams()
                    .out()
                    .write(
                            (json ? inspection.json(variables) : inspection.text(variables))
                                    .getBytes(UTF_8));
            return 0;
        }
    }
}
