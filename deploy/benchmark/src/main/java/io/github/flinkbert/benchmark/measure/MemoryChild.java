package io.github.flinkbert.benchmark.measure;

import io.github.flinkbert.benchmark.peer.BatchOrder;
import io.github.flinkbert.benchmark.peer.Embedder;
import io.github.flinkbert.benchmark.peer.EngineEmbedder;
import io.github.flinkbert.benchmark.peer.Models;
import io.github.flinkbert.benchmark.peer.NumberFormatName;
import io.github.flinkbert.benchmark.peer.OnnxEmbedder;
import io.github.flinkbert.benchmark.peer.OnnxModel;
import io.github.flinkbert.benchmark.peer.SavedModelEmbedder;
import io.github.flinkbert.benchmark.texts.TextSets;
import io.github.flinkbert.benchmark.usage.ProcessMemory;
import io.github.flinkbert.engine.Precision;
import io.github.flinkbert.task.embedding.Embed;
import io.github.flinkbert.text.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.flink.annotation.Internal;

/**
 * A process that loads one system, embeds texts and says what memory that took: {@code SYSTEM
 * CLIENTS TEXTS}. Only a process of its own has a peak of its own.
 */
@Internal
public final class MemoryChild {

    private MemoryChild() {}

    /** Whose memory can be measured. */
    enum Candidate {
        BERT_BASE_FLOAT32 {
            @Override
            Embedder open() {
                return engine(Models.BERT_BASE, Precision.FLOAT32);
            }
        },
        BERT_BASE_BFLOAT16 {
            @Override
            Embedder open() {
                return engine(Models.BERT_BASE, Precision.BFLOAT16);
            }
        },
        BERT_BASE_INT8 {
            @Override
            Embedder open() {
                return engine(Models.BERT_BASE, Precision.INT8);
            }
        },
        SAVED_MODEL {
            @Override
            Embedder open() throws Exception {
                return SavedModelEmbedder.open(
                        Models.BERT_BASE, Models.tokenizer(Models.BERT_BASE));
            }
        },
        MINI_LM_FLOAT32 {
            @Override
            Embedder open() {
                return engine(Models.MINI_LM, Precision.FLOAT32);
            }
        },
        MINI_LM_BFLOAT16 {
            @Override
            Embedder open() {
                return engine(Models.MINI_LM, Precision.BFLOAT16);
            }
        },
        ONNX_FLOAT32 {
            @Override
            Embedder open() throws Exception {
                return onnx(NumberFormatName.FLOAT32, Models.ONNX_FLOAT32);
            }
        },
        ONNX_INT8 {
            @Override
            Embedder open() throws Exception {
                return onnx(NumberFormatName.INT8, Models.ONNX_INT8);
            }
        };

        abstract Embedder open() throws Exception;

        private static Embedder engine(String checkpoint, Precision precision) {
            return EngineEmbedder.open(checkpoint, precision, Embed.mean());
        }

        private static Embedder onnx(NumberFormatName format, String resource) throws Exception {
            Tokenizer tokenizer = Models.tokenizer(Models.MINI_LM);
            return new OnnxEmbedder(
                    format, OnnxModel.load(resource, 0), BatchOrder.ARRIVAL, tokenizer);
        }
    }

    public static void main(String[] arguments) throws Exception {
        Candidate candidate = Candidate.valueOf(arguments[0]);
        int clients = Integer.parseInt(arguments[1]);
        List<String> texts = TextSets.naturalMix().first(Integer.parseInt(arguments[2]));
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        Callable<Embedder> client =
                () -> {
                    Embedder embedder = candidate.open();
                    embedder.embed(texts);
                    return embedder;
                };
        List<Future<Embedder>> running = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            running.add(threads.submit(client));
        }
        for (Future<Embedder> each : running) {
            each.get();
        }
        ProcessMemory memory = ProcessMemory.of(ProcessHandle.current().pid());
        System.out.println(memory.peakBytes() + " " + memory.anonymousBytes());
        System.out.flush();
        // The models go with the process.
        Runtime.getRuntime().halt(0);
    }
}
