package io.github.flinkbert.flink;

import io.github.flinkbert.Bert;
import io.github.flinkbert.BertOptions;
import io.github.flinkbert.checkpoint.ShippedAdapters;
import io.github.flinkbert.flink.JobClock.Spent;
import io.github.flinkbert.flink.record.Enriched;
import io.github.flinkbert.flink.route.Route;
import io.github.flinkbert.flink.route.RouteBy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * Texts a second of one job with routes on a mixed stream, against two jobs with a model each, one
 * after the other, on the same texts: {@code RouteSpeed ROUNDS TEXTS}. All in turns in one process;
 * a job's time is from its first text to its last result. Prints the median of the ratios.
 */
final class RouteSpeed {

    private static final String KOREAN = "ko";

    private final BertOptions english = BertOptions.ofAdapters(ShippedAdapters.ENTITIES_EN);
    private final BertOptions korean = BertOptions.ofAdapters(ShippedAdapters.ENTITIES_KO);
    private final SpeedTexts made = new SpeedTexts();
    private final SpentRatios ratios = new SpentRatios();

    private RouteSpeed() {}

    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        int texts = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 200;
        new RouteSpeed().measure(rounds, texts);
    }

    private void measure(int rounds, int texts) throws Exception {
        // Open all the while, so that no job waits for its model.
        try (Bert first = Bert.open(english);
                Bert second = Bert.open(korean)) {
            System.out.printf("%s, %s%n", first.model().name(), second.model().name());
            round(texts / 4, false, new SpentRatios());
            for (int i = 0; i < rounds; i++) {
                round(texts, i % 2 == 1, ratios);
            }
        }
        System.out.printf("median of %d rounds: %s%n", rounds, ratios);
    }

    private void round(int texts, boolean mixedFirst, SpentRatios into) throws Exception {
        Spent mixed = new Spent(0, 0);
        if (mixedFirst) {
            mixed = routed(texts);
        }
        Spent apart =
                job(made.english(texts), e -> e.withModel(english))
                        .plus(job(made.korean(texts), e -> e.withModel(korean)));
        if (!mixedFirst) {
            mixed = routed(texts);
        }
        into.add(apart, mixed);
        System.out.printf(
                "apart %.1f texts/s, mixed %.1f texts/s%n",
                2 * texts / apart.wall(), 2 * texts / mixed.wall());
    }

    private Spent routed(int texts) throws Exception {
        List<String> mixed = new ArrayList<>();
        List<String> ofEnglish = made.english(texts);
        List<String> ofKorean = made.korean(texts);
        for (int i = 0; i < texts; i++) {
            mixed.add(ofEnglish.get(i));
            mixed.add(ofKorean.get(i));
        }
        return job(
                mixed,
                e ->
                        e.routedBy(RouteBy.language())
                                .route(KOREAN, korean)
                                .route(Route.OTHER, english));
    }

    private static Spent job(List<String> texts, UnaryOperator<BertEnrichment<String>> models)
            throws Exception {
        StreamExecutionEnvironment flink = StreamExecutionEnvironment.getExecutionEnvironment();
        flink.setParallelism(1);
        JobClock.reset(texts.size());
        DataStream<String> timed =
                flink.fromData(texts)
                        .map(
                                text -> {
                                    JobClock.read();
                                    return text;
                                });
        DataStream<Enriched<String>> enriched =
                models.apply(
                                BertEnrichment.of(timed)
                                        .text(text -> text)
                                        .entities()
                                        .deadLetters(rejected -> rejected.print()))
                        .enrich();
        enriched.map(
                        each -> {
                            JobClock.written();
                            return each.value().length();
                        })
                .sinkTo(new DiscardingSink<>());
        flink.execute();
        return JobClock.spent();
    }
}
