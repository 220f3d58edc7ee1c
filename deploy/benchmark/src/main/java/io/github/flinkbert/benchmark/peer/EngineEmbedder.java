package io.github.flinkbert.benchmark.peer;

import io.github.flinkbert.Bert;
import io.github.flinkbert.BertOptions;
import io.github.flinkbert.benchmark.usage.Spent;
import io.github.flinkbert.engine.BatchReport;
import io.github.flinkbert.engine.EngineListener;
import io.github.flinkbert.engine.Precision;
import io.github.flinkbert.task.embedding.Embed;
import io.github.flinkbert.task.embedding.Embedding;
import io.github.flinkbert.text.Tokenizer;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.apache.flink.annotation.Internal;

/**
 * This engine, fed as the command line feeds it: tokenizing, packing and decoding are in the time.
 */
@Internal
public final class EngineEmbedder implements Embedder {

    private final Bert bert;
    private final Embed ask;
    private final LongAdder tokens = new LongAdder();
    private final LongAdder paddedTokens = new LongAdder();
    private final LongAdder deviceNanos = new LongAdder();

    private EngineEmbedder(Bert bert, Embed ask) {
        this.bert = bert;
        this.ask = ask;
        bert.addListener(
                new EngineListener() {
                    @Override
                    public void ran(BatchReport report) {
                        tokens.add(report.tokens());
                        paddedTokens.add(report.paddedTokens());
                        deviceNanos.add(report.deviceNanos());
                    }
                });
    }

    /** Loads the model, or joins the engine that has it. */
    public static EngineEmbedder open(String checkpoint, Precision precision, Embed ask) {
        return new EngineEmbedder(
                Bert.open(BertOptions.of(checkpoint).withPrecision(precision)), ask);
    }

    @Override
    public String name() {
        return "flink-bert " + format();
    }

    @Override
    public NumberFormatName format() {
        return switch (bert.model().precision()) {
            case BFLOAT16 -> NumberFormatName.BFLOAT16;
            case INT8 -> NumberFormatName.INT8;
            default -> NumberFormatName.FLOAT32;
        };
    }

    public Tokenizer tokenizer() {
        return bert.tokenizer();
    }

    @Override
    public Spent.Done<List<float[]>> embed(List<String> texts) throws Exception {
        return Spent.on(() -> vectors(texts));
    }

    private List<float[]> vectors(List<String> texts) {
        return bert.ask(texts, ask).stream().map(Embedding::vector).toList();
    }

    /**
     * What the engine did since it was last asked.
     *
     * @param fill share of what was computed that was not padding
     * @param deviceSeconds time that batches were on the device
     */
    public record Work(double fill, double deviceSeconds) {}

    /** Takes stock, and begins anew. */
    public Work work() {
        double fill = (double) tokens.sumThenReset() / paddedTokens.sumThenReset();
        return new Work(fill, deviceNanos.sumThenReset() / 1e9);
    }

    @Override
    public void close() {
        bert.close();
    }
}
