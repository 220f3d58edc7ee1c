package io.github.flinkbert.benchmark.peer;

import io.github.flinkbert.benchmark.usage.Spent;
import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.text.Tokenizer;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.annotation.Internal;

/**
 * ONNX Runtime on batches of 32, each padded to its longest text. The texts are tokenized, and
 * sorted where they are, beforehand and for free.
 *
 * @param model closed by whoever opened it: two orders may share it
 */
@Internal
public record OnnxEmbedder(
        NumberFormatName format, OnnxModel model, BatchOrder order, Tokenizer tokenizer)
        implements Embedder {

    private static final int BATCH = 32;

    @Override
    public String name() {
        return "ONNX Runtime %s, %s".formatted(format, order);
    }

    @Override
    public Spent.Done<List<float[]>> embed(List<String> texts) throws Exception {
        List<Sequence> sequences = Encoded.of(tokenizer, texts, mostTokens());
        List<Integer> run = order.of(sequences);
        return Spent.on(
                () -> {
                    float[][] vectors = new float[sequences.size()][];
                    for (int from = 0; from < run.size(); from += BATCH) {
                        List<Integer> batch = run.subList(from, Math.min(run.size(), from + BATCH));
                        List<float[]> found =
                                model.run(batch.stream().map(sequences::get).toList());
                        for (int i = 0; i < batch.size(); i++) {
                            vectors[batch.get(i)] = found.get(i);
                        }
                    }
                    return Arrays.asList(vectors);
                });
    }

    @Override
    public void close() {}
}
