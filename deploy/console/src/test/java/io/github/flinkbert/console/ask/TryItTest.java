package io.github.flinkbert.console.ask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.flinkbert.Bert;
import io.github.flinkbert.BertOptions;
import io.github.flinkbert.checkpoint.CasingChoice;
import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import io.github.flinkbert.console.task.Found;
import io.github.flinkbert.console.task.PageTask;
import io.github.flinkbert.console.task.SeenText;
import io.github.flinkbert.console.task.Trial;
import io.github.flinkbert.console.task.Typed;
import io.github.flinkbert.console.task.embedding.EmbeddingField;
import io.github.flinkbert.console.task.embedding.EmbeddingPageTask;
import io.github.flinkbert.console.tasks.PageTasks;
import io.github.flinkbert.flink.route.RouteBy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class TryItTest {

    @TempDir Path folder;

    private final CountDownLatch loading = new CountDownLatch(1);
    private final Questions questions = new Questions();
    private AskedModel model;
    private List<PageTask> tasks;
    private TryIt tryIt;

    @BeforeEach
    void open() throws Exception {
        MiniatureCheckpoint.of(MiniatureCheckpoint.smallVocabulary(), 3).writeTo(folder);
        model = new AskedModel("a miniature", this::load);
        tasks = PageTasks.create();
        List<Consumer<Trial>> asked = new ArrayList<>();
        tasks.forEach(task -> asked.add(task::ask));
        tryIt = new TryIt(AskedModels.of(model), asked, questions);
    }

    private Bert load() {
        try {
            loading.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return Bert.open(BertOptions.of(folder.toString()).withCasing(CasingChoice.CASED));
    }

    @AfterEach
    void close() {
        loading.countDown();
        model.close();
    }

    @Test
    void aQuestionIsCancelledWhileTheModelLoadsAndTheNextIsAnswered() throws Exception {
        CompletableFuture<Tried> asked =
                CompletableFuture.supplyAsync(() -> tryIt.ask(typed("Uli", "first")));
        questions.cancel("first");
        assertThatThrownBy(() -> asked.get(20, TimeUnit.SECONDS))
                .hasCauseInstanceOf(CancellationException.class);

        loading.countDown();
        assertThat(tryIt.ask(typed("Uli", "second")).tokens()).isNotEmpty();
    }

    @Test
    void aCancellationMayComeBeforeItsQuestion() {
        loading.countDown();
        questions.cancel("early");
        assertThatThrownBy(() -> tryIt.ask(typed("Uli", "early")))
                .isInstanceOf(CancellationException.class);
        assertThat(tryIt.ask(typed("Uli", "early")).tokens()).isNotEmpty();
    }

    @Test
    void theShareOfUnknownPiecesIsThatOfTheWords() {
        loading.countDown();
        assertThat(tryIt.ask(typed("Uli", "")).unknownPieces()).isZero();
        assertThat(tryIt.ask(typed("☃ ☃ [MASK] in", "")).unknownPieces())
                .isCloseTo(2 / 3.0, within(1e-9));
        assertThat(tryIt.ask(typed("[MASK]", "")).unknownPieces()).isZero();
    }

    /** The JSON that the page's JavaScript reads. */
    @Test
    void whatTheTasksShowStandsBesideTheRest() {
        loading.countDown();
        JsonNode tried = new JsonMapper().valueToTree(tryIt.ask(typed("Uli in [MASK]", "")));

        assertThat(tried.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "text",
                        "tokens",
                        "unknownPieces",
                        "masks",
                        "entities",
                        "answers",
                        "labels",
                        "likeliestLabels",
                        "labelModels",
                        "pairs",
                        "likeliestPairs",
                        "pairModels",
                        "chunks",
                        "language",
                        "embedding",
                        "nearest",
                        "notes",
                        "model",
                        "entityModels",
                        "answerModels",
                        "millis");
        assertThat(tried.get("embedding")).isNotEmpty();
        assertThat(tried.get("masks")).hasSize(1);
        assertThat(tried.get("masks").get(0)).hasSize(5);
        assertThat(tried.get("tokens").get(0).fieldNames())
                .toIterable()
                .containsExactly("token", "id", "start", "end");
        assertThat(tried.get("notes").toString()).contains("This model has no head for entities");
    }

    @Test
    void aSearchFindsTheNearestOfTheStreamAmongVectorsOfTheSameModel() {
        loading.countDown();
        Tried uli = tryIt.ask(typed("Uli", ""));
        float[] near = (float[]) uli.shown().get("embedding");
        float[] far = new float[near.length];
        for (int i = 0; i < far.length; i++) {
            far[i] = -near[i];
        }
        seen("far", far, uli.model().digest());
        seen("near", near, uli.model().digest());
        seen("of nobody knows whom", near, "");
        seen("of another model", near, "0123456789abcdef");
        seen("of another width", new float[] {1, 2}, uli.model().digest());

        Tried found = search().ask(typed("Uli", ""));

        assertThat(found.shown().get("searched")).isEqualTo(3);
        assertThat(found.shown().get("found"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .extracting("text")
                .containsExactly("near", "of nobody knows whom", "far");
        assertThat(found.notes())
                .singleElement()
                .asString()
                .startsWith("2 of 5 embeddings are of another model than ");
    }

    private TryIt search() {
        return new TryIt(
                AskedModels.of(model),
                tasks.stream()
                        .flatMap(task -> Stream.ofNullable(task.questions().get("search")))
                        .toList(),
                questions);
    }

    private void seen(String text, float[] vector, String digest) {
        SeenText seen =
                new SeenText(
                        text,
                        text,
                        "",
                        Map.of(),
                        List.of(new Found<>(new EmbeddingField(), vector)),
                        0,
                        new SeenText.Model("model", digest, "float32", Map.of()));
        tasks.stream().filter(EmbeddingPageTask.class::isInstance).forEach(task -> task.saw(seen));
    }

    @Test
    void whatIsTypedIsReadFromTheJsonOfThePage() throws Exception {
        Typed typed =
                new JsonMapper()
                        .readValue(
                                "{\"text\":\"t\",\"question\":\" who?"
                                        + " \",\"entityModel\":null,\"ticket\":\"7\"}",
                                Typed.class);

        assertThat(typed.ticket()).isEqualTo("7");
        assertThat(typed.field("question")).isEqualTo("who?");
        assertThat(typed.field("entityModel")).isEmpty();
        assertThatThrownBy(() -> new JsonMapper().readValue("{\"question\":\"q\"}", Typed.class))
                .hasRootCauseMessage("There is no text yet: type one, then ask.");
    }

    private static Typed typed(String text, String ticket) {
        return new Typed(text, ticket, Map.of());
    }

    /** As the job does: by the language, else the model of all others. */
    @Test
    void aTypedTextIsAskedOfTheModelOfItsRoute() throws Exception {
        loading.countDown();
        Path korean = Files.createDirectory(folder.resolve("korean"));
        MiniatureCheckpoint.of(MiniatureCheckpoint.smallVocabulary(), 4).writeTo(korean);
        BertOptions options = BertOptions.of(korean.toString()).withCasing(CasingChoice.CASED);
        AskedModel ofKorean = new AskedModel("Korean", () -> Bert.open(options));
        List<Consumer<Trial>> asked = new ArrayList<>();
        tasks.forEach(task -> asked.add(task::ask));
        try (AskedModels models =
                AskedModels.routed(RouteBy.language(), Map.of("ko", ofKorean, "other", model))) {
            TryIt routed = new TryIt(models, asked, questions);
            String others = tryIt.ask(typed("Uli", "")).model().digest();

            assertThat(routed.ask(typed("Uli in Bonn", "")).model().digest()).isEqualTo(others);
            assertThat(routed.ask(typed("🙂", "")).model().digest()).isEqualTo(others);
            assertThat(routed.ask(typed("주문한 물건이 안 왔어요.", "")).model().digest())
                    .isNotEqualTo(others);
            assertThat(models.description()).contains("ko: Korean", "other: a miniature");
        }
    }
}
