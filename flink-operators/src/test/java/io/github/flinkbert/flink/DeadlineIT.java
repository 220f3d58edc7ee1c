package io.github.flinkbert.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.BertOptions;
import io.github.flinkbert.checkpoint.CasingChoice;
import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import io.github.flinkbert.engine.Precision;
import io.github.flinkbert.flink.record.Enriched;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Texts that wait too long, on a miniature. */
@Timeout(240)
class DeadlineIT {

    private static final Queue<String> REASONS = new ConcurrentLinkedQueue<>();

    @TempDir private static Path folder;

    /** So long that no model answers before a clock has ticked. */
    private static final List<String> TEXTS =
            List.of("the end ".repeat(1_000), "of it ".repeat(1_000), "was on ".repeat(1_000));

    @BeforeAll
    static void write() throws Exception {
        MiniatureCheckpoint.of(MiniatureCheckpoint.smallVocabulary(), 5).writeTo(folder);
    }

    private static int enriched(Duration deadline) throws Exception {
        REASONS.clear();
        CloseableIterator<Enriched<String>> all =
                BertEnrichment.of(
                                StreamExecutionEnvironment.createLocalEnvironment(1)
                                        .fromData(TEXTS))
                        .text(value -> value)
                        .withModel(
                                BertOptions.of(folder.toString())
                                        .withCasing(CasingChoice.CASED)
                                        .withPrecision(Precision.FLOAT32))
                        .embeddings()
                        .deadline(deadline)
                        .deadLetters(
                                rejected ->
                                        rejected.map(
                                                        one -> {
                                                            REASONS.add(one.reason());
                                                            return one.reason();
                                                        })
                                                .returns(Types.STRING)
                                                .print())
                        .enrich()
                        .executeAndCollect();
        int found = 0;
        while (all.hasNext()) {
            all.next();
            found++;
        }
        all.close();
        return found;
    }

    @Test
    void aTextPastItsDeadlineIsADeadLetterWithTheReasonAndTheJobGoesOn() throws Exception {
        assertThat(enriched(Duration.ofNanos(1))).isZero();
        assertThat(REASONS)
                .hasSize(3)
                .allMatch(
                        reason -> reason.startsWith("the text had no answer within its deadline"));
    }

    @Test
    void aTextInTimeIsAnswered() throws Exception {
        assertThat(enriched(Duration.ofMinutes(5))).isEqualTo(3);
        assertThat(REASONS).isEmpty();
    }
}
