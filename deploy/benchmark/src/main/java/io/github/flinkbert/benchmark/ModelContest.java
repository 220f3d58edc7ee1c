package io.github.flinkbert.benchmark;

import io.github.flinkbert.benchmark.measure.Contest;
import io.github.flinkbert.benchmark.measure.Likeness;
import io.github.flinkbert.benchmark.measure.Speed;
import io.github.flinkbert.benchmark.peer.Embedder;
import io.github.flinkbert.benchmark.peer.EngineEmbedder;
import io.github.flinkbert.benchmark.peer.NumberFormatName;
import io.github.flinkbert.benchmark.report.QualityRow;
import io.github.flinkbert.benchmark.report.SpeedRow;
import io.github.flinkbert.benchmark.texts.TextSet;
import io.github.flinkbert.checkpoint.BertConfig;
import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.checkpoint.Checkpoints;
import io.github.flinkbert.engine.Precision;
import io.github.flinkbert.task.embedding.Embed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** One model's weights: this engine and the peers that run the same weights, on every set. */
final class ModelContest {

    /** Below, a float32 peer does not compute what this engine computes. */
    private static final double SAME_VECTORS = 0.999;

    private final String model;
    private final String checkpoint;
    private final Plan plan;
    private final Measurements results;
    private final Consumer<String> progress;
    private final EngineEmbedder reference;
    private final List<Contest.Entrant> entrants = new ArrayList<>();
    private final int own;

    ModelContest(
            String model,
            String checkpoint,
            Opened opened,
            Plan plan,
            Measurements results,
            Consumer<String> progress) {
        this.model = model;
        this.checkpoint = checkpoint;
        this.plan = plan;
        this.results = results;
        this.progress = progress;
        progress.accept(model + ": loading this engine");
        reference = opened.add(engine(Precision.FLOAT32, Embed.mean()));
        for (NumberFormatName format : plan.formats()) {
            switch (format) {
                case FLOAT32 -> add(reference);
                case BFLOAT16 -> add(opened.add(engine(Precision.BFLOAT16, Embed.mean())));
                case INT8 -> addEightBits(opened);
            }
        }
        own = entrants.size();
    }

    /** On a processor without 8-bit products the others are still worth comparing. */
    private void addEightBits(Opened opened) {
        try {
            add(opened.add(engine(Precision.INT8, Embed.mean())));
        } catch (IllegalStateException e) {
            results.notes.add("%s: %s".formatted(model, e.getMessage()));
        }
    }

    EngineEmbedder engine(Precision precision, Embed ask) {
        return EngineEmbedder.open(checkpoint, precision, ask);
    }

    /** This engine in float32, asked for the mean of the last layer. */
    EngineEmbedder reference() {
        return reference;
    }

    void add(Embedder embedder) {
        add(embedder, reference);
    }

    /**
     * @param vectors whose vectors the entrant's should be
     */
    void add(Embedder embedder, Embedder vectors) {
        entrants.add(new Contest.Entrant(embedder, vectors));
    }

    void run(Products products) throws Exception {
        double operationsPerToken = operationsPerToken();
        for (TextSet set : plan.sets()) {
            int before = products.rounds();
            List<Speed> speeds =
                    new Contest(
                                    reference.tokenizer(),
                                    plan.rounds(),
                                    plan.seconds(),
                                    products::measure,
                                    message -> progress.accept(model + ", " + message))
                            .run(set, entrants);
            for (Speed speed : speeds) {
                results.speeds.add(
                        SpeedRow.of(
                                model,
                                set.name(),
                                speed,
                                best(speeds, speed),
                                operationsPerToken,
                                products.rate(speed.format(), before)));
                check(set, speed);
            }
        }
    }

    /** Eight bits are compared with eight bits, where this engine has them here. */
    private Speed best(List<Speed> speeds, Speed other) {
        List<Speed> ours = speeds.subList(0, own);
        boolean eight = other.format() == NumberFormatName.INT8;
        return ours.stream()
                .filter(each -> (each.format() == NumberFormatName.INT8) == eight)
                .max(Comparator.comparingDouble(Speed::tokensPerSecond))
                .or(() -> ours.stream().max(Comparator.comparingDouble(Speed::tokensPerSecond)))
                .orElseThrow();
    }

    private void check(TextSet set, Speed speed) {
        speed.likeness()
                .filter(likeness -> speed.format() == NumberFormatName.FLOAT32)
                .filter(likeness -> likeness.mean() < SAME_VECTORS)
                .ifPresent(
                        likeness ->
                                results.notes.add(
                                        ("%s, %s: %s computes something else (cosine %.4f, expected"
                                                        + " above %.3f): its speed says nothing.")
                                                .formatted(
                                                        model,
                                                        set.name(),
                                                        speed.system(),
                                                        likeness.mean(),
                                                        SAME_VECTORS)));
    }

    /** The shorter formats beside float32 on the whole first set. */
    void quality() throws Exception {
        List<String> texts = plan.sets().get(0).texts();
        List<float[]> whole = null;
        for (Contest.Entrant entrant : entrants.subList(0, own)) {
            NumberFormatName format = entrant.embedder().format();
            if (format == NumberFormatName.FLOAT32) {
                continue;
            }
            progress.accept("%s: %s beside float32".formatted(model, format));
            if (whole == null) {
                whole = reference.embed(texts).result();
            }
            results.quality.add(
                    new QualityRow(
                            model,
                            format.toString(),
                            Likeness.of(entrant.embedder().embed(texts).result(), whole)));
        }
    }

    /** Two for each weight of the layers; embeddings are looked up, not multiplied. */
    private double operationsPerToken() {
        try (Checkpoint opened = Checkpoints.open(checkpoint)) {
            BertConfig config = opened.config();
            double attention = 4.0 * config.hiddenSize() * config.hiddenSize();
            double feedForward = 2.0 * config.hiddenSize() * config.intermediateSize();
            return 2 * config.layers() * (attention + feedForward);
        }
    }
}
