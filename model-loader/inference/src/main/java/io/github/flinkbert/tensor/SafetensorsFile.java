package io.github.flinkbert.tensor;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.flinkbert.failure.CheckpointException;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.flink.annotation.Internal;

/**
 * A safetensors file: the length of a header in 8 bytes, the header as JSON, then the numbers.
 *
 * <p>Source: the format's own description (huggingface/safetensors, {@code README.md}, "Format").
 * The file is other people's and is not trusted: the header's length, names that come twice, number
 * formats, shapes, and that the tensors fill the rest of the file without gap or overlap are all
 * checked before a number is read.
 */
@Internal
public final class SafetensorsFile {

    private static final long LARGEST_HEADER =
            100_000_000; // as the reference implementation has it
    private static final String METADATA = "__metadata__";
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private SafetensorsFile() {}

    /**
     * @return every tensor, by name, in the header's order
     * @throws CheckpointException with a sentence that names the fault
     */
    public static Map<String, StoredTensor> open(Path file) {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            long size = in.length();
            if (size < Long.BYTES) {
                throw new CheckpointException(
                        "%s is truncated: it has %d bytes, a safetensors file has at least %d"
                                .formatted(file, size, Long.BYTES));
            }
            byte[] lengthBytes = new byte[Long.BYTES];
            in.readFully(lengthBytes);
            long length = ByteBuffer.wrap(lengthBytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
            if (length < 2 || length > LARGEST_HEADER || length > size - Long.BYTES) {
                throw new CheckpointException(
                        ("%s is truncated or no safetensors file: its header is said to have %s"
                                        + " bytes, the file has %d")
                                .formatted(file, Long.toUnsignedString(length), size));
            }
            byte[] header = new byte[(int) length];
            in.readFully(header);
            return tensors(parsed(header, file), file, Long.BYTES + length, size);
        } catch (EOFException e) {
            throw new CheckpointException("%s was cut short while it was read".formatted(file), e);
        } catch (IOException e) {
            throw new CheckpointException(
                    "%s cannot be read: %s"
                            .formatted(
                                    file, Files.exists(file) ? e.getMessage() : "it is not there"),
                    e);
        }
    }

    private static JsonNode parsed(byte[] header, Path file) throws IOException {
        try {
            JsonNode json = MAPPER.readTree(header);
            if (!json.isObject()) {
                throw new CheckpointException("%s: its header is no JSON object".formatted(file));
            }
            return json;
        } catch (JsonParseException e) {
            String message = e.getOriginalMessage();
            throw new CheckpointException(
                    message.startsWith("Duplicate field")
                            ? "%s names one thing twice: %s".formatted(file, message)
                            : "%s: its header is no JSON: %s".formatted(file, message),
                    e);
        } catch (JsonProcessingException e) {
            throw new CheckpointException(
                    "%s: its header is no JSON: %s".formatted(file, e.getOriginalMessage()), e);
        }
    }

    private static Map<String, StoredTensor> tensors(
            JsonNode header, Path file, long dataStart, long fileSize) {
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : header.properties()) {
            if (!entry.getKey().equals(METADATA)) {
                tensors.put(
                        entry.getKey(),
                        SafetensorsEntry.read(
                                entry.getKey(), entry.getValue(), file, dataStart, fileSize));
            }
        }
        SafetensorsEntry.requireNoGapOrOverlap(tensors.values(), file, dataStart, fileSize);
        return tensors;
    }

    /** Names of the number formats that are known, for messages. */
    static Set<String> formats() {
        return SafetensorsEntry.BITS.keySet();
    }
}
