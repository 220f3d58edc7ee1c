package io.github.flinkbert.flink.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.flink.binding.TaskRequest;
import io.github.flinkbert.flink.option.JobConfigException;
import io.github.flinkbert.flink.route.Route;
import io.github.flinkbert.flink.route.RouteBy;
import io.github.flinkbert.flink.route.Routes;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Kafka job's options of several models. */
class RouteOptionsTest {

    private static final String TWO = "ko=/models/multi,other=/models/cased";

    private static KafkaJobConfig config(String... options) {
        Map<String, String> all =
                new TreeMap<>(
                        Map.of(
                                "bootstrap-servers", "k:9092",
                                "input-topics", "texts",
                                "output-topic", "enriched"));
        for (int i = 0; i < options.length; i += 2) {
            all.put(options[i], options[i + 1]);
        }
        return KafkaJobConfig.from(all);
    }

    private static Route route(Routes routes, String key) {
        return routes.all().stream().filter(each -> each.key().equals(key)).findFirst().get();
    }

    @Test
    void aJobWithoutRoutesHasNone() {
        assertThat(config("model", "/models/cased").routes()).isEmpty();
    }

    @Test
    void eachRouteHasItsModelAndAdaptersAndHowItRuns() {
        KafkaJobConfig config =
                config(
                        "route",
                        "ko=/models/multi+entities-ko+names=/adapters/names,other=/models/cased",
                        "precision",
                        "float32");
        Routes routes = config.routes().orElseThrow();

        assertThat(routes.by()).isEqualTo(RouteBy.language());
        assertThat(route(routes, "ko").model().checkpoint()).isEqualTo("/models/multi");
        assertThat(route(routes, "ko").model().adapters())
                .isEqualTo(Map.of("entities-ko", "entities-ko", "names", "/adapters/names"));
        assertThat(route(routes, "ko").requests()).isEmpty();
        assertThat(config.model())
                .isEqualTo(route(routes, "other").model())
                .isEqualTo(config("model", "/models/cased", "precision", "float32").model());
    }

    @Test
    void anAdapterThatShipsMayStandForItsModel() {
        Routes routes =
                config("route", "ko=entities-ko,other=entities-en+answers-en")
                        .routes()
                        .orElseThrow();

        assertThat(route(routes, "ko").model().checkpoint()).contains("multi-cased");
        assertThat(route(routes, "other").model().adapters())
                .containsOnlyKeys("entities-en", "answers-en");
    }

    @Test
    void aRouteMayDoSomeOfTheTasks() {
        Routes routes =
                config(
                                "route", TWO,
                                "route-by", "attribute:kind",
                                "tasks", "embedding,language,chunks",
                                "route-tasks", "ko=language+embedding")
                        .routes()
                        .orElseThrow();

        assertThat(routes.by()).isEqualTo(RouteBy.attribute("kind"));
        assertThat(route(routes, "ko").requests())
                .extracting(TaskRequest::task)
                .extracting(Object::toString)
                .containsExactly("embedding", "language");
        assertThat(route(routes, "other").requests()).isEmpty();
    }

    @Test
    void argumentsMayGiveRoutesOneByOne() {
        assertThat(
                        JobArguments.parse(
                                "--route", "ko=/models/multi", "--route", "other=/models/cased"))
                .isEqualTo(Map.of("route", TWO));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "route=ko=/m,ko=/n,other=/o | route must be key=model[+adapter…], separated by"
                        + " commas, no key twice, found \"ko=/m,ko=/n,other=/o\"",
                "route=ko | route must be key=model[+adapter…], separated by commas",
                "route=ko=/m++entities-ko,other=/o | route must be key=model[+adapter…]",
                "route=ko=/m | the route other is missing, which is for texts that take none of ko",
                "route=korean=/m,other=/o | the route korean is of no language that is told:"
                        + " expected codes such as en, ko, zh, und, or other",
                "route=other=/o;model=/m | model says one model, route says several",
                "route=other=/o;adapter=entities-en | adapter says one model, route says several",
                "route=other=/o;updates-topic=u | updates-topic exchanges the model of a job with"
                        + " one",
                "route=other=/o;near-duplicates=mark | near-duplicates compares vectors of one"
                        + " model",
                "route=other=/o;route-by=size | route-by must be language, or attribute: with an"
                        + " attribute's name, found \"size\"",
                "route=other=/o;route-by=attribute:x;input-format=text | route-by=attribute:x is"
                        + " for texts with attributes, which input-format=text does not bring",
                "route=other=/o;route-tasks=ko=embedding | route-tasks has the key ko, which no"
                        + " route has",
                "route=other=/o;route-tasks=other=entities | route-tasks of other must be some of"
                        + " tasks (embedding), found entities",
                "route=other=/o+/a+/b | the route other has two adapters of the name adapter",
                "model=/m;route-by=language | route-by is for route, which is not given",
                "model=/m;route-tasks=ko=embedding | route-tasks is for route, which is not given"
            })
    void whatIsWrongIsSaid(String options, String sentence) {
        String[] pairs =
                Arrays.stream(options.split(";", -1))
                        .flatMap(option -> Arrays.stream(option.split("=", 2)))
                        .toArray(String[]::new);

        assertThatThrownBy(() -> config(pairs))
                .isInstanceOf(JobConfigException.class)
                .hasMessageContaining(sentence);
    }
}
