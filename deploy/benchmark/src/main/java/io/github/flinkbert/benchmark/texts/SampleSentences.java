package io.github.flinkbert.benchmark.texts;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** The sentences that ship with the benchmark. */
final class SampleSentences {

    private SampleSentences() {}

    /** Running text by subject, eight sentences each. */
    static List<List<String>> bySubject() {
        return Arrays.stream(resource("sentences.txt").split("\n\n"))
                .map(subject -> subject.lines().toList())
                .toList();
    }

    /** What people say to assistants, shops and banks. */
    static List<String> utterances() {
        return resource("utterances.txt").lines().toList();
    }

    static List<String> korean() {
        return resource("korean.txt").lines().toList();
    }

    private static String resource(String name) {
        try (InputStream in =
                SampleSentences.class.getResourceAsStream(
                        "/io/github/flinkbert/benchmark/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
