package io.github.flinkbert.flink;

import com.sun.management.OperatingSystemMXBean;
import io.github.flinkbert.Bert;
import io.github.flinkbert.BertOptions;
import io.github.flinkbert.checkpoint.ShippedAdapters;
import io.github.flinkbert.flink.record.Enriched;
import io.github.flinkbert.flink.route.Route;
import io.github.flinkbert.flink.route.RouteBy;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
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

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    // Of the job that runs, which is in this process.
    private static final AtomicLong FIRST = new AtomicLong();
    private static final AtomicLong FIRST_PROCESSOR = new AtomicLong();
    private static final AtomicLong LAST = new AtomicLong();
    private static final AtomicLong LAST_PROCESSOR = new AtomicLong();
    private static final AtomicLong RESULTS = new AtomicLong();

    private final BertOptions english = BertOptions.ofAdapters(ShippedAdapters.ENTITIES_EN);
    private final BertOptions korean = BertOptions.ofAdapters(ShippedAdapters.ENTITIES_KO);
    private int sent;

    /** Seconds by the clock, and of the processor. */
    private record Spent(double wall, double processor) {

        Spent plus(Spent other) {
            return new Spent(wall + other.wall, processor + other.processor);
        }
    }

    private RouteSpeed() {}

    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        int texts = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 200;
        new RouteSpeed().measure(rounds, texts);
    }

    private void measure(int rounds, int texts) throws Exception {
        double[] wall = new double[rounds];
        double[] processor = new double[rounds];
        // Open all the while, so that no job waits for its model.
        try (Bert first = Bert.open(english);
                Bert second = Bert.open(korean)) {
            System.out.printf("%s, %s%n", first.model().name(), second.model().name());
            round(texts / 4, false);
            for (int i = 0; i < rounds; i++) {
                double[] ratios = round(texts, i % 2 == 1);
                wall[i] = ratios[0];
                processor[i] = ratios[1];
            }
        }
        System.out.printf(
                "median of %d rounds: %.2f by the clock, %.2f by processor time%n",
                rounds, median(wall), median(processor));
    }

    private double[] round(int texts, boolean mixedFirst) throws Exception {
        Spent mixed = new Spent(0, 0);
        if (mixedFirst) {
            mixed = routed(texts);
        }
        Spent apart =
                job(english(texts), e -> e.withModel(english))
                        .plus(job(korean(texts), e -> e.withModel(korean)));
        if (!mixedFirst) {
            mixed = routed(texts);
        }
        double[] ratios = {
            apart.wall() / mixed.wall(), apart.processor() / mixed.processor(),
        };
        System.out.printf(
                "apart %.1f texts/s, mixed %.1f texts/s: %.2f by the clock, %.2f by processor"
                        + " time%n",
                2 * texts / apart.wall(), 2 * texts / mixed.wall(), ratios[0], ratios[1]);
        return ratios;
    }

    private Spent routed(int texts) throws Exception {
        List<String> mixed = new ArrayList<>();
        List<String> ofEnglish = english(texts);
        List<String> ofKorean = korean(texts);
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
        FIRST.set(0);
        RESULTS.set(0);
        DataStream<String> timed =
                flink.fromData(texts)
                        .map(
                                text -> {
                                    if (FIRST.compareAndSet(0, System.nanoTime())) {
                                        FIRST_PROCESSOR.set(SYSTEM.getProcessCpuTime());
                                    }
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
                            LAST.set(System.nanoTime());
                            LAST_PROCESSOR.set(SYSTEM.getProcessCpuTime());
                            RESULTS.incrementAndGet();
                            return each.value().length();
                        })
                .sinkTo(new DiscardingSink<>());
        flink.execute();
        if (RESULTS.get() != texts.size()) {
            throw new IllegalStateException(
                    "%d results of %d texts".formatted(RESULTS.get(), texts.size()));
        }
        return new Spent(
                seconds(LAST.get() - FIRST.get()),
                seconds(LAST_PROCESSOR.get() - FIRST_PROCESSOR.get()));
    }

    private static double seconds(long nanos) {
        return nanos / (double) TimeUnit.SECONDS.toNanos(1);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** None is the same twice: replies are kept. */
    private List<String> english(int count) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(
                    "Marie Curie, who was born in Warsaw, moved to Paris in 1891 and worked at the"
                            + " University of Paris; report number %d says so%s."
                                    .formatted(
                                            sent++,
                                            ", and says it once again in other words"
                                                    .repeat(i % 3)));
        }
        return texts;
    }

    private List<String> korean(int count) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(
                    "김민수는 서울에서 열린 회의에 참석한 뒤 부산을 거쳐 제주에서 삼성전자 직원들을 만났다고 %d번째 보고서가 전했다%s."
                            .formatted(sent++, " 그리고 같은 이야기를 다시 한 번 적었다".repeat(i % 3)));
        }
        return texts;
    }
}
