package io.github.flinkbert.testbed.scale;

import io.github.flinkbert.Bert;
import io.github.flinkbert.BertOptions;
import io.github.flinkbert.task.embedding.Embed;
import io.github.flinkbert.testbed.load.LoadSentences;
import io.github.flinkbert.testbed.soak.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The engine alone, without Flink and Kafka, on the same texts. */
final class BareEngine {

    private BareEngine() {}

    static Rate measure(BertOptions options, int warm, int texts) throws InterruptedException {
        LoadSentences sentences = new LoadSentences();
        try (Bert bert = Bert.open(options)) {
            ask(bert, sentences, 0, warm);
            long pid = ProcessHandle.current().pid();
            Usage before = Usage.of(pid);
            long begin = System.nanoTime();
            ask(bert, sentences, warm, texts);
            return Rate.of(texts, begin, Usage.of(pid).cpuSeconds() - before.cpuSeconds());
        }
    }

    private static void ask(Bert bert, LoadSentences sentences, int from, int count)
            throws InterruptedException {
        List<CompletableFuture<?>> replies = new ArrayList<>(count);
        List<Embed> asks = List.of(Embed.asReleased());
        for (int n = from; n < from + count; n++) {
            replies.add(bert.submitWhenRoom(sentences.text(n), asks));
        }
        CompletableFuture.allOf(replies.toArray(CompletableFuture<?>[]::new)).join();
    }
}
