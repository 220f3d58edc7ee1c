package io.github.flinkbert.family.elmo;

import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.tensor.Weights;
import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.exceptions.HdfException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;

/**
 * The datasets of numbers in an HDF5 file, by their paths: {@code CNN/W_cnn_0}. Every read opens
 * the file and closes it.
 */
final class HdfFileWeights implements Weights {

    private final Path file;
    private final Map<String, Shape> shapes;

    private HdfFileWeights(Path file, Map<String, Shape> shapes) {
        this.file = file;
        this.shapes = shapes;
    }

    /**
     * @throws CheckpointException if it is no HDF5 file
     */
    static HdfFileWeights open(Path file) {
        return reading(
                file,
                hdf -> {
                    Map<String, Shape> shapes = new TreeMap<>();
                    collect(hdf, "", shapes);
                    return new HdfFileWeights(file, shapes);
                });
    }

    private static void collect(Group group, String at, Map<String, Shape> shapes) {
        for (Node node : group.getChildren().values()) {
            String name = at + node.getName();
            if (node instanceof Group below) {
                collect(below, name + "/", shapes);
            } else if (node instanceof Dataset numbers) {
                long[] dimensions =
                        Arrays.stream(numbers.getDimensions()).mapToLong(d -> d).toArray();
                shapes.put(name, Shape.of(dimensions));
            }
        }
    }

    @Override
    public Set<String> names() {
        return shapes.keySet();
    }

    @Override
    public Shape shape(String name) {
        Shape shape = shapes.get(name);
        if (shape == null) {
            throw new CheckpointException("%s has no %s".formatted(file, name));
        }
        return shape;
    }

    @Override
    public void read(String name, FloatDataBuffer into) {
        into.write(read(name));
    }

    /** One variable, row-major. */
    float[] read(String name) {
        long size = shape(name).size();
        float[] values = reading(file, hdf -> values(hdf.getDatasetByPath(name), name));
        if (values.length != size) {
            throw new CheckpointException(
                    "%s: %s has %d numbers, expected %d"
                            .formatted(file, name, values.length, size));
        }
        return values;
    }

    private float[] values(Dataset dataset, String name) {
        Object values = dataset.getDataFlat();
        if (values instanceof float[] floats) {
            return floats;
        }
        if (values instanceof double[] doubles) {
            float[] floats = new float[doubles.length];
            for (int i = 0; i < floats.length; i++) {
                floats[i] = (float) doubles[i];
            }
            return floats;
        }
        throw new CheckpointException(
                "%s: %s must be of floating-point numbers, found %s"
                        .formatted(file, name, dataset.getJavaType().getSimpleName()));
    }

    private static <T> T reading(Path file, Function<HdfFile, T> read) {
        try (HdfFile hdf = new HdfFile(file)) {
            return read.apply(hdf);
        } catch (HdfException e) {
            throw new CheckpointException(
                    "%s cannot be read as HDF5: %s".formatted(file, e.getMessage()), e);
        } catch (LinkageError e) { // libraries of rare compressions, which are not brought along
            throw new CheckpointException(
                    "%s is compressed otherwise than by gzip, which is not read: %s"
                            .formatted(file, e.getMessage()),
                    e);
        }
    }
}
