package io.github.flinkbert.benchmark.texts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.annotation.Internal;

/**
 * Makes the sets out of the sentences that ship with the benchmark; the same ones every time, and
 * no text twice in a set.
 */
@Internal
public final class TextSets {

    /** Any fixed number: runs can be compared. */
    private static final long SEED = 20260101;

    /**
     * How many texts of the natural mix have so many sentences, from one on: most texts of a stream
     * are short, a few are many times longer.
     */
    private static final int[] MIX = {240, 210, 168, 124, 90, 46, 10};

    /** Utterances among the natural mix. */
    private static final int MIX_UTTERANCES = 116;

    private TextSets() {}

    /** All sets, the most telling one first. */
    public static List<TextSet> all() {
        return List.of(naturalMix(), shortUtterances(), paragraphs());
    }

    /** Messages of one sentence to seven, some 40 to 60 pieces a text. */
    public static TextSet naturalMix() {
        Set<String> texts =
                new LinkedHashSet<>(
                        shuffled(SampleSentences.utterances()).subList(0, MIX_UTTERANCES));
        for (int sentences = 1; sentences <= MIX.length; sentences++) {
            List<String> runs = shuffled(runs(sentences));
            texts.addAll(runs.subList(0, Math.min(runs.size(), MIX[sentences - 1])));
        }
        return new TextSet("mix", shuffled(texts));
    }

    /** One short sentence or question a text. */
    public static TextSet shortUtterances() {
        List<String> texts = new ArrayList<>();
        for (String utterance : SampleSentences.utterances()) {
            texts.add(utterance);
            texts.add("Hi, " + utterance);
            texts.add(utterance + " please");
            texts.add("one question: " + utterance);
        }
        return new TextSet("short", shuffled(texts));
    }

    /** Four or five sentences a text, hardly any longer than 126 pieces. */
    public static TextSet paragraphs() {
        List<String> texts = new ArrayList<>(runs(4));
        texts.addAll(runs(5));
        return new TextSet("paragraph", shuffled(texts));
    }

    /** Korean sentences, for the tokenizer. */
    public static TextSet korean() {
        return new TextSet("Korean", SampleSentences.korean());
    }

    /**
     * A file's lines, each a text; empty lines are left out.
     *
     * @throws IOException if it cannot be read, or has no text
     */
    public static TextSet ofFile(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
            List<String> texts = lines.map(String::strip).filter(line -> !line.isEmpty()).toList();
            if (texts.isEmpty()) {
                throw new IOException("it has no text; expected one a line");
            }
            return new TextSet(file.getFileName().toString(), texts);
        }
    }

    /** Every run of so many sentences that follow each other within a subject. */
    private static List<String> runs(int sentences) {
        List<String> runs = new ArrayList<>();
        for (List<String> subject : SampleSentences.bySubject()) {
            for (int from = 0; from + sentences <= subject.size(); from++) {
                runs.add(String.join(" ", subject.subList(from, from + sentences)));
            }
        }
        return runs;
    }

    private static List<String> shuffled(Iterable<String> texts) {
        List<String> shuffled = new ArrayList<>();
        texts.forEach(shuffled::add);
        Collections.shuffle(shuffled, new Random(SEED));
        return shuffled;
    }
}
