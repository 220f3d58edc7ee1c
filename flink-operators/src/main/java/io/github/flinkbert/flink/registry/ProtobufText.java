package io.github.flinkbert.flink.registry;

import java.util.Map;
import org.apache.flink.annotation.Internal;

/**
 * A Protobuf schema as a registry has it.
 *
 * @param text of the .proto file
 * @param imports the texts of the files that it imports, and that these import, by the names under
 *     which they are imported; without those of Protobuf itself
 */
@Internal
public record ProtobufText(String text, Map<String, String> imports) {
    public ProtobufText {
        imports = Map.copyOf(imports);
    }
}
