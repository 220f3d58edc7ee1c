package io.github.flinkbert.checkpoint;

import com.google.protobuf.InvalidProtocolBufferException;
import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.text.Casing;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

/**
 * What a TensorFlow Hub module of BERT says about lower-casing: its signature {@code
 * tokenization_info} has an output {@code do_lower_case}, a constant, which Google's {@code
 * run_classifier_with_tfhub.py} asks for before it makes a tokenizer.
 */
final class HubSignature {

    private static final String OUTPUT = "do_lower_case";
    private static final long LARGEST = 64L << 20;

    private HubSignature() {}

    static Optional<Casing> casing(Path graph) {
        try {
            if (!Files.isRegularFile(graph) || Files.size(graph) > LARGEST) {
                return Optional.empty();
            }
            try (InputStream in = Files.newInputStream(graph)) {
                return SavedModel.parseFrom(in).getMetaGraphsList().stream()
                        .flatMap(metaGraph -> casing(metaGraph).stream())
                        .findFirst();
            }
        } catch (InvalidProtocolBufferException e) {
            return Optional.empty(); // the graph is Google's, and not what we run: it may be odd
        } catch (IOException e) {
            throw new CheckpointException(
                    "%s cannot be read: %s".formatted(graph, e.getMessage()), e);
        }
    }

    private static Optional<Casing> casing(MetaGraphDef metaGraph) {
        for (SignatureDef signature : metaGraph.getSignatureDefMap().values()) {
            TensorInfo output = signature.getOutputsMap().get(OUTPUT);
            if (output == null) {
                continue;
            }
            String node = output.getName().replaceFirst(":\\d+$", "");
            for (NodeDef each : metaGraph.getGraphDef().getNodeList()) {
                if (each.getName().equals(node) && each.containsAttr("value")) {
                    var value = each.getAttrOrThrow("value").getTensor();
                    if (value.getBoolValCount() == 1) {
                        return Optional.of(value.getBoolVal(0) ? Casing.UNCASED : Casing.CASED);
                    }
                }
            }
        }
        return Optional.empty();
    }
}
