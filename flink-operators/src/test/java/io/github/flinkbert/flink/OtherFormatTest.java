package io.github.flinkbert.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.flink.binding.TextInput;
import io.github.flinkbert.flink.record.EnrichmentResult;
import io.github.flinkbert.flink.record.ModelStamp;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

/** A job that goes on in another number format than the one of its checkpoint says so. */
class OtherFormatTest {

    private static final int TEXTS = 4_000;

    /** The first to be loaded computes in bfloat16, whoever comes after it in float32. */
    private static final class InFormat implements Enricher {

        private static final AtomicInteger LOADED = new AtomicInteger();

        private final LengthEnricher real = LengthEnricher.load(LengthEnricher.DEFINITION);
        private final String format = LOADED.getAndIncrement() == 0 ? "bfloat16" : "float32";

        @Override
        public CompletableFuture<EnrichmentResult> enrich(TextInput text) {
            return real.enrich(text);
        }

        @Override
        public ModelStamp model() {
            return new ModelStamp("length", "0123", format, Map.of());
        }

        @Override
        public void close() {
            real.close();
        }
    }

    /** Fails once, behind the first checkpoint, and lets texts come slowly until then. */
    private static final class FailsAfterACheckpoint
            implements MapFunction<String, String>, CheckpointListener {

        private static final long serialVersionUID = 1L;
        private static volatile boolean completed;
        private static volatile boolean failed;

        @Override
        public String map(String text) throws Exception {
            if (!failed) {
                Thread.sleep(5); // the load: so that a checkpoint comes before the end
                if (completed) {
                    failed = true;
                    throw new IllegalStateException("fails once");
                }
            }
            return text;
        }

        @Override
        public void notifyCheckpointComplete(long id) {
            completed = true;
        }
    }

    @Test
    void whereACheckpointWasWrittenInAnotherFormatACounterShowsIt() throws Exception {
        SeenCounters.forget();
        Configuration configuration = new Configuration();
        configuration.setString(
                "metrics.reporter.seen.factory.class", SeenCounters.Factory.class.getName());
        configuration.setString("restart-strategy.type", "fixed-delay");
        configuration.setString("restart-strategy.fixed-delay.delay", "10 ms");
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
        environment.enableCheckpointing(50);
        DataStream<String> texts =
                environment
                        .fromSequence(1, TEXTS)
                        .map(i -> "text " + i, Types.STRING)
                        .map(new FailsAfterACheckpoint())
                        .returns(Types.STRING);
        BertEnrichment.of(texts)
                .text(text -> text)
                .embeddings()
                .answeredBy(model -> new InFormat(), LengthEnricher.DEFINITION)
                .deadLetters(rejected -> {})
                .enrich();

        environment.execute();

        assertThat(FailsAfterACheckpoint.failed).isTrue();
        assertThat(SeenCounters.named(EnrichMetrics.OTHER_FORMATS))
                .extracting(seen -> seen.counter().getCount())
                .containsExactlyInAnyOrder(0L, 1L);
    }
}
