package io.github.flinkbert.flink.task.embedding;

import static io.github.flinkbert.flink.option.Option.optional;
import static io.github.flinkbert.flink.option.Option.withDefault;
import static io.github.flinkbert.flink.option.OptionTypes.choice;

import io.github.flinkbert.flink.binding.TaskRequest;
import io.github.flinkbert.flink.option.Option;
import io.github.flinkbert.flink.option.Option.Typed;
import io.github.flinkbert.flink.option.OptionTypes;
import io.github.flinkbert.flink.option.Settings;
import io.github.flinkbert.task.embedding.VectorFormat;
import io.github.flinkbert.task.embedding.VectorQuantization;
import io.github.flinkbert.task.embedding.VectorRanges;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.flink.core.fs.Path;

/** The options that make vectors smaller. */
final class QuantizationSettings {

    static final Option<VectorFormat> FORMAT =
            withDefault(
                    "vector-format",
                    choice(VectorFormat.class),
                    "float32",
                    "How a vector's numbers are written, as sentence-transformers has them: int8"
                            + " and uint8 take a byte a number and need vector-ranges, ubinary a"
                            + " bit, and binary is ubinary less 128.");

    static final Option<VectorRanges> RANGES =
            optional(
                    "vector-ranges",
                    Typed.text("FILE", QuantizationSettings::read),
                    "The range of each dimension, for int8 and uint8: a file that flink-bert embed"
                            + " --ranges-output writes of a sample of texts.");

    static final List<Option<?>> ALL = List.of(FORMAT, RANGES);

    private QuantizationSettings() {}

    /** The numbers travel with the job: a file that changes later changes nothing in it. */
    private static VectorRanges read(String location) {
        try {
            return VectorRanges.ofJson(content(location.strip()));
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "a file of ranges, which can be read (%s)"
                            .formatted(e.getClass().getSimpleName()),
                    e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "a file of ranges, as flink-bert embed --ranges-output writes it (%s)"
                            .formatted(e.getMessage()),
                    e);
        }
    }

    private static String content(String location) throws IOException {
        java.nio.file.Path here = java.nio.file.Path.of(location);
        if (java.nio.file.Files.exists(here)) {
            return new String(java.nio.file.Files.readAllBytes(here), StandardCharsets.UTF_8);
        }
        Path path = new Path(location);
        try (InputStream in = path.getFileSystem().open(path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static void check(Settings settings) {
        Optional<VectorFormat> format = settings.find(FORMAT);
        if (format.isEmpty()) {
            return;
        }
        String name = OptionTypes.kebab(format.get());
        settings.require(
                settings.isGiven(RANGES) || !format.get().needsRanges(),
                ("vector-format %s needs vector-ranges, the range of each dimension: flink-bert"
                                + " embed --ranges-output FILE finds them on a sample of texts")
                        .formatted(name));
        settings.require(
                settings.find(RANGES).isEmpty() || format.get().needsRanges(),
                "vector-ranges is for vector-format int8 and uint8, found %s".formatted(name));
    }

    /** What the options make of vectors that are asked for. */
    static TaskRequest of(TaskRequest embedding, Settings settings) {
        VectorFormat format = settings.get(FORMAT);
        return format == VectorFormat.FLOAT32
                ? embedding
                : new QuantizedRequest(
                        embedding,
                        VectorQuantization.of(format, settings.find(RANGES).orElse(null)));
    }
}
