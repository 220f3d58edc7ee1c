package io.github.flinkbert.testbed.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SampleTextsTest {

    @Test
    void aFewHundredSentencesInBothLanguages() throws Exception {
        SampleTexts texts = SampleTexts.load();
        List<SampleTexts.Event> events = texts.take(texts.size()).toList();

        assertThat(events).hasSizeBetween(250, 500);
        assertThat(events.stream().map(SampleTexts.Event::value).distinct()).hasSize(texts.size());
        assertThat(events.stream().filter(event -> event.id().startsWith("ko-")).count())
                .isGreaterThan(50);
        for (SampleTexts.Event event : events) {
            JsonNode json = new JsonMapper().readTree(event.value());
            assertThat(json.path("id").textValue()).isEqualTo(event.id());
            assertThat(json.path("text").textValue()).isNotBlank();
        }
    }

    @Test
    void beginsAgainWithNewIdentities() throws Exception {
        SampleTexts texts = SampleTexts.load();
        List<SampleTexts.Event> events = texts.take(2 * texts.size() + 3).toList();

        assertThat(events.stream().map(SampleTexts.Event::id).distinct()).hasSize(events.size());
        assertThat(text(events.get(texts.size()))).isEqualTo(text(events.get(0)));
    }

    private static String text(SampleTexts.Event event) throws Exception {
        return new JsonMapper().readTree(event.value()).path("text").textValue();
    }
}
