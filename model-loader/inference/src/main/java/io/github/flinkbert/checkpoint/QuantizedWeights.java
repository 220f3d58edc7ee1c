package io.github.flinkbert.checkpoint;

import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.tensor.NumberFormat;
import io.github.flinkbert.tensor.StoredTensor;
import io.github.flinkbert.tensor.TensorBytes;
import io.github.flinkbert.tensor.TensorStream;
import io.github.flinkbert.tensor.Weights;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.annotation.Internal;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;

/**
 * Weights of a folder of 8-bit weights, as the floats that they stand for. A variable in 8 bits has
 * a scale a row, or a scale a row and one a column: {@code value[i, j] = stored[i, j] × rows[i] ×
 * columns[j]}; a few rows may be kept apart in float32.
 */
@Internal
public final class QuantizedWeights implements Weights {

    /** Suffixes of a variable's name: its scales, its rows apart and which those are. */
    public static final String ROWS = ".rows";

    public static final String COLUMNS = ".columns";
    public static final String APART = ".apart";
    public static final String APART_ROWS = ".apart_rows";

    /** Before the names of what is no variable: ranges, folded biases. */
    public static final String EXTRA = "quantization/";

    private final Map<String, StoredTensor> tensors;
    private final Set<String> names;

    QuantizedWeights(Map<String, StoredTensor> tensors) {
        this.tensors = Collections.unmodifiableMap(new TreeMap<>(tensors));
        Set<String> variables = new TreeSet<>();
        for (String name : tensors.keySet()) {
            boolean extra =
                    name.startsWith(EXTRA)
                            || name.endsWith(ROWS)
                            || name.endsWith(COLUMNS)
                            || name.endsWith(APART)
                            || name.endsWith(APART_ROWS);
            if (!extra) {
                variables.add(name);
            }
        }
        names = Collections.unmodifiableSet(variables);
    }

    /** Everything that the file holds, by name. */
    Map<String, StoredTensor> tensors() {
        return tensors;
    }

    @Override
    public Set<String> names() {
        return names;
    }

    @Override
    public Shape shape(String name) {
        return tensor(name).shape();
    }

    @Override
    public void read(String name, FloatDataBuffer into) {
        StoredTensor tensor = tensor(name);
        if (tensor.format() != NumberFormat.OTHER) {
            TensorStream.read(tensor, into);
            return;
        }
        byte[] values = TensorBytes.read(tensor);
        float[] rows = floats(name + ROWS);
        int width = rows.length == 0 ? 0 : values.length / rows.length;
        boolean scaled = tensors.containsKey(name + COLUMNS);
        float[] columns = scaled ? floats(name + COLUMNS) : new float[0];
        float[] row = new float[width];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < width; j++) {
                row[j] = values[i * width + j] * rows[i] * (scaled ? columns[j] : 1);
            }
            into.offset((long) i * width).write(row);
        }
        if (tensors.containsKey(name + APART)) {
            float[] apart = floats(name + APART);
            int[] which = integers(name + APART_ROWS);
            for (int i = 0; i < which.length; i++) {
                into.offset((long) which[i] * width).write(apart, i * width, width);
            }
        }
    }

    /**
     * Any tensor of float32.
     *
     * @throws CheckpointException if there is no such tensor
     */
    public float[] floats(String name) {
        StoredTensor tensor = tensor(name);
        float[] values = new float[Math.toIntExact(tensor.size())];
        TensorStream.read(tensor, DataBuffers.of(values, false, false));
        return values;
    }

    /** Any vector of 32-bit integers. */
    public int[] integers(String name) {
        byte[] bytes = TensorBytes.read(tensor(name));
        int[] values = new int[bytes.length / Integer.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(values);
        return values;
    }

    /** Whether a variable is stored in 8 bits. */
    public boolean isEightBits(String name) {
        return tensor(name).format() == NumberFormat.OTHER;
    }

    /** The bytes of a variable in 8 bits, [in, out], row-major. */
    public byte[] bytes(String name) {
        return TensorBytes.read(tensor(name));
    }

    private StoredTensor tensor(String name) {
        StoredTensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new CheckpointException("the folder of 8-bit weights has no tensor " + name);
        }
        return tensor;
    }
}
