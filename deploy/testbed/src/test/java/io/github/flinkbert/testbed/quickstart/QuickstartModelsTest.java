package io.github.flinkbert.testbed.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.cli.terminal.UserException;
import io.github.flinkbert.flink.config.KafkaJobConfig;
import io.github.flinkbert.flink.route.Route;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class QuickstartModelsTest {

    private static final Map<String, String> ENGLISH =
            Map.of(
                    "model", "/models/cased",
                    "adapters", "answers-en=/adapters/a,entities-en=/adapters/e",
                    "precision", "float32",
                    "tasks", "embedding,entities,answers",
                    "entities-model", "none",
                    "entities-model-attribute", "lang",
                    "entities-model-by", "en=entities-en");

    private static final Map<String, String> KOREAN =
            Map.of(
                    "model", "/models/multi",
                    "adapters", "entities-ko=/adapters/k",
                    "precision", "float32",
                    "tasks", "embedding,entities",
                    "entities-model", "none");

    @Test
    void englishIsSentUnlessOtherLanguagesAreNamed() {
        assertThat(QuickstartModels.languages(List.of(), false)).containsExactly("en");
        assertThat(QuickstartModels.languages(List.of("ko", "en"), false))
                .containsExactlyInAnyOrder("en", "ko");
        assertThat(QuickstartModels.languages(List.of(), true)).containsExactly("ko");
    }

    @Test
    void aLanguageWithoutSentencesIsRefused() {
        assertThatThrownBy(() -> QuickstartModels.languages(List.of("en", "de"), false))
                .isInstanceOf(UserException.class)
                .hasMessage("--languages must be en, ko or both, found en,de");
        assertThatThrownBy(() -> QuickstartModels.languages(List.of("en"), true))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("--korean is --languages ko");
    }

    @Test
    void textsOfOneLanguageAreThoseAlone() throws Exception {
        SampleTexts all = SampleTexts.load();

        assertThat(all.in(Set.of("en")).size() + all.in(Set.of("ko")).size()).isEqualTo(all.size());
        assertThat(all.in(Set.of("ko")).take(5)).allMatch(event -> event.id().startsWith("ko-"));
    }

    @Test
    void koreanTextsAreAskedOfTheirModelWhatThatWasTrainedFor() {
        Map<String, String> settings = new TreeMap<>(QuickstartModels.routed(ENGLISH, KOREAN));

        assertThat(settings)
                .containsOnly(
                        Map.entry("precision", "float32"),
                        Map.entry("tasks", "embedding,entities,answers,language"),
                        Map.entry(
                                "route",
                                "ko=/models/multi+entities-ko=/adapters/k,other=/models/cased"
                                        + "+answers-en=/adapters/a+entities-en=/adapters/e"),
                        Map.entry(
                                "route-tasks",
                                "ko=embedding+entities+language,"
                                        + "other=embedding+entities+answers+language"));

        settings.putAll(
                Map.of("bootstrap-servers", "k:9092", "input-topics", "t", "output-topic", "o"));
        KafkaJobConfig config = KafkaJobConfig.from(settings);
        assertThat(config.routes().orElseThrow().all())
                .extracting(Route::key)
                .containsExactly("ko", "other");
        assertThat(config.model().checkpoint()).isEqualTo("/models/cased");
    }
}
