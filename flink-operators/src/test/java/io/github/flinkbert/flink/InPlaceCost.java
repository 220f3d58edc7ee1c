package io.github.flinkbert.flink;

import io.github.flinkbert.Bert;
import io.github.flinkbert.BertOptions;
import io.github.flinkbert.broker.TestBroker;
import io.github.flinkbert.flink.JobClock.Spent;
import io.github.flinkbert.flink.binding.TextInput;
import io.github.flinkbert.flink.config.AskConfig;
import io.github.flinkbert.flink.model.ModelDefinition;
import io.github.flinkbert.flink.record.EnrichmentResult;
import io.github.flinkbert.flink.record.ModelStamp;
import io.github.flinkbert.flink.registry.StubRegistry;
import io.github.flinkbert.flink.task.embedding.EmbeddingTask;
import io.github.flinkbert.task.embedding.Embedding;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What records that are written in place cost over text events that become enriched texts, Kafka to
 * Kafka, the same texts and the same vectors: {@code InPlaceCost MODEL ROUNDS TEXTS}. {@code none}
 * instead of a checkpoint gives each text a vector at once, so that only the rest of the job is
 * compared. All in turns in one process, the broker in another; a job's time is from the first
 * record that its consumer receives to the last that the broker has of its producer.
 */
final class InPlaceCost {

    private static final int VECTORS = 64;
    private static final int DIMENSION = 384;

    /** Records of each form until Java has compiled what reads and writes them. */
    private static final int WARM_UP = 30_000;

    /** Gives each text a vector at once. */
    private static final Asked NONE =
            new Asked(unused -> new SameVectors(), LengthEnricher.DEFINITION);

    private final int texts;
    private final TestBroker broker;
    private final StubRegistry registry;

    private record Asked(Enricher.Loader loader, ModelDefinition model) {}

    private InPlaceCost(int texts, TestBroker broker, StubRegistry registry) {
        this.texts = texts;
        this.broker = broker;
        this.registry = registry;
    }

    public static void main(String[] arguments) throws Exception {
        String checkpoint = arguments[0];
        int rounds = Integer.parseInt(arguments[1]);
        int texts = Integer.parseInt(arguments[2]);
        try (TestBroker broker = TestBroker.start();
                StubRegistry registry = new StubRegistry()) {
            InPlaceCost cost = new InPlaceCost(texts, broker, registry);
            cost.send();
            for (int i = 0; i * texts < WARM_UP; i++) {
                cost.round(i, NONE);
            }
            if (checkpoint.equals("none")) {
                cost.measure(rounds, NONE);
                return;
            }
            ModelDefinition model = ModelDefinition.resolve(BertOptions.of(checkpoint));
            // Open all the while, so that all jobs have the same engine.
            try (Bert open = model.open()) {
                System.out.println(open.model().name());
                AskConfig asks = new JobRun(broker, "none").config().asks();
                Asked bert = new Asked(BertEnricher.loader(asks), model);
                cost.round(0, bert); // the engine's own warming up
                cost.measure(rounds, bert);
            }
        }
    }

    private void measure(int rounds, Asked asked) throws Exception {
        List<Map<InPlaceOrders, Spent>> all = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            all.add(round(i, asked));
        }
        for (InPlaceOrders form : InPlaceOrders.values()) {
            System.out.printf(
                    "%s: %.1f microseconds of processor time a record%n",
                    form,
                    SpentRatios.median(
                            all.stream().map(each -> perRecord(each.get(form))).toList()));
        }
        print(all, InPlaceOrders.ORDER_JSON, InPlaceOrders.EVENT_AVRO);
        print(all, InPlaceOrders.ORDER_JSON, InPlaceOrders.EVENT_JSON);
        print(all, InPlaceOrders.ORDER_AVRO, InPlaceOrders.EVENT_AVRO);
    }

    private double perRecord(Spent spent) {
        return spent.processor() * 1e6 / texts;
    }

    private static void print(
            List<Map<InPlaceOrders, Spent>> rounds, InPlaceOrders one, InPlaceOrders other) {
        SpentRatios ratios = new SpentRatios();
        rounds.forEach(each -> ratios.add(each.get(one), each.get(other)));
        System.out.printf("%s over %s: %s%n", one, other, ratios);
    }

    private void send() throws Exception {
        int schema = registry.add("orders-value", InPlaceOrders.SCHEMA, null);
        for (InPlaceOrders form : InPlaceOrders.values()) {
            String topic = form.name();
            broker.createTopics(1, topic, topic + "-out", topic + "-out-dead-letters");
            List<String> sent = new SpeedTexts().english(texts);
            List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
            for (int i = 0; i < texts; i++) {
                records.add(new ProducerRecord<>(topic, form.value(i, sent.get(i), schema)));
            }
            broker.send(records);
        }
    }

    /** Each time another form comes first. */
    private Map<InPlaceOrders, Spent> round(int number, Asked asked) throws Exception {
        InPlaceOrders[] forms = InPlaceOrders.values();
        Map<InPlaceOrders, Spent> spent = new EnumMap<>(InPlaceOrders.class);
        for (int i = 0; i < forms.length; i++) {
            InPlaceOrders form = forms[(i + number) % forms.length];
            JobClock.reset(texts);
            form.job(new JobRun(broker, form.name()), registry.url())
                    .with("parallelism", "1")
                    .with("checkpoint-interval", "10s")
                    .with("kafka.interceptor.classes", StampingInterceptor.class.getName())
                    .surviving(0)
                    .toTheEnd(asked.loader(), asked.model());
            spent.put(form, JobClock.spent());
        }
        System.out.println(spent);
        return spent;
    }

    /** Answers at once, with vectors whose numbers have as many digits as a model's. */
    private static final class SameVectors implements Enricher {

        private static final ModelStamp STAMP = new ModelStamp("none", "0123", "float32", Map.of());

        private final List<EnrichmentResult> answers = new ArrayList<>();
        private int next;

        private SameVectors() {
            Random random = new Random(1);
            for (int i = 0; i < VECTORS; i++) {
                float[] vector = new float[DIMENSION];
                for (int j = 0; j < DIMENSION; j++) {
                    vector[j] = (float) random.nextGaussian() / 20;
                }
                answers.add(
                        EnrichmentResult.builder()
                                .put(EmbeddingTask.KEY, Embedding.of(vector))
                                .build());
            }
        }

        @Override
        public CompletableFuture<EnrichmentResult> enrich(TextInput text) {
            return CompletableFuture.completedFuture(answers.get(next++ % VECTORS));
        }

        @Override
        public ModelStamp model() {
            return STAMP;
        }

        @Override
        public void close() {}
    }
}
