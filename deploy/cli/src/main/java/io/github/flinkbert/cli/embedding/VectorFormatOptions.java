package io.github.flinkbert.cli.embedding;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.flinkbert.cli.lines.LineAsk;
import io.github.flinkbert.cli.option.JobOptionTexts;
import io.github.flinkbert.cli.terminal.UserException;
import io.github.flinkbert.cli.terminal.Words;
import io.github.flinkbert.task.embedding.Embed;
import io.github.flinkbert.task.embedding.EmbedQuantized;
import io.github.flinkbert.task.embedding.QuantizedEmbedding;
import io.github.flinkbert.task.embedding.VectorFormat;
import io.github.flinkbert.task.embedding.VectorQuantization;
import io.github.flinkbert.task.embedding.VectorRanges;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** How the numbers of vectors are written, and the ranges that 8 bits need. */
final class VectorFormatOptions {

    /** Fewer texts give ranges that others leave often. */
    private static final int FEW = 100;

    @Option(
            names = "--vector-format",
            paramLabel = "${bundle:job.vector-format.type}",
            defaultValue = "${bundle:job.vector-format.default}",
            descriptionKey = "job.vector-format")
    private VectorFormat format;

    /** As the job reads it. */
    static final class RangesFile implements ITypeConverter<VectorRanges> {
        @Override
        public VectorRanges convert(String word) {
            return (VectorRanges) JobOptionTexts.parse("vector-ranges", word);
        }
    }

    @Option(
            names = "--vector-ranges",
            paramLabel = "${bundle:job.vector-ranges.type}",
            converter = RangesFile.class,
            descriptionKey = "job.vector-ranges")
    private Optional<VectorRanges> ranges = Optional.empty();

    @Option(
            names = "--ranges-output",
            paramLabel = "FILE",
            description =
                    "Write the range of each dimension over all lines to this file, for"
                            + " --vector-ranges.")
    private Optional<Path> rangesOutput = Optional.empty();

    private final VectorRanges.Sample sample = new VectorRanges.Sample();

    /** Before a model is loaded, which takes long. */
    void requireSound() {
        if (format != VectorFormat.FLOAT32) {
            var unused = quantization();
        } else if (ranges.isPresent()) {
            throw new UserException(
                    "--vector-ranges is for --vector-format int8 and uint8, found float32");
        }
        if (rangesOutput.isPresent()) {
            Path file = rangesOutput.get();
            if (format != VectorFormat.FLOAT32) {
                throw new UserException(
                        "--ranges-output is found on float32 vectors, found --vector-format "
                                + Words.word(format));
            }
            Path folder = file.toAbsolutePath().getParent();
            if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(file)) {
                throw new UserException(
                        "--ranges-output %s: expected a file in a folder that is there"
                                .formatted(file));
            }
        }
    }

    /** An option that only a text's own vector has and that was given. */
    Optional<String> onlyForPooled() {
        return rangesOutput
                .map(given -> "--ranges-output")
                .or(
                        () ->
                                format == VectorFormat.FLOAT32
                                        ? ranges.map(given -> "--vector-ranges")
                                        : Optional.of("--vector-format"));
    }

    private VectorQuantization quantization() {
        if (ranges.isEmpty() && format.needsRanges()) {
            throw new UserException(
                    ("--vector-format %s needs --vector-ranges FILE, the range of each dimension:"
                                    + " embed --ranges-output FILE finds them on a sample of texts")
                            .formatted(Words.word(format)));
        }
        if (ranges.isPresent() && !format.needsRanges()) {
            throw new UserException(
                    "--vector-ranges is for --vector-format int8 and uint8, found "
                            + Words.word(format));
        }
        return VectorQuantization.of(format, ranges.orElse(null));
    }

    /** Asks for a text's vector, and writes it in the format that was asked for. */
    LineAsk of(Embed embed) {
        return format == VectorFormat.FLOAT32
                ? LineAsk.of(
                        embed,
                        vector -> {
                            if (rangesOutput.isPresent()) {
                                sample.add(vector);
                            }
                            return EmbeddingFields.embedding(vector);
                        })
                : LineAsk.of(
                        new EmbedQuantized(embed, quantization()),
                        vector -> json -> write(vector, json));
    }

    private static void write(QuantizedEmbedding vector, JsonGenerator json) throws IOException {
        if (vector.format().isBinary()) {
            json.writeBinaryField("embedding", vector.bytes());
            return;
        }
        json.writeArrayFieldStart("embedding");
        for (int i = 0; i < vector.size(); i++) {
            json.writeNumber(vector.get(i));
        }
        json.writeEndArray();
    }

    /**
     * Writes the ranges, where they are wanted.
     *
     * @param model its name
     */
    void writeRanges(String model, PrintWriter err) throws IOException {
        if (rangesOutput.isEmpty()) {
            return;
        }
        Path file = rangesOutput.get();
        long texts = sample.vectors();
        if (texts == 0) {
            throw new UserException(
                    "--ranges-output %s is not written: no line gave a vector".formatted(file));
        }
        Files.writeString(file, sample.ranges().toJson(model, texts) + "\n");
        err.printf(
                "Wrote %s: the range of each dimension over %d texts%s%n",
                file,
                texts,
                texts < FEW ? ", which is few; some hundred of your own texts are better" : "");
        err.flush();
    }
}
