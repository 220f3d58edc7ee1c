package io.github.flinkbert.cli;

import io.github.flinkbert.checkpoint.AggregationStrategy;
import io.github.flinkbert.checkpoint.CasingChoice;
import io.github.flinkbert.checkpoint.Pooling;
import io.github.flinkbert.cli.answers.AnswerCommand;
import io.github.flinkbert.cli.benchmark.BenchmarkCommand;
import io.github.flinkbert.cli.chunks.ChunkCommand;
import io.github.flinkbert.cli.compare.CompareCommand;
import io.github.flinkbert.cli.embedding.EmbedCommand;
import io.github.flinkbert.cli.entities.EntitiesCommand;
import io.github.flinkbert.cli.evaluate.EvaluateCommand;
import io.github.flinkbert.cli.finetune.FinetuneCommand;
import io.github.flinkbert.cli.finetune.TuningOptions;
import io.github.flinkbert.cli.inspect.InspectCommand;
import io.github.flinkbert.cli.labels.LabelCommand;
import io.github.flinkbert.cli.language.LanguageCommand;
import io.github.flinkbert.cli.lines.LineFormat;
import io.github.flinkbert.cli.masks.MaskCommand;
import io.github.flinkbert.cli.nextwords.NextCommand;
import io.github.flinkbert.cli.option.JobOptionTexts;
import io.github.flinkbert.cli.pairs.PairCommand;
import io.github.flinkbert.cli.perplexity.PerplexityCommand;
import io.github.flinkbert.cli.quantize.QuantizeCommand;
import io.github.flinkbert.cli.redaction.RedactCommand;
import io.github.flinkbert.cli.resend.ResendCommand;
import io.github.flinkbert.cli.run.RunCommand;
import io.github.flinkbert.cli.terminal.CommandRoot;
import io.github.flinkbert.cli.terminal.FailureSentence;
import io.github.flinkbert.cli.terminal.Streams;
import io.github.flinkbert.cli.terminal.UsageSentence;
import io.github.flinkbert.cli.terminal.Words;
import io.github.flinkbert.cli.tokenize.TokenizeCommand;
import io.github.flinkbert.cli.update.UpdateCommand;
import io.github.flinkbert.cli.watch.WatchCommand;
import io.github.flinkbert.engine.Device;
import io.github.flinkbert.engine.Precision;
import io.github.flinkbert.flink.config.OutputOptions.OutputFormat;
import io.github.flinkbert.schemas.Stage;
import io.github.flinkbert.task.embedding.VectorFormat;
import io.github.flinkbert.training.setting.TuningMethod;
import java.util.List;
import java.util.ServiceLoader;
import org.apache.flink.annotation.Internal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command {@code flink-bert}: only a list of what it can do. */
@Command(
        name = "flink-bert",
        description = "Google's BERT checkpoints on text and on Kafka streams, inside the JVM.",
        version = "flink-bert 0.2.0",
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        subcommands = {
            EmbedCommand.class,
            ChunkCommand.class,
            EntitiesCommand.class,
            AnswerCommand.class,
            LabelCommand.class,
            PairCommand.class,
            MaskCommand.class,
            RedactCommand.class,
            CompareCommand.class,
            NextCommand.class,
            PerplexityCommand.class,
            LanguageCommand.class,
            TokenizeCommand.class,
            InspectCommand.class,
            EvaluateCommand.class,
            FinetuneCommand.class,
            QuantizeCommand.class,
            RunCommand.class,
            WatchCommand.class,
            ResendCommand.class,
            UpdateCommand.class,
            BenchmarkCommand.class,
        },
        footerHeading = "%nExit status:%n",
        footer = {
            "  0  every line, or every record, was answered",
            "  1  some were not; each has a line with its error",
            "  2  the command was not understood, or something that it names cannot be used"
        })
@Internal
public final class FlinkBert implements Runnable, CommandRoot {

    /** Where nobody knows how wide the terminal is. */
    private static final int HELP_COLUMNS = 100;

    @Option(
            names = "--stacktrace",
            scope = ScopeType.INHERIT,
            description = "With an error, say where in the program it came from.")
    private boolean stacktrace;

    @Spec private CommandSpec spec;

    private final Streams streams;

    private FlinkBert(Streams streams) {
        this.streams = streams;
    }

    /** The whole command line over the given streams. */
    public static CommandLine commandLine(Streams streams) {
        FlinkBert root = new FlinkBert(streams);
        CommandLine line = new CommandLine(root);

        List<CommandProvider> providers =
                ServiceLoader.load(CommandProvider.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .toList();
        // First, for what is set below is set for the commands that are there by then.
        providers.forEach(provider -> provider.commands().forEach(line::addSubcommand));
        JobOptionTexts.giveTo(line);
        line.setOut(streams.text());
        line.setErr(streams.err());
        line.setExecutionExceptionHandler(new FailureSentence());
        line.setParameterExceptionHandler(new UsageSentence(AbsentCommands::sentence));
        line.setUsageHelpWidth(HELP_COLUMNS);
        line.setUsageHelpAutoWidth(true);
        line.setAbbreviatedOptionsAllowed(false);
        line.registerConverter(CasingChoice.class, Words.of(CasingChoice.class));
        line.registerConverter(Device.class, Words.of(Device.class));
        line.registerConverter(LineFormat.class, Words.of(LineFormat.class));
        line.registerConverter(OutputFormat.class, Words.of(OutputFormat.class));
        line.registerConverter(Pooling.class, Words.of(Pooling.class));
        line.registerConverter(Precision.class, Words.of(Precision.class));
        line.registerConverter(Stage.class, Words.of(Stage.class));
        line.registerConverter(VectorFormat.class, Words.of(VectorFormat.class));
        line.registerConverter(AggregationStrategy.class, Words.of(AggregationStrategy.class));
        line.registerConverter(TuningOptions.Kind.class, Words.of(TuningOptions.Kind.class));
        line.registerConverter(TuningMethod.Target.class, Words.of(TuningMethod.Target.class));
        new CommandTasks().addTo(line);
        providers.forEach(provider -> provider.words().forEach(words -> register(line, words)));
        return line;
    }

    private static <E extends Enum<E>> void register(CommandLine line, Class<?> words) {
        @SuppressWarnings("unchecked") // an enumeration is an enumeration of itself
        Class<E> type = (Class<E>) words;
        line.registerConverter(type, Words.of(type));
    }

    @Override
    public Streams streams() {
        return streams;
    }

    @Override
    public boolean stacktrace() {
        return stacktrace;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "a command is missing, expected one of "
                        + String.join(", ", spec.subcommands().keySet()));
    }
}
