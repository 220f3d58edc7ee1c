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
import java.util.Optional;
import java.util.function.Consumer;

/** One model's weights: this engine and the peers that run the same weights, on every set. */
final class ModelContest {

    /** Below, a float32 peer does not compute what this engine computes. */
    private static final double SAME_VECTORS = 0.999;

    private final String model;
    private final String checkpoint;
    private final Plan plan;
    private final Measurements findings;
    private final Consumer<String> progress;
    private final EngineEmbedder reference;
    private final List<Contest.Entrant> entrants = new ArrayList<>();

    ModelContest(
            String model,
            String checkpoint,
            Opened opened,
            Plan plan,
            Measurements findings,
            Consumer<String> progress) {
        this.model = model;
        this.checkpoint = checkpoint;
        this.plan = plan;
        this.findings = findings;
        this.progress = progress;
        progress.accept(model + ": loading this engine");
        reference = opened.add(engine(Precision.FLOAT32, Embed.mean()));
        for (NumberFormatName format : plan.formats()) {
            add(
                    format == NumberFormatName.FLOAT32
                            ? reference
                            : opened.add(engine(Precision.BFLOAT16, Embed.mean())));
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
            Speed best =
                    speeds.stream()
                            .limit(plan.formats().size())
                            .max(Comparator.comparingDouble(Speed::tokensPerSecond))
                            .orElseThrow();
            for (Speed speed : speeds) {
                findings.speeds.add(
                        SpeedRow.of(
                                model,
                                set.name(),
                                speed,
                                best,
                                operationsPerToken,
                                products.rate(speed.format(), before)));
                check(set, speed);
            }
        }
    }

    private void check(TextSet set, Speed speed) {
        speed.likeness()
                .filter(likeness -> speed.format() == NumberFormatName.FLOAT32)
                .filter(likeness -> likeness.mean() < SAME_VECTORS)
                .ifPresent(
                        likeness ->
                                findings.notes.add(
                                        ("%s, %s: %s computes something else (cosine %.4f, expected"
                                                        + " above %.3f): its speed says nothing.")
                                                .formatted(
                                                        model,
                                                        set.name(),
                                                        speed.system(),
                                                        likeness.mean(),
                                                        SAME_VECTORS)));
    }

    /** bfloat16 beside float32 on the whole first set. */
    void quality() throws Exception {
        Optional<Embedder> bfloat16 =
                entrants.stream()
                        .map(Contest.Entrant::embedder)
                        .filter(embedder -> embedder.format() == NumberFormatName.BFLOAT16)
                        .findFirst();
        if (bfloat16.isPresent()) {
            List<String> texts = plan.sets().get(0).texts();
            progress.accept("%s: bfloat16 beside float32".formatted(model));
            findings.quality.add(
                    new QualityRow(
                            model,
                            Likeness.of(
                                    bfloat16.get().embed(texts).result(),
                                    reference.embed(texts).result())));
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
