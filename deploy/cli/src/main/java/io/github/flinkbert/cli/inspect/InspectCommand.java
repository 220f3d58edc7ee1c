package io.github.flinkbert.cli.inspect;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.flinkbert.Bert;
import io.github.flinkbert.BertOptions;
import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.checkpoint.Checkpoints;
import io.github.flinkbert.cli.option.CasingOptions;
import io.github.flinkbert.cli.option.PositionsOption;
import io.github.flinkbert.cli.terminal.CommandRoot;
import io.github.flinkbert.cli.terminal.Terminal;
import io.github.flinkbert.cli.terminal.UserException;
import io.github.flinkbert.console.attention.AttentionPage;
import io.github.flinkbert.console.attention.AttentionView;
import io.github.flinkbert.engine.Precision;
import io.github.flinkbert.task.attention.Attention;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.flink.annotation.Internal;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** What a checkpoint is, without loading it. */
@Command(
        name = "inspect",
        description = "Say what a checkpoint is: format, configuration, variables, size.")
@Internal
public final class InspectCommand implements Callable<Integer> {

    @ParentCommand private CommandRoot root;

    @Parameters(
            paramLabel = "CHECKPOINT",
            description =
                    "A folder, a file, a URI, maven:GROUP:ARTIFACT:VERSION, google:NAME or"
                            + " hf:OWNER/NAME[@REVISION].")
    private String location;

    @Option(names = "--variables", description = "List every variable with its shape.")
    private boolean variables;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Option(
            names = "--attention",
            paramLabel = "TEXT",
            description = {
                "Load it, and print which words of this text each word attends to, per layer and",
                "head: {\"words\":[{\"text\",\"start\",\"end\"}],\"layers\":[[[[…]]]]}, the",
                "weights being layers x heads x words x words."
            })
    private Optional<String> attention = Optional.empty();

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description =
                    "With --attention: write a page to look at it into FILE instead, which needs"
                            + " nothing else; any browser shows it.")
    private Optional<Path> html = Optional.empty();

    @ArgGroup private CasingOptions casing = new CasingOptions();
    @Mixin private PositionsOption positions;

    @Override
    public Integer call() throws Exception {
        if (html.isPresent() && attention.isEmpty()) {
            throw new UserException("--html is the page of --attention TEXT, which is missing");
        }
        if (positions.isGiven() && attention.isEmpty()) {
            throw new UserException(
                    PositionsOption.NAME
                            + " bounds the text of --attention TEXT, which is missing");
        }
        if (attention.isPresent()) {
            return showAttention(attention.get());
        }
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

    private int showAttention(String text) throws IOException {
        BertOptions options =
                BertOptions.of(location)
                        .withCasing(casing.choice())
                        .withPrecision(Precision.FLOAT32)
                        .withMaxPositions(positions.value());
        try (Bert bert = Bert.open(options, Terminal.progress())) {
            Attention found = bert.attention(text);
            if (html.isPresent()) {
                AttentionView view = AttentionView.of(text, found);
                Files.writeString(html.get(), AttentionPage.of(view, bert.model().name()));
                root.streams().err().println("Wrote " + html.get() + "; any browser shows it.");
            } else {
                root.streams().out().write(AttentionJson.of(found).getBytes(UTF_8));
            }
            return 0;
        }
    }
}
