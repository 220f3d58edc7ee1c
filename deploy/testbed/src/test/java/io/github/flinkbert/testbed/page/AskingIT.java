package io.github.flinkbert.testbed.page;

import static io.github.flinkbert.testbed.page.WatchedJob.ENRICHED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.WaitForSelectorState;
import io.github.flinkbert.BertOptions;
import io.github.flinkbert.checkpoint.CasingChoice;
import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import io.github.flinkbert.checkpoint.TrainedMiniature;
import io.github.flinkbert.console.stream.EngineView;
import io.github.flinkbert.flink.config.OutputOptions.OutputFormat;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What Try it and Attention do while an answer takes its time. */
@Timeout(400)
final class AskingIT {

    @TempDir static Path temporary;

    private static Watching watching;

    private final List<Route> held = new ArrayList<>();

    @BeforeAll
    static void open() throws Exception {
        MiniatureCheckpoint base = MiniatureCheckpoint.of(MiniatureCheckpoint.smallVocabulary(), 3);
        String folder =
                TrainedMiniature.of(base, 4).asGoogle(temporary.resolve("model")).toString();
        watching =
                Watching.start(
                        temporary,
                        BertOptions.of(folder).withCasing(CasingChoice.CASED),
                        EngineView.NONE);
        watching.send(ENRICHED, MadeUp.of("a1", "Bob", "en").as(OutputFormat.JSON, 1, 2));
    }

    @AfterAll
    static void close() throws Exception {
        if (watching != null) {
            watching.close();
        }
    }

    @Test
    void theLastAnswerIsDimmedUntilTheNextIsThereOrIsCancelled() {
        try (Onlooker onlooker = look(true)) {
            Page page = onlooker.page();
            Locator results = page.locator("#try .results");
            ask(page, "Uli in Bonn");
            page.locator("#try .token").first().waitFor();
            hold(page);
            ask(page, "Bob");
            page.locator("#try .results.dimmed").waitFor();
            assertThat(results.evaluate("results => results.inert")).isEqualTo(true);
            assertThat(page.locator("#try progress").isVisible()).isTrue();
            assertThat(page.locator("#try .said").innerText())
                    .contains("3 characters", "below is the last answer");
            ViewsIT.assertNoViolations(page, "asking");

            page.waitForRequest(
                    "**/api/cancel",
                    () -> page.locator("#try").getByText("Cancel", within()).click());
            assertThat(page.locator("#try .said").innerText()).isEqualTo("Cancelled.");
            assertThat(results.getAttribute("class")).doesNotContain("dimmed");
            assertThat(results.innerText()).contains("Bonn");
            assertThat(page.evaluate("document.activeElement.textContent"))
                    .isEqualTo("Ask the model");
        }
    }

    @Test
    void aLateAnswerDoesNotTakeTheNewerOnesPlace() {
        try (Onlooker onlooker = look(false)) {
            Page page = onlooker.page();
            hold(page);
            ask(page, "Uli in Bonn");
            page.waitForCondition(() -> !held.isEmpty());
            page.unroute("**/api/try");
            ask(page, "Bob");
            page.locator("#try .token").first().waitFor();
            held.forEach(AskingIT::answer);
            await().during(Duration.ofMillis(300))
                    .atMost(Duration.ofSeconds(10))
                    .untilAsserted(
                            () -> {
                                assertThat(page.locator("#try .tokens").innerText())
                                        .doesNotContain("U");
                                assertThat(page.locator("#try .waiting").isVisible()).isFalse();
                            });
        }
    }

    @Test
    void attentionIsDimmedLikewise() {
        try (Onlooker onlooker = look(false)) {
            Page page = onlooker.page();
            onlooker.view("Attention");
            page.getByText("Look", exactly()).click();
            page.locator("#attention .word").first().waitFor();
            page.route("**/api/attention", held::add);
            page.getByText("Look", exactly()).click();
            page.locator("#attention .dimmed .word").first().waitFor();
            page.locator("#attention").getByText("Cancel", within()).click();
            page.locator("#attention .dimmed")
                    .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
        }
    }

    @Test
    void aTextThatTheVocabularyDoesNotKnowSaysSo() {
        try (Onlooker onlooker = look(false)) {
            Page page = onlooker.page();
            ask(page, "☃ ☃ [MASK] in");
            page.getByText("67 % of this text is unknown to the model’s vocabulary").waitFor();
            ask(page, "Bob in Bonn");
            page.locator("#try .unknown")
                    .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
        }
    }

    @Test
    void theEmbeddingsNumbersAreADetailAndLabelsAreSpeltOut() {
        try (Onlooker onlooker = look(false)) {
            Page page = onlooker.page();
            ask(page, "Uli in Bonn");
            page.locator("#try .numbers").waitFor();
            assertThat(page.locator("#try .strip").isVisible()).isFalse();
            page.getByText("Embedding, 32 numbers").click();
            assertThat(page.locator("#try .strip").isVisible()).isTrue();
            assertThat(page.locator("#try mark.entity").first().getAttribute("title"))
                    .startsWith("PER, person, ");
            assertThat(page.locator("#try .label-legend").innerText()).contains("PER person");
        }
    }

    /** The job is of another model, whose vectors lie elsewhere. */
    @Test
    void aSearchSaysThatTheStreamsVectorsAreOfAnotherModel() {
        try (Onlooker onlooker = look(true)) {
            Page page = onlooker.page();
            onlooker.view("Search");
            page.getByLabel("What the texts are about").fill("people in Bonn");
            page.locator("#search").getByText("Search", within()).click();
            page.getByText("1 of 1 embeddings are of another model than").waitFor();
            assertThat(page.locator("#search .said").innerText())
                    .contains("No embeddings of this model have come yet");
            ViewsIT.assertNoViolations(page, "search");
        }
    }

    private void hold(Page page) {
        page.route("**/api/try", held::add);
    }

    /** Whom nobody waits for any more cannot be answered: then there is nothing to go wrong. */
    private static void answer(Route route) {
        try {
            route.resume();
        } catch (RuntimeException e) {
            assertThat(e).hasMessageNotContaining("timeout");
        }
    }

    private static void ask(Page page, String text) {
        page.getByLabel("A text; [MASK]").fill(text);
        page.getByText("Ask the model").click();
    }

    private static Page.GetByTextOptions exactly() {
        return new Page.GetByTextOptions().setExact(true);
    }

    private static Locator.GetByTextOptions within() {
        return new Locator.GetByTextOptions().setExact(true);
    }

    private static Onlooker look(boolean forTheChecker) {
        Onlooker onlooker =
                watching.look(
                        new Browser.NewContextOptions()
                                .setViewportSize(1200, 800)
                                .setBypassCSP(forTheChecker));
        onlooker.view("Try it");
        return onlooker;
    }
}
