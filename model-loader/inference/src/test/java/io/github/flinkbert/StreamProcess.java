package io.github.flinkbert;

import io.github.flinkbert.checkpoint.CasingChoice;
import io.github.flinkbert.engine.Precision;
import io.github.flinkbert.engine.ResidentMemory;
import io.github.flinkbert.task.Results;
import io.github.flinkbert.task.embedding.Embed;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/** Sends many short texts through a small model and prints its memory in MiB. */
public final class StreamProcess {

    private static final String[] WORDS = {"the", "of", "and", "in", "to", "was", "is", "on"};

    private StreamProcess() {}

    public static void main(String[] arguments) throws Exception {
        long texts = Long.parseLong(arguments[1]);
        Random random = new Random(1);
        try (Bert bert =
                Bert.open(
                        BertOptions.of(arguments[0])
                                .withCasing(CasingChoice.UNCASED)
                                .withPrecision(Precision.FLOAT32))) {
            CompletableFuture<Results> last = null;
            for (long i = 0; i < texts; i++) {
                if (i > 0 && i % (texts / 10) == 0) {
                    last.join();
                    System.out.printf("tenth%d=%d%n", i / (texts / 10), ResidentMemory.anonymous());
                }
                last = bert.submitWhenRoom(text(random), List.of(Embed.mean()));
            }
            last.join();
            System.out.printf("end=%d%n", ResidentMemory.anonymous());
        }
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = 1 + random.nextInt(12); i > 0; i--) {
            text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
        }
        return text.toString();
    }
}
