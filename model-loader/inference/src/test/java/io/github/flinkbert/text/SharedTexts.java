package io.github.flinkbert.text;

import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Every text of the shared data, read-only files that lie beside the repository on some machines.
 */
final class SharedTexts {

    private SharedTexts() {}

    /** Contexts and questions of the question-answering sets, utterances, and sentences. */
    static List<String> english() {
        Path data = data();
        List<String> texts = new ArrayList<>();
        for (Path file : files(data.resolve("qa-en"))) {
            collect(json(file), texts);
        }
        collect(json(data.resolve("texts-en/clinc-oos.json")), texts);
        for (Path file : files(data.resolve("ner-en"))) {
            texts.addAll(sentences(file));
        }
        return texts;
    }

    /** Film reviews, sentence pairs and annotated sentences, each line or sentence a text. */
    static List<String> korean() {
        Path data = data();
        List<String> texts = new ArrayList<>(lines(data.resolve("texts-ko/nsmc-reviews-50k.tsv")));
        for (Path file : files(data.resolve("sts-ko"))) {
            texts.addAll(lines(file));
        }
        for (Path file : files(data.resolve("ner-ko"))) {
            texts.addAll(lines(file).stream().filter(l -> l.startsWith("##")).toList());
        }
        return texts;
    }

    private static void collect(JsonNode node, List<String> into) {
        if (node.isTextual()) {
            into.add(node.textValue());
        } else {
            node.forEach(child -> collect(child, into));
        }
    }

    private static JsonNode json(Path file) {
        try {
            return new ObjectMapper().readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> sentences(Path conll) {
        List<String> sentences = new ArrayList<>();
        StringBuilder sentence = new StringBuilder();
        for (String line : lines(conll)) {
            if (line.isBlank()) {
                sentences.add(sentence.toString());
                sentence.setLength(0);
            } else {
                sentence.append(line.split("[\t ]", 2)[0]).append(' ');
            }
        }
        return sentences;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path data() {
        String property = System.getProperty("flinkbert.shared.data");
        Path found = property == null ? search() : Path.of(property);
        assumeThat(found)
                .as("the shared data beside the repository (set -Dflinkbert.shared.data): absent")
                .isNotNull();
        return found;
    }

    private static Path search() {
        Path folder = Path.of("").toAbsolutePath();
        for (; folder != null; folder = folder.getParent()) {
            Path candidate = folder.resolve("shared/data");
            if (Files.isDirectory(candidate)) {
                return candidate;
            }
        }
        return null;
    }
}
