package io.github.flinkbert.cli.quantize;

import io.github.flinkbert.BertOptions;
import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.cli.option.ModelLocationOptions;
import io.github.flinkbert.cli.terminal.CommandRoot;
import io.github.flinkbert.cli.terminal.UserException;
import io.github.flinkbert.quantization.Calibration;
import io.github.flinkbert.quantization.CalibrationTexts;
import io.github.flinkbert.quantization.QuantizedFolderWriter;
import io.github.flinkbert.quantization.QuantizedLayers;
import io.github.flinkbert.text.Casing;
import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.text.Tokenizer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.flink.annotation.Internal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Finds a model's 8-bit weights and ranges once, so that nobody needs to at load. */
@Command(
        name = "quantize",
        description = {
            "Write a folder of 8-bit weights that --model takes: a quarter of the size,"
                    + " nothing to calibrate at load, with a card and a picture of what it costs.",
            "",
            "  flink-bert quantize --model MODEL --output my-int8",
            "  flink-bert embed --model my-int8 --precision int8",
            ""
        })
@Internal
public final class QuantizeCommand implements Callable<Integer> {

    @ParentCommand private CommandRoot root;
    @Mixin private ModelLocationOptions which;

    @Option(
            names = "--texts",
            paramLabel = "FILE",
            description =
                    "Texts on which ranges are found, a line each; every tenth is kept back to"
                            + " measure the outcome, and some of very many are left out, evenly"
                            + " (default: texts that ship).")
    private Optional<Path> texts = Optional.empty();

    @Option(
            names = "--output",
            required = true,
            paramLabel = "FOLDER",
            description = "Where the result goes; a new or empty folder.")
    private Path output;

    @Option(
            names = "--budget",
            paramLabel = "SHARE",
            defaultValue = "" + Calibration.DEFAULT_BUDGET,
            description =
                    "Error of a product, as a share of what it varies, above which it is not"
                            + " computed in 8 bits (default: ${DEFAULT-VALUE}). More is faster,"
                            + " less is nearer to float32.")
    private double budget;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "0",
            description = "CPU threads; 0: as many as there are cores.")
    private int threads;

    @Override
    public Integer call() throws Exception {
        requireOptions();
        ChosenTexts chosen = ChosenTexts.of(texts);
        PrintWriter err = root.streams().err();
        BertOptions model = which.options(Map.of());
        try (Checkpoint checkpoint = which.open()) {
            if (checkpoint.quantized().isPresent()) {
                throw new UserException(
                        "%s is in 8 bits already; expected the release that it was made of"
                                .formatted(checkpoint.name()));
            }
            QuantizedFolderWriter.requireWritable(checkpoint);
            Tokenizer tokenizer = which.tokenizer(checkpoint);
            Casing casing = model.casing().resolve(checkpoint.casing(), checkpoint.name());
            int cores = threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
            List<Sequence> sequences =
                    chosen.calibrating()
                            .sequences(
                                    tokenizer,
                                    checkpoint.longestSequence(),
                                    Calibration.mostTokens(checkpoint.config()));
            long tokens = CalibrationTexts.tokens(sequences);
            err.printf(
                    "Calibrating %s on %d texts, %d tokens%n",
                    checkpoint.name(), sequences.size(), tokens);
            err.flush();
            long begin = System.nanoTime();
            Calibration calibration =
                    new Calibration(
                            checkpoint.config(), checkpoint.weights(), sequences, budget, cores);
            try (QuantizedLayers layers = calibration.trunk()) {
                double seconds = (System.nanoTime() - begin) / 1e9;
                QuantizedFolderWriter.write(
                        output, checkpoint, casing, layers, facts(model, chosen));
                err.println("Measuring it on texts that did not calibrate");
                err.flush();
                Optional<VectorSimilarity> likeness =
                        VectorSimilarity.measure(model, output, chosen.heldOut(), err);
                ErrorPicture.write(output.resolve("error.svg"), checkpoint.name(), layers, budget);
                Files.writeString(
                        output.resolve("README.md"),
                        new QuantizationCard(
                                        output,
                                        model.checkpoint(),
                                        checkpoint,
                                        layers,
                                        chosen,
                                        "%d texts of them, %d tokens"
                                                .formatted(sequences.size(), tokens),
                                        budget,
                                        seconds,
                                        likeness)
                                .text());
                say(err, layers, likeness);
            }
        }
        return 0;
    }

    private void say(PrintWriter err, QuantizedLayers layers, Optional<VectorSimilarity> likeness) {
        err.printf(
                "Wrote %s: %s%s%n",
                output,
                QuantizationCard.counted(layers),
                likeness.map(found -> "; " + found.sentence()).orElse(""));
        err.flush();
    }

    private Map<String, String> facts(BertOptions model, ChosenTexts chosen) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("base", model.checkpoint());
        facts.put("texts_digest", chosen.calibrating().digest());
        facts.put("budget", String.valueOf(budget));
        return facts;
    }

    private void requireOptions() throws IOException {
        if (!(budget > 0)) {
            throw new UserException("--budget must be above 0, found " + budget);
        }
        if (threads < 0) {
            throw new UserException("--threads must not be negative, found " + threads);
        }
        if (Files.exists(output) && !Files.isDirectory(output)) {
            throw new UserException("--output %s is a file, expected a folder".formatted(output));
        }
        if (Files.isDirectory(output)) {
            try (var inside = Files.list(output)) {
                if (inside.findAny().isPresent()) {
                    throw new UserException(
                            "--output %s is not empty; expected a new folder".formatted(output));
                }
            }
        }
    }
}
