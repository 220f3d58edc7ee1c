package io.github.flinkbert.tensor;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.failure.CheckpointException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;

/** One tensor of a safetensors header, checked. */
final class SafetensorsEntry {

    /** Bits a number, of every format that the reference implementation writes in whole bytes. */
    static final Map<String, Integer> BITS =
            new TreeMap<>(
                    Map.ofEntries(
                            Map.entry("BOOL", 8),
                            Map.entry("U8", 8),
                            Map.entry("I8", 8),
                            Map.entry("F8_E5M2", 8),
                            Map.entry("F8_E4M3", 8),
                            Map.entry("F8_E8M0", 8),
                            Map.entry("I16", 16),
                            Map.entry("U16", 16),
                            Map.entry("F16", 16),
                            Map.entry("BF16", 16),
                            Map.entry("I32", 32),
                            Map.entry("U32", 32),
                            Map.entry("F32", 32),
                            Map.entry("C64", 64),
                            Map.entry("F64", 64),
                            Map.entry("I64", 64),
                            Map.entry("U64", 64)));

    private SafetensorsEntry() {}

    static StoredTensor read(String name, JsonNode json, Path file, long dataStart, long fileSize) {
        String type = json.path("dtype").asText("");
        Integer bits = BITS.get(type);
        if (bits == null) {
            throw new CheckpointException(
                    "%s: %s has the unknown type \"%s\"; known are %s"
                            .formatted(file, name, type, SafetensorsFile.formats()));
        }
        long[] shape = shape(name, json.path("shape"), file);
        long[] span = span(name, json.path("data_offsets"), file);
        long begin = span[0];
        long end = span[1];
        long room = fileSize - dataStart;
        if (begin < 0 || begin > end || end > room) {
            throw new CheckpointException(
                    "%s: %s lies at bytes %d to %d, outside the %d bytes that the file holds"
                            .formatted(file, name, begin, end, room));
        }
        long bytes = bytes(shape, bits / Byte.SIZE);
        if (end - begin != bytes) {
            throw new CheckpointException(
                    "%s: %s of type %s and shape %s needs %s bytes, found %d"
                            .formatted(
                                    file,
                                    name,
                                    type,
                                    json.path("shape"),
                                    bytes < 0 ? "too many" : Long.toString(bytes),
                                    end - begin));
        }
        return new StoredTensor(
                name,
                format(type),
                Shape.of(shape),
                file,
                dataStart + begin,
                end - begin,
                OptionalInt.empty());
    }

    /** Bytes of a tensor, or -1 where they are more than a file can have. */
    private static long bytes(long[] shape, long width) {
        long bytes = width;
        for (long dimension : shape) {
            if (dimension != 0 && bytes > Long.MAX_VALUE / dimension) {
                return -1;
            }
            bytes *= dimension;
        }
        return bytes;
    }

    private static NumberFormat format(String type) {
        return switch (type) {
            case "F32" -> NumberFormat.FLOAT32;
            case "F16" -> NumberFormat.FLOAT16;
            case "BF16" -> NumberFormat.BFLOAT16;
            default -> NumberFormat.OTHER;
        };
    }

    private static long[] shape(String name, JsonNode json, Path file) {
        long[] shape = wholeNumbers(json);
        if (shape == null) {
            throw new CheckpointException(
                    "%s: the shape of %s must be a list of whole numbers, found %s"
                            .formatted(file, name, json.isMissingNode() ? "nothing" : json));
        }
        return shape;
    }

    private static long[] span(String name, JsonNode json, Path file) {
        long[] span = wholeNumbers(json);
        if (span == null || span.length != 2) {
            throw new CheckpointException(
                    "%s: the data_offsets of %s must be two whole numbers, found %s"
                            .formatted(file, name, json.isMissingNode() ? "nothing" : json));
        }
        return span;
    }

    /** The numbers of a list, or null where it is none of whole numbers from 0 on. */
    private static long @Nullable [] wholeNumbers(JsonNode json) {
        if (!json.isArray()) {
            return null;
        }
        long[] numbers = new long[json.size()];
        for (int i = 0; i < numbers.length; i++) {
            JsonNode each = json.get(i);
            if (!each.isIntegralNumber() || !each.canConvertToLong() || each.asLong() < 0) {
                return null;
            }
            numbers[i] = each.asLong();
        }
        return numbers;
    }

    static void requireNoGapOrOverlap(
            Collection<StoredTensor> tensors, Path file, long dataStart, long fileSize) {
        long at = dataStart;
        List<StoredTensor> inOrder =
                tensors.stream()
                        .sorted(
                                Comparator.comparingLong(StoredTensor::offset)
                                        .thenComparingLong(StoredTensor::length))
                        .toList();
        for (StoredTensor tensor : inOrder) {
            if (tensor.offset() < at) {
                throw new CheckpointException(
                        "%s: %s overlaps the tensor before it by %d bytes"
                                .formatted(file, tensor.name(), at - tensor.offset()));
            }
            if (tensor.offset() > at) {
                throw new CheckpointException(
                        "%s: %d bytes before %s belong to no tensor"
                                .formatted(file, tensor.offset() - at, tensor.name()));
            }
            at = tensor.offset() + tensor.length();
        }
        if (at != fileSize) {
            throw new CheckpointException(
                    "%s: %d bytes at its end belong to no tensor".formatted(file, fileSize - at));
        }
    }
}
