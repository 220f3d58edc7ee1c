package io.github.flinkbert.flink.protobuf;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.squareup.wire.schema.CoreLoader;
import com.squareup.wire.schema.ErrorCollector;
import com.squareup.wire.schema.Linker;
import com.squareup.wire.schema.Location;
import com.squareup.wire.schema.ProtoFile;
import com.squareup.wire.schema.Schema;
import com.squareup.wire.schema.internal.SchemaEncoder;
import com.squareup.wire.schema.internal.parser.ProtoParser;
import io.github.flinkbert.flink.registry.ProtobufText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.annotation.Internal;
import org.jspecify.annotations.Nullable;

/**
 * The message types of a .proto file. Wire parses the text and links it with what it imports;
 * Protobuf's own library reads the messages. Immutable.
 */
@Internal
public final class MessageTypes {

    /** No import of a schema's can have it. */
    private static final String OWN = "\0schema.proto";

    private final FileDescriptor file;

    private MessageTypes(FileDescriptor file) {
        this.file = file;
    }

    /**
     * @throws IllegalArgumentException whose message says what is wrong with the text
     */
    public static MessageTypes of(ProtobufText text) {
        try {
            List<ProtoFile> files = new ArrayList<>();
            files.add(parsed(OWN, text.text()));
            text.imports().forEach((name, imported) -> files.add(parsed(name, imported)));
            Schema schema =
                    new Linker(CoreLoader.INSTANCE, new ErrorCollector(), true, true).link(files);
            return new MessageTypes(built(OWN, schema, new HashMap<>()));
        } catch (RuntimeException | StackOverflowError e) {
            // Wire reports what is wrong in several classes.
            throw new IllegalArgumentException(e.getMessage(), e);
        } catch (DescriptorValidationException | InvalidProtocolBufferException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static ProtoFile parsed(String name, String text) {
        return ProtoFile.Companion.get(ProtoParser.Companion.parse(Location.get("", name), text));
    }

    /**
     * @param known files that are built; null under the names of those that are being built
     */
    private static FileDescriptor built(
            String name, Schema schema, Map<String, @Nullable FileDescriptor> known)
            throws DescriptorValidationException, InvalidProtocolBufferException {
        known.put(name, null);
        ProtoFile file = schema.protoFile(name);
        if (file == null) {
            throw new IllegalArgumentException("it imports %s, which is not there".formatted(name));
        }
        FileDescriptorProto proto =
                FileDescriptorProto.parseFrom(new SchemaEncoder(schema).encode(file).toByteArray());
        List<FileDescriptor> imports = new ArrayList<>();
        for (String each : proto.getDependencyList()) {
            if (!known.containsKey(each)) {
                built(each, schema, known);
            }
            FileDescriptor imported = known.get(each);
            if (imported != null) {
                imports.add(imported);
            }
        }
        FileDescriptor descriptor =
                FileDescriptor.buildFrom(proto, imports.toArray(FileDescriptor[]::new), true);
        known.put(name, descriptor);
        return descriptor;
    }

    /**
     * The type at a place in the file: which of its messages, which of the messages in that one,
     * and so on. The types that Protobuf makes for maps do not count.
     *
     * @return empty where there is none
     */
    public Optional<Descriptor> at(List<Integer> indexes) {
        List<Descriptor> types = file.getMessageTypes();
        Descriptor type = null;
        for (int index : indexes) {
            if (index < 0 || index >= types.size()) {
                return Optional.empty();
            }
            type = types.get(index);
            types =
                    type.getNestedTypes().stream()
                            .filter(nested -> !nested.getOptions().getMapEntry())
                            .toList();
        }
        return Optional.ofNullable(type);
    }
}
