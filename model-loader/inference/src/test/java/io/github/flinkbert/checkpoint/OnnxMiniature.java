package io.github.flinkbert.checkpoint;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.tensorflow.ndarray.Shape;

/** A miniature as PyTorch's exporter would write it: kernels under names that say nothing. */
final class OnnxMiniature {

    private static final int FLOAT = 1;
    private static final int INT64 = 7;

    private OnnxMiniature() {}

    static byte[] export(MiniatureCheckpoint miniature) throws IOException {
        BertConfig config = miniature.config();
        byte[] graph =
                message(
                        out -> {
                            int number = 900;
                            for (String name : miniature.weights().names()) {
                                Shape shape = miniature.weights().shape(name);
                                float[] values = miniature.values(name);
                                String exported = HuggingFaceMiniature.name(name, "");
                                if (name.endsWith("/kernel") && name.contains("layer_")) {
                                    String matrix = "onnx::MatMul_" + number++;
                                    String bias = exported.replaceFirst("weight$", "bias");
                                    out.writeByteArray(5, tensor(matrix, shape, values));
                                    product(out, matrix, bias);
                                } else if (name.endsWith("/kernel")) {
                                    Shape flipped = Shape.of(shape.get(1), shape.get(0));
                                    float[] transposed =
                                            HuggingFaceMiniature.transposed(
                                                    values, (int) shape.get(0), (int) shape.get(1));
                                    out.writeByteArray(5, tensor(exported, flipped, transposed));
                                } else {
                                    out.writeByteArray(5, tensor(exported, shape, values));
                                }
                            }
                            constant(out, "heads", config.heads());
                            constant(out, "size", config.headSize());
                            node(out, "Concat", List.of("batch", "heads", "size"), "shape");
                            node(out, "Erf", List.of("x"), "erf");
                            out.writeByteArray(
                                    5, tensor("eps", Shape.scalar(), new float[] {1e-12f}));
                            node(out, "ReduceMean", List.of("y"), "variance");
                            node(out, "Add", List.of("variance", "eps"), "z");
                        });
        return message(
                out -> {
                    out.writeInt64(1, 8); // ir_version
                    out.writeByteArray(7, graph);
                });
    }

    private static void product(CodedOutputStream out, String matrix, String bias)
            throws IOException {
        node(out, "MatMul", List.of("x", matrix), matrix + "_product");
        node(out, "Add", List.of(bias, matrix + "_product"), matrix + "_sum");
    }

    private static void node(
            CodedOutputStream graph, String operation, List<String> inputs, String output)
            throws IOException {
        graph.writeByteArray(
                1,
                message(
                        out -> {
                            for (String input : inputs) {
                                out.writeString(1, input);
                            }
                            out.writeString(2, output);
                            out.writeString(4, operation);
                        }));
    }

    private static void constant(CodedOutputStream graph, String name, long value)
            throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        byte[] tensor =
                message(
                        out -> {
                            out.writeInt64(1, 1);
                            out.writeInt32(2, INT64);
                            out.writeByteArray(9, bytes.putLong(value).array());
                        });
        byte[] attribute =
                message(
                        out -> {
                            out.writeString(1, "value");
                            out.writeByteArray(5, tensor);
                        });
        graph.writeByteArray(
                1,
                message(
                        out -> {
                            out.writeString(2, name);
                            out.writeString(4, "Constant");
                            out.writeByteArray(5, attribute);
                        }));
    }

    private static byte[] tensor(String name, Shape shape, float[] values) throws IOException {
        ByteBuffer bytes =
                ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return message(
                out -> {
                    for (long size : shape.asArray()) {
                        out.writeInt64(1, size);
                    }
                    out.writeInt32(2, FLOAT);
                    out.writeString(8, name);
                    out.writeByteArray(9, bytes.array());
                });
    }

    @FunctionalInterface
    private interface Fields {
        void writeTo(CodedOutputStream out) throws IOException;
    }

    private static byte[] message(Fields fields) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        fields.writeTo(out);
        out.flush();
        return bytes.toByteArray();
    }
}
