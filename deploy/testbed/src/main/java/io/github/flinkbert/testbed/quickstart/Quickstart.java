package io.github.flinkbert.testbed.quickstart;

import io.github.flinkbert.cli.terminal.UserException;
import io.github.flinkbert.failure.CompletionCause;
import io.github.flinkbert.failure.FailureMessage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.flink.annotation.Internal;

/**
 * Texts into a real topic, through the job, and out of another, while one looks on.
 *
 * @param records how many texts
 * @param languages which of the sentences are sent: {@code en}, {@code ko} or both
 * @param parallelism of the job
 * @param keep whether the broker stays until the process is told to end
 * @param modelOptions the job's options that say which model, and how it runs
 * @param brokerHome where the broker's own class path lies
 * @param page shows the topics meanwhile
 */
@Internal
public record Quickstart(
        int records,
        Set<String> languages,
        int parallelism,
        boolean keep,
        Map<String, String> modelOptions,
        Path brokerHome,
        Page page) {

    /** A page over the topics of a broker. */
    @FunctionalInterface
    public interface Page {
        Shown open(String bootstrapServers) throws IOException;
    }

    /** A page that is being shown. */
    public interface Shown extends AutoCloseable {
        @Override
        void close();
    }

    /** The sample texts' attribute that says their language: {@code en} or {@code ko}. */
    public static final String LANGUAGE = "lang";

    /** Where the job writes, and where what it cannot enrich goes. */
    public static final String ENRICHED = Topics.ENRICHED;

    public static final String DEAD_LETTERS = Topics.DEAD_LETTERS;

    /** Longest silence: loading a large model on a small machine is well below. */
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(10);

    /** More lines than this nobody reads: of longer streams, every so-many-th record is shown. */
    private static final int LINES_SHOWN = 500;

    /** How many sentences of these languages there are before they repeat. */
    public static int sentences(Set<String> languages) throws IOException {
        return SampleTexts.load().in(languages).size();
    }

    /**
     * Runs it all, and clears up behind itself whatever happens.
     *
     * @param out gets a line for an enriched record, and the summary
     * @param err gets what happens in between
     */
    RunSummary run(PrintWriter out, PrintWriter err) throws Exception {
        SampleTexts texts = SampleTexts.load().in(languages);
        try (Workplace place = Workplace.open()) {
            err.println("Starting a Kafka broker …");
            // The broker clears the whole workplace, should this process be killed.
            BrokerProcess broker = BrokerProcess.start(brokerHome, place.root());
            place.atEnd(broker::close);
            Topics topics = new Topics(broker.bootstrapServers());
            send(topics, texts, err);
            Shown shown = page.open(broker.bootstrapServers());
            try (shown) {
                err.println("Starting the job on Flink, and loading the model …");
                RunSummary summary = enrich(broker, place.folder("tmp"), out);
                out.print(summary.text());
                out.flush();
                stay(broker, err);
                return summary;
            }
        }
    }

    private void send(Topics topics, SampleTexts texts, PrintWriter err)
            throws InterruptedException {
        try {
            topics.create();
        } catch (ExecutionException e) {
            throw new UserException(
                    "the broker did not create the topics: "
                            + FailureMessage.of(CompletionCause.of(e)),
                    e);
        }
        topics.send(texts.take(records));
        err.printf(
                "Sent %,d texts to the topic %s on %s.%n",
                records, Topics.TEXTS, topics.bootstrapServers());
    }

    private RunSummary enrich(BrokerProcess broker, Path temporary, PrintWriter out)
            throws Exception {
        Instant start = Instant.now();
        try (TopicResults results = new TopicResults(broker.bootstrapServers());
                EmbeddedFlink flink =
                        EmbeddedFlink.start(
                                jobOptions(broker.bootstrapServers()), parallelism, temporary)) {
            Sampler sampler = new Sampler((records + LINES_SHOWN - 1) / LINES_SHOWN);
            while (results.enriched() + results.deadLettered() < records) {
                results.poll(value -> sampler.show(value, out));
                flink.requireRunning();
                requireProgress(broker, start, results);
            }
            return new RunSummary(
                    records,
                    results.enriched(),
                    results.deadLettered(),
                    results.textsPerSecond(),
                    Duration.between(start, results.lastArrival()),
                    broker.bootstrapServers());
        }
    }

    private Map<String, String> jobOptions(String bootstrapServers) {
        Map<String, String> options = new HashMap<>(modelOptions);
        options.put("bootstrap-servers", bootstrapServers);
        options.put("input-topics", Topics.TEXTS);
        options.put("start-from", "earliest");
        options.put("group-id", "quickstart");
        options.put("output-topic", Topics.ENRICHED);
        options.put("dead-letter-topic", Topics.DEAD_LETTERS);
        options.put("parallelism", String.valueOf(parallelism));
        return options;
    }

    private static void requireProgress(BrokerProcess broker, Instant start, TopicResults results) {
        if (!broker.isAlive()) {
            throw new UserException("the Kafka broker has gone away");
        }
        Instant last = results.lastArrival().isAfter(start) ? results.lastArrival() : start;
        if (Duration.between(last, Instant.now()).compareTo(LONGEST_SILENCE) > 0) {
            throw new UserException(
                    "nothing came out of the job for "
                            + LONGEST_SILENCE.toMinutes()
                            + " minutes, after "
                            + results.enriched()
                            + " records");
        }
    }

    private void stay(BrokerProcess broker, PrintWriter err) throws InterruptedException {
        if (keep) {
            err.println(
                    "The broker and the page stay, for you and any Kafka client to look at the"
                            + " topics, until Ctrl-C.");
            broker.await();
        } else {
            err.println("The broker, its topics and the page go now; with --keep they stay.");
        }
    }

    /** Shows every so-many-th record. */
    private static final class Sampler {

        private final int every;
        private long seen;

        Sampler(int every) {
            this.every = every;
        }

        void show(byte[] value, PrintWriter out) {
            if (seen++ % every == 0) {
                try {
                    out.println(EnrichedLine.of(value));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }
}
