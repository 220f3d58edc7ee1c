package io.github.flinkbert.tensor;

import io.github.flinkbert.failure.CheckpointException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.annotation.Internal;

/**
 * A TensorFlow checkpoint of version 2, a "tensor bundle": {@code prefix.index}, and its shards
 * {@code prefix.data-00000-of-00001}.
 *
 * <p>Source: TensorFlow's {@code core/util/tensor_bundle} and {@code
 * core/protobuf/tensor_bundle.proto}. Shards are checked for their length here; tensors for their
 * checksum when they are read.
 *
 * @param index the index file
 * @param shards the data files, in order
 * @param tensors every tensor, by name
 */
@Internal
public record TensorBundle(Path index, List<Path> shards, Map<String, StoredTensor> tensors) {

    private static final String INDEX_SUFFIX = ".index";
    private static final long LARGEST_INDEX = 64L << 20;

    /** Whether a file is the index of a checkpoint, by its last bytes. */
    public static boolean isIndex(Path file) throws IOException {
        if (!file.toString().endsWith(INDEX_SUFFIX)) {
            return false;
        }
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            byte[] tail = new byte[(int) Math.min(in.length(), SortedTable.FOOTER_BYTES)];
            in.seek(in.length() - tail.length);
            in.readFully(tail);
            return SortedTable.endsAsTable(tail);
        }
    }

    /**
     * @param index the file {@code prefix.index}
     */
    public static TensorBundle open(Path index) {
        Map<String, byte[]> table = SortedTable.read(bytes(index), index.toString());
        byte[] header = table.remove("");
        if (header == null) {
            throw new CheckpointException("%s is damaged: it has no header".formatted(index));
        }
        int shardCount = BundleProto.shardCount(header, index.toString());
        List<Path> shards = new ArrayList<>();
        for (int shard = 0; shard < shardCount; shard++) {
            shards.add(shardOf(index, shard, shardCount));
        }
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        long[] needed = new long[shardCount];
        table.forEach(
                (name, value) -> {
                    BundleProto.Entry entry = BundleProto.entry(name, value, index.toString());
                    if (entry.shard() >= shardCount) {
                        throw new CheckpointException(
                                "%s puts %s into shard %d, but has %d shards"
                                        .formatted(index, name, entry.shard(), shardCount));
                    }
                    needed[entry.shard()] =
                            Math.max(needed[entry.shard()], entry.offset() + entry.size());
                    tensors.put(name, entry.in(shards.get(entry.shard())));
                });
        for (int shard = 0; shard < shardCount; shard++) {
            requireLength(shards.get(shard), needed[shard], index);
        }
        return new TensorBundle(index, List.copyOf(shards), Map.copyOf(tensors));
    }

    private static byte[] bytes(Path index) {
        try {
            long size = Files.size(index);
            if (size > LARGEST_INDEX) {
                throw new CheckpointException(
                        "%s is no TensorFlow checkpoint index: it has %d bytes, at most %d expected"
                                .formatted(index, size, LARGEST_INDEX));
            }
            return Files.readAllBytes(index);
        } catch (IOException e) {
            throw new CheckpointException(
                    "%s cannot be read: %s".formatted(index, e.getMessage()), e);
        }
    }

    static Path shardOf(Path index, int shard, int count) {
        String name = index.getFileName().toString();
        String prefix = name.substring(0, name.length() - INDEX_SUFFIX.length());
        return index.resolveSibling("%s.data-%05d-of-%05d".formatted(prefix, shard, count));
    }

    private static void requireLength(Path shard, long needed, Path index) {
        try {
            if (!Files.isRegularFile(shard)) {
                throw new CheckpointException(
                        "%s is missing: %s needs this shard".formatted(shard, index.getFileName()));
            }
            if (Files.size(shard) < needed) {
                throw new CheckpointException(
                        "%s is truncated: it has %d bytes, %s says %d"
                                .formatted(shard, Files.size(shard), index.getFileName(), needed));
            }
        } catch (IOException e) {
            throw new CheckpointException(
                    "%s cannot be read: %s".formatted(shard, e.getMessage()), e);
        }
    }
}
