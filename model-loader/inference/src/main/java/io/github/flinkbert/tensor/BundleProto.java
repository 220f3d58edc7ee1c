package io.github.flinkbert.tensor;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.github.flinkbert.failure.CheckpointException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.tensorflow.ndarray.Shape;

/**
 * The two messages of TensorFlow's {@code tensor_bundle.proto}, of which TensorFlow Java has no
 * classes.
 */
final class BundleProto {

    static final int DT_FLOAT = 1;
    static final int DT_BFLOAT16 = 14;
    static final int DT_HALF = 19;

    private static final int BIG_ENDIAN = 1;
    private static final int MOST_SHARDS = 100_000;

    private BundleProto() {}

    /** A {@code BundleEntryProto}: where a tensor is. */
    record Entry(
            String name,
            NumberFormat format,
            Shape shape,
            int shard,
            long offset,
            long size,
            OptionalInt crc32c) {

        StoredTensor in(Path file) {
            return new StoredTensor(name, format, shape, file, offset, size, crc32c);
        }
    }

    /** {@code BundleHeaderProto.num_shards}, once the rest of the header is one that we read. */
    static int shardCount(byte[] header, String file) {
        int shards = 0;
        int endianness = 0;
        try {
            CodedInputStream in = CodedInputStream.newInstance(header);
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                switch (WireFormat.getTagFieldNumber(tag)) {
                    case 1 -> shards = in.readInt32();
                    case 2 -> endianness = in.readEnum();
                    default -> in.skipField(tag);
                }
            }
        } catch (IOException e) {
            throw new CheckpointException(
                    "%s is damaged: its header cannot be read".formatted(file), e);
        }
        if (endianness == BIG_ENDIAN) {
            throw new CheckpointException(
                    "%s was written big-endian; only little-endian checkpoints are read"
                            .formatted(file));
        }
        if (shards <= 0 || shards > MOST_SHARDS) {
            throw new CheckpointException(
                    "%s is damaged: its header says %d shards".formatted(file, shards));
        }
        return shards;
    }

    static Entry entry(String name, byte[] value, String file) {
        int type = 0;
        Shape shape = Shape.scalar();
        int shard = 0;
        long offset = 0;
        long size = 0;
        OptionalInt crc = OptionalInt.empty();
        boolean sliced = false;
        try {
            CodedInputStream in = CodedInputStream.newInstance(value);
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                switch (WireFormat.getTagFieldNumber(tag)) {
                    case 1 -> type = in.readEnum();
                    case 2 -> shape = shape(in.readByteArray());
                    case 3 -> shard = in.readInt32();
                    case 4 -> offset = in.readInt64();
                    case 5 -> size = in.readInt64();
                    case 6 -> crc = OptionalInt.of(MaskedCrc.unmask(in.readFixed32()));
                    case 7 -> {
                        sliced = true;
                        in.skipField(tag);
                    }
                    default -> in.skipField(tag);
                }
            }
        } catch (IOException e) {
            throw new CheckpointException(
                    "%s is damaged: its entry of %s cannot be read".formatted(file, name), e);
        }
        // a partitioned variable has no bytes of its own; it counts as present, but unreadable
        NumberFormat format = sliced ? NumberFormat.OTHER : formatOf(type);
        boolean misfit =
                format != NumberFormat.OTHER
                        && (size / format.bytes() != shape.size() || size % format.bytes() != 0);
        if (shard < 0 || offset < 0 || size < 0 || offset > Long.MAX_VALUE - size || misfit) {
            throw new CheckpointException(
                    "%s is damaged: %s of shape %s has %d bytes at %d of shard %d"
                            .formatted(file, name, shape, size, offset, shard));
        }
        return new Entry(name, format, shape, shard, offset, size, crc);
    }

    private static NumberFormat formatOf(int dataType) {
        return switch (dataType) {
            case DT_FLOAT -> NumberFormat.FLOAT32;
            case DT_HALF -> NumberFormat.FLOAT16;
            case DT_BFLOAT16 -> NumberFormat.BFLOAT16;
            default -> NumberFormat.OTHER;
        };
    }

    /** A {@code TensorShapeProto}: field 2 repeated, each with its size in field 1. */
    private static Shape shape(byte[] message) throws IOException {
        List<Long> sizes = new ArrayList<>();
        CodedInputStream in = CodedInputStream.newInstance(message);
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (WireFormat.getTagFieldNumber(tag) == 2) {
                sizes.add(dimension(in.readByteArray()));
            } else {
                in.skipField(tag);
            }
        }
        return Shape.of(sizes.stream().mapToLong(Long::longValue).toArray());
    }

    private static long dimension(byte[] message) throws IOException {
        long size = 0;
        CodedInputStream in = CodedInputStream.newInstance(message);
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (WireFormat.getTagFieldNumber(tag) == 1) {
                size = in.readInt64();
            } else {
                in.skipField(tag);
            }
        }
        if (size < 0) {
            throw new IOException("a dimension of %d".formatted(size));
        }
        return size;
    }
}
