package io.github.flinkbert.tensor;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import io.github.flinkbert.failure.CheckpointException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.annotation.Internal;
import org.jspecify.annotations.Nullable;

/**
 * What a reader of weights needs of an ONNX file: where the initializers lie, which nodes take
 * them, and the small constants. Numbers of large tensors are passed over, not read.
 *
 * <p>Source: ONNX's {@code onnx.proto}, messages ModelProto, GraphProto, NodeProto, TensorProto.
 *
 * @param file the file
 * @param initializers trained tensors, by name
 * @param nodes operations, in the graph's order
 * @param constants small tensors made by Constant nodes or kept as initializers, by name
 */
@Internal
public record OnnxFile(
        Path file,
        Map<String, StoredTensor> initializers,
        List<Node> nodes,
        Map<String, SmallConstant> constants) {

    private static final int MODEL_GRAPH = 7;
    private static final int GRAPH_NODE = 1;
    private static final int GRAPH_INITIALIZER = 5;

    /**
     * An operation.
     *
     * @param operation its type, such as {@code MatMul}
     * @param inputs names of the tensors it takes
     * @param outputs names of those it makes
     * @param floats attributes that are one number, by name
     */
    public record Node(
            String operation,
            String name,
            List<String> inputs,
            List<String> outputs,
            Map<String, Float> floats) {}

    public static OnnxFile open(Path file) {
        OnnxFile onnx =
                new OnnxFile(file, new LinkedHashMap<>(), new ArrayList<>(), new LinkedHashMap<>());
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            CodedInputStream model = CodedInputStream.newInstance(in);
            model.setSizeLimit(Integer.MAX_VALUE);
            boolean hasGraph = false;
            for (int tag = model.readTag(); tag != 0; tag = model.readTag()) {
                if (WireFormat.getTagFieldNumber(tag) == MODEL_GRAPH) {
                    int limit = model.pushLimit(model.readRawVarint32());
                    onnx.readGraph(model);
                    model.popLimit(limit);
                    hasGraph = true;
                } else {
                    model.skipField(tag);
                }
            }
            if (!hasGraph) {
                throw new CheckpointException(
                        "%s is no ONNX file: it has no graph".formatted(file));
            }
            return onnx;
        } catch (InvalidProtocolBufferException e) {
            throw new CheckpointException(
                    "%s is truncated or no ONNX file: %s".formatted(file, e.getMessage()), e);
        } catch (IOException e) {
            throw new CheckpointException(
                    "%s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    private void readGraph(CodedInputStream graph) throws IOException {
        for (int tag = graph.readTag(); tag != 0; tag = graph.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case GRAPH_NODE -> {
                    int limit = graph.pushLimit(graph.readRawVarint32());
                    readNode(graph);
                    graph.popLimit(limit);
                }
                case GRAPH_INITIALIZER -> {
                    int limit = graph.pushLimit(graph.readRawVarint32());
                    OnnxTensor tensor = OnnxTensor.read(graph, file);
                    initializers.put(tensor.stored().name(), tensor.stored());
                    tensor.small().ifPresent(s -> constants.put(tensor.stored().name(), s));
                    graph.popLimit(limit);
                }
                default -> graph.skipField(tag);
            }
        }
    }

    private void readNode(CodedInputStream in) throws IOException {
        List<String> inputs = new ArrayList<>();
        List<String> outputs = new ArrayList<>();
        String name = "";
        String operation = "";
        Map<String, Float> floats = new LinkedHashMap<>();
        SmallConstant constant = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> inputs.add(in.readStringRequireUtf8());
                case 2 -> outputs.add(in.readStringRequireUtf8());
                case 3 -> name = in.readStringRequireUtf8();
                case 4 -> operation = in.readStringRequireUtf8();
                case 5 -> {
                    int limit = in.pushLimit(in.readRawVarint32());
                    SmallConstant value = readAttribute(in, floats);
                    constant = value == null ? constant : value;
                    in.popLimit(limit);
                }
                default -> in.skipField(tag);
            }
        }
        if (operation.equals("Constant") && constant != null && outputs.size() == 1) {
            constants.put(outputs.get(0), constant);
        }
        nodes.add(new Node(operation, name, inputs, outputs, floats));
    }

    /**
     * Puts a number among the floats; returns a small tensor, or null where it is something else.
     */
    private @Nullable SmallConstant readAttribute(CodedInputStream in, Map<String, Float> floats)
            throws IOException {
        String name = "";
        SmallConstant tensor = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> name = in.readStringRequireUtf8();
                case 2 -> floats.put(name, in.readFloat());
                case 5 -> {
                    int limit = in.pushLimit(in.readRawVarint32());
                    tensor = OnnxTensor.read(in, file).small().orElse(null);
                    in.popLimit(limit);
                }
                default -> in.skipField(tag);
            }
        }
        return tensor;
    }
}
