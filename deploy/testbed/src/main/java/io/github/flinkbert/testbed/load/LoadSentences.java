package io.github.flinkbert.testbed.load;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.annotation.Internal;

/** The quickstart's English sentences, again and again. */
@Internal
public final class LoadSentences {

    private static final String FILE = "/io/github/flinkbert/testbed/quickstart/sentences.jsonl";
    private static final JsonMapper JSON = new JsonMapper();

    private final List<String> texts;

    public LoadSentences() {
        try (InputStream in = LoadSentences.class.getResourceAsStream(FILE)) {
            texts =
                    new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> line.contains("\"lang\": \"en\""))
                            .map(LoadSentences::text)
                            .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String text(int n) {
        return texts.get(n % texts.size());
    }

    private static String text(String line) {
        try {
            return JSON.readTree(line).path("text").asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
