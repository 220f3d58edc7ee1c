package io.github.flinkbert.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.flinkbert.testing.SharedData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Texts of the project's fixture, and of the shared data where this machine has it: of those every
 * tenth, or all with {@code -Dflinkbert.shared.every=1}.
 */
public final class SharedTexts {

    private static final int EVERY = Integer.getInteger("flinkbert.shared.every", 10);

    private SharedTexts() {}

    /** Contexts and questions of the question-answering sets, utterances, and sentences. */
    public static List<String> english() {
        List<String> texts = new ArrayList<>();
        for (Path file : SharedData.files("qa-en")) {
            collect(json(file), texts);
        }
        for (Path file : SharedData.files("texts-en")) {
            collect(json(file), texts);
        }
        for (Path file : SharedData.files("ner-en")) {
            texts.addAll(sentences(file));
        }
        return some(texts);
    }

    /** Film reviews, sentence pairs and annotated sentences, each line or sentence a text. */
    public static List<String> korean() {
        List<String> texts = new ArrayList<>();
        for (Path file : SharedData.files("texts-ko")) {
            texts.addAll(lines(file));
        }
        for (Path file : SharedData.files("sts-ko")) {
            texts.addAll(lines(file));
        }
        for (Path file : SharedData.files("ner-ko")) {
            texts.addAll(lines(file).stream().filter(l -> l.startsWith("##")).toList());
        }
        return some(texts);
    }

    private static List<String> some(List<String> texts) {
        int every = SharedData.published().isPresent() ? EVERY : 1;
        return IntStream.range(0, texts.size())
                .filter(i -> i % every == 0)
                .mapToObj(texts::get)
                .toList();
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
}
