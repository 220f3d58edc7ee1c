package io.github.flinkbert.tensor;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.github.flinkbert.failure.CheckpointException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.tensorflow.ndarray.Shape;

/**
 * A {@code TensorProto}: where its numbers lie in the file, and the numbers themselves where they
 * are few.
 */
record OnnxTensor(StoredTensor stored, Optional<SmallConstant> small) {

    private static final int FLOAT = 1;
    private static final int INT64 = 7;
    private static final int FLOAT16 = 10;
    private static final int BFLOAT16 = 16;
    private static final int EXTERNAL = 1;
    private static final int FEW_BYTES = 64;

    /** Reads to the limit that the caller has pushed. */
    static OnnxTensor read(CodedInputStream in, Path file) throws IOException {
        List<Long> shape = new ArrayList<>();
        int type = 0;
        String name = "";
        long offset = 0;
        long length = 0;
        byte[] few = {};
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            boolean packed = WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> readDimensions(in, packed, shape);
                case 2 -> type = in.readInt32();
                case 8 -> name = in.readStringRequireUtf8();
                case 4, 9 -> { // packed float_data is laid out as raw_data is
                    if (!packed) {
                        throw new IOException("numbers that are not packed");
                    }
                    int size = in.readRawVarint32();
                    offset = in.getTotalBytesRead();
                    length = size;
                    if (size <= FEW_BYTES) {
                        few = in.readRawBytes(size);
                    } else {
                        in.skipRawBytes(size);
                    }
                }
                case 14 -> {
                    if (in.readEnum() == EXTERNAL) {
                        throw new CheckpointException(
                                "%s keeps %s in another file; only ONNX files of one piece are read"
                                        .formatted(file, name));
                    }
                }
                default -> in.skipField(tag);
            }
        }
        StoredTensor stored =
                new StoredTensor(
                        name,
                        format(type),
                        Shape.of(shape.stream().mapToLong(Long::longValue).toArray()),
                        file,
                        offset,
                        length,
                        OptionalInt.empty());
        if (stored.format() != NumberFormat.OTHER
                && length != stored.size() * stored.format().bytes()) {
            throw new CheckpointException(
                    "%s is damaged: %s of shape %s has %d bytes"
                            .formatted(file, name, shape, length));
        }
        return new OnnxTensor(stored, small(type, few));
    }

    private static void readDimensions(CodedInputStream in, boolean packed, List<Long> shape)
            throws IOException {
        if (packed) {
            int limit = in.pushLimit(in.readRawVarint32());
            while (!in.isAtEnd()) {
                shape.add(in.readInt64());
            }
            in.popLimit(limit);
        } else {
            shape.add(in.readInt64());
        }
        if (shape.stream().anyMatch(dimension -> dimension < 0)) {
            throw new IOException("a shape of " + shape);
        }
    }

    private static NumberFormat format(int type) {
        return switch (type) {
            case FLOAT -> NumberFormat.FLOAT32;
            case FLOAT16 -> NumberFormat.FLOAT16;
            case BFLOAT16 -> NumberFormat.BFLOAT16;
            default -> NumberFormat.OTHER;
        };
    }

    private static Optional<SmallConstant> small(int type, byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        List<Long> integers = new ArrayList<>();
        List<Float> floats = new ArrayList<>();
        while (type == INT64 && buffer.remaining() >= Long.BYTES) {
            integers.add(buffer.getLong());
        }
        while (type == FLOAT && buffer.remaining() >= Float.BYTES) {
            floats.add(buffer.getFloat());
        }
        return integers.isEmpty() && floats.isEmpty()
                ? Optional.empty()
                : Optional.of(new SmallConstant(List.copyOf(integers), List.copyOf(floats)));
    }
}
