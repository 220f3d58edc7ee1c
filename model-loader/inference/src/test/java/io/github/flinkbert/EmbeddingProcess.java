package io.github.flinkbert;

import io.github.flinkbert.encoder.GoogleGraph;
import io.github.flinkbert.encoder.RealTexts;
import io.github.flinkbert.engine.Precision;
import io.github.flinkbert.engine.ResidentMemory;
import io.github.flinkbert.task.Results;
import io.github.flinkbert.task.embedding.Embed;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Loads BERT-Base, embeds real texts and closes, some times over; prints its memory in MiB. */
public final class EmbeddingProcess {

    private EmbeddingProcess() {}

    public static void main(String[] arguments) throws Exception {
        Precision precision = Precision.valueOf(arguments[0]);
        int rounds = Integer.parseInt(arguments[1]);
        for (int round = 1; round <= rounds; round++) {
            try (Bert bert =
                    Bert.open(BertOptions.of(GoogleGraph.CHECKPOINT).withPrecision(precision))) {
                List<CompletableFuture<Results>> results = new ArrayList<>();
                for (String text : RealTexts.sentences()) {
                    results.add(bert.submitWhenRoom(text, List.of(Embed.mean())));
                }
                results.forEach(CompletableFuture::join);
                System.out.printf("loaded%d=%d%n", round, ResidentMemory.anonymous());
            }
            System.out.printf("closed%d=%d%n", round, ResidentMemory.anonymous());
        }
        System.out.printf("peak=%d%n", ResidentMemory.peak());
    }
}
