package io.github.flinkbert.testbed.page;

import static io.github.flinkbert.testbed.page.WatchedJob.DEAD_LETTERS;
import static io.github.flinkbert.testbed.page.WatchedJob.ENRICHED;
import static io.github.flinkbert.testbed.page.WatchedJob.TEXTS;

import com.microsoft.playwright.Browser;
import io.github.flinkbert.Bert;
import io.github.flinkbert.BertOptions;
import io.github.flinkbert.broker.TestBroker;
import io.github.flinkbert.console.ask.AskedModel;
import io.github.flinkbert.console.ask.AskedModels;
import io.github.flinkbert.console.page.LivePage;
import io.github.flinkbert.console.stream.EngineView;
import io.github.flinkbert.console.stream.WatchedTopics;
import io.github.flinkbert.testing.AllowedSkip;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A real broker, the live page over it, and a real browser. */
record Watching(
        TestBroker broker, LivePage live, Chromium chromium, KafkaProducer<byte[], byte[]> producer)
        implements AutoCloseable {

    /** Skips the test, saying so, where there is no browser. */
    static Watching start(Path temporary, BertOptions model, EngineView engine) throws Exception {
        Optional<Path> executable = Chromium.find();
        AllowedSkip.NO_BROWSER.unless(executable.isPresent(), Chromium.ABSENT);
        TestBroker broker = TestBroker.start();
        broker.createTopics(2, TEXTS, ENRICHED, DEAD_LETTERS);
        Map<String, String> kafka = Map.of("bootstrap.servers", broker.bootstrapServers());
        LivePage live =
                LivePage.open(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        new WatchedTopics(kafka, ENRICHED, DEAD_LETTERS, true),
                        engine,
                        AskedModels.of(new AskedModel("a miniature", () -> Bert.open(model))));
        KafkaProducer<byte[], byte[]> producer = broker.producer(Map.of("linger.ms", 5));
        return new Watching(broker, live, Chromium.open(executable.get()), producer);
    }

    /** Looks at the page, and waits until it is live. */
    Onlooker look(Browser.NewContextOptions options) {
        Onlooker onlooker = Onlooker.at(live.address(), chromium.browser(), options);
        onlooker.page().locator("#state[data-state=live]").waitFor();
        return onlooker;
    }

    void send(String topic, byte[] value) {
        try {
            producer.send(new ProducerRecord<>(topic, value)).get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() throws IOException {
        chromium.close();
        live.close();
        producer.close();
        broker.close();
    }
}
