package io.github.flinkbert.benchmark.peer;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.flinkbert.text.Sequence;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.annotation.Internal;

/** A BERT in ONNX Runtime: padded batches, an attention mask, mean pooling outside. */
@Internal
public final class OnnxModel implements AutoCloseable {

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final int threads;

    private OnnxModel(byte[] graph, int threads) throws OrtException {
        this.threads = threads;
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            if (threads > 0) {
                options.setIntraOpNumThreads(threads);
            }
            session = environment.createSession(graph, options);
        }
    }

    /**
     * @param resource of the class path
     * @param threads within one op; 0 for ONNX Runtime's own choice
     */
    public static OnnxModel load(String resource, int threads) throws IOException, OrtException {
        try (InputStream in = OnnxModel.class.getResourceAsStream("/" + resource)) {
            return new OnnxModel(in.readAllBytes(), threads);
        }
    }

    /**
     * The same with whichever is faster on the sample: ONNX Runtime's own choice of threads, or one
     * a processor.
     */
    public static OnnxModel loadFastest(String resource, List<Sequence> sample)
            throws IOException, OrtException {
        OnnxModel own = load(resource, 0);
        OnnxModel all = load(resource, Runtime.getRuntime().availableProcessors());
        boolean ownIsFaster = own.nanos(sample) <= all.nanos(sample);
        (ownIsFaster ? all : own).close();
        return ownIsFaster ? own : all;
    }

    private long nanos(List<Sequence> sample) throws OrtException {
        run(sample);
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            long before = System.nanoTime();
            run(sample);
            best = Math.min(best, System.nanoTime() - before);
        }
        return best;
    }

    /** 0 for ONNX Runtime's own choice. */
    public int threads() {
        return threads;
    }

    /** The mean of each sequence's token vectors. */
    List<float[]> run(List<Sequence> batch) throws OrtException {
        int longest = batch.stream().mapToInt(Sequence::length).max().orElseThrow();
        long[] shape = {batch.size(), longest};
        LongBuffer ids = longs(batch.size() * longest);
        LongBuffer mask = longs(batch.size() * longest);
        LongBuffer types = longs(batch.size() * longest);
        for (int row = 0; row < batch.size(); row++) {
            Sequence sequence = batch.get(row);
            for (int i = 0; i < sequence.length(); i++) {
                ids.put(row * longest + i, sequence.id(i));
                mask.put(row * longest + i, 1);
            }
        }
        try (OnnxTensor idTensor = OnnxTensor.createTensor(environment, ids, shape);
                OnnxTensor maskTensor = OnnxTensor.createTensor(environment, mask, shape);
                OnnxTensor typeTensor = OnnxTensor.createTensor(environment, types, shape);
                OrtSession.Result result =
                        session.run(
                                Map.of(
                                        "input_ids", idTensor,
                                        "attention_mask", maskTensor,
                                        "token_type_ids", typeTensor))) {
            OnnxTensor hidden = (OnnxTensor) result.get(0);
            int width = (int) hidden.getInfo().getShape()[2];
            FloatBuffer values = hidden.getFloatBuffer();
            List<float[]> vectors = new ArrayList<>(batch.size());
            for (int row = 0; row < batch.size(); row++) {
                vectors.add(MeanOfTokens.of(values, row, longest, width, batch.get(row).length()));
            }
            return vectors;
        }
    }

    private static LongBuffer longs(int count) {
        return ByteBuffer.allocateDirect(count * Long.BYTES)
                .order(ByteOrder.nativeOrder())
                .asLongBuffer();
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
