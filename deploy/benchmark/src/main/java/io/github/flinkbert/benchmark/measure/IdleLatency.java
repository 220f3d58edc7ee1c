package io.github.flinkbert.benchmark.measure;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.flinkbert.Bert;
import io.github.flinkbert.BertOptions;
import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.checkpoint.Checkpoints;
import io.github.flinkbert.checkpoint.Pooling;
import io.github.flinkbert.encoder.Encoder;
import io.github.flinkbert.encoder.EncoderSettings;
import io.github.flinkbert.encoder.Output;
import io.github.flinkbert.encoder.PackedBatch;
import io.github.flinkbert.engine.Precision;
import io.github.flinkbert.engine.RowLadder;
import io.github.flinkbert.text.Pieces;
import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.text.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.annotation.Internal;

/**
 * How long one text takes when nothing else is to do, from text to vector, beside nothing but a run
 * of the encoder's session on the same text in the same shape. The two take turns.
 */
@Internal
public final class IdleLatency {

    private IdleLatency() {}

    /** Milliseconds. */
    public record Result(int texts, double p50, double p99, double bareP50, double bareP99) {

        @JsonProperty("ratio")
        public double ratio() {
            return p50 / bareP50;
        }
    }

    /** The engine's latency for each of the texts, after one pass that does not count. */
    public static Result run(String location, Precision precision, List<String> texts) {
        try (Bert bert = Bert.open(BertOptions.of(location).withPrecision(precision));
                Checkpoint checkpoint = Checkpoints.open(location);
                Encoder encoder = encoder(checkpoint, bert.model().precision())) {
            List<Output> outputs =
                    List.of(
                            new Output.Pooled(
                                    Output.RELEASE, Pooling.MEAN, checkpoint.config().layers()));
            RowLadder ladder = RowLadder.of(checkpoint.config());
            List<PackedBatch> batches =
                    texts.stream().map(text -> batch(bert.tokenizer(), ladder, text)).toList();
            List<Double> engine = new ArrayList<>();
            List<Double> bare = new ArrayList<>();
            for (int pass = 0; pass < 2; pass++) {
                engine.clear();
                bare.clear();
                for (int i = 0; i < texts.size(); i++) {
                    String text = texts.get(i);
                    PackedBatch batch = batches.get(i);
                    if (i % 2 == 0) {
                        engine.add(milliseconds(() -> bert.embed(text)));
                        bare.add(milliseconds(() -> encoder.run(batch, outputs)));
                    } else {
                        bare.add(milliseconds(() -> encoder.run(batch, outputs)));
                        engine.add(milliseconds(() -> bert.embed(text)));
                    }
                }
            }
            return new Result(
                    texts.size(),
                    Numbers.percentile(engine, 50),
                    Numbers.percentile(engine, 99),
                    Numbers.percentile(bare, 50),
                    Numbers.percentile(bare, 99));
        }
    }

    private static Encoder encoder(Checkpoint checkpoint, Precision precision) {
        return Encoder.load(
                checkpoint.config(),
                checkpoint.weights(),
                checkpoint.vocabulary().maskId(),
                new EncoderSettings(
                        precision == Precision.BFLOAT16
                                ? EncoderSettings.NumberFormat.BFLOAT16
                                : EncoderSettings.NumberFormat.FLOAT32,
                        EncoderSettings.KernelChoice.BEST,
                        Runtime.getRuntime().availableProcessors()));
    }

    private static PackedBatch batch(Tokenizer tokenizer, RowLadder ladder, String text) {
        Pieces pieces = tokenizer.tokenize(text);
        int most = Math.min(pieces.size(), ladder.longest() - Sequence.length(0));
        Sequence sequence = Sequence.single(tokenizer.vocabulary(), pieces, 0, most);
        int row =
                ladder.lengths().stream()
                        .filter(length -> length >= sequence.length())
                        .findFirst()
                        .orElseThrow();
        return new PackedBatch(1, row, List.of(new PackedBatch.Placed(sequence, 0, 0)));
    }

    private static double milliseconds(Runnable work) {
        long before = System.nanoTime();
        work.run();
        return (System.nanoTime() - before) / 1e6;
    }
}
