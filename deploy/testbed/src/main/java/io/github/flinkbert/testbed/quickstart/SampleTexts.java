package io.github.flinkbert.testbed.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The sentences that ship with the project, English and Korean, as JSON text events. */
final class SampleTexts {

    private static final JsonMapper JSON = new JsonMapper();

    private final List<ObjectNode> sentences;

    private SampleTexts(List<ObjectNode> sentences) {
        this.sentences = List.copyOf(sentences);
    }

    static SampleTexts load() throws IOException {
        try (InputStream in = SampleTexts.class.getResourceAsStream("sentences.jsonl")) {
            List<ObjectNode> sentences = new ArrayList<>();
            try (var lines = JSON.readerFor(ObjectNode.class).<ObjectNode>readValues(in)) {
                lines.forEachRemaining(sentences::add);
            }
            return new SampleTexts(sentences);
        }
    }

    /** Only those in these languages. */
    SampleTexts in(Set<String> languages) {
        return new SampleTexts(
                sentences.stream()
                        .filter(
                                sentence ->
                                        languages.contains(
                                                sentence.path(Quickstart.LANGUAGE).textValue()))
                        .toList());
    }

    int size() {
        return sentences.size();
    }

    /** So many text events with ids of their own, from the beginning again where needed. */
    Stream<Event> take(int count) {
        return IntStream.range(0, count).mapToObj(this::event);
    }

    private Event event(int index) {
        JsonNode sentence = sentences.get(index % sentences.size());
        String id = "%s-%05d".formatted(sentence.path(Quickstart.LANGUAGE).textValue(), index + 1);
        ObjectNode value = JSON.createObjectNode().put("id", id);
        value.setAll((ObjectNode) sentence);
        return new Event(id, value.toString());
    }

    /** A record for the input topic: its key, and its value as JSON. */
    record Event(String id, String value) {}
}
