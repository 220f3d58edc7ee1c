package io.github.flinkbert.tensor;

import io.github.flinkbert.failure.CheckpointException;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.annotation.Internal;
import org.tensorflow.ndarray.Shape;

/**
 * NumPy's file of one array: of float32 or float16, little-endian, row-major.
 *
 * <p>Source: {@code numpy/lib/format.py}, versions 1 to 3.
 */
@Internal
public final class NpyFile {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int LONGEST_HEADER = 1 << 16;
    private static final Pattern HEADER =
            Pattern.compile(
                    "\\{\\s*'descr':\\s*'([^']+)',\\s*'fortran_order':\\s*(True|False),"
                            + "\\s*'shape':\\s*\\(([\\d, ]*)\\),?\\s*\\}\\s*");

    private NpyFile() {}

    /**
     * Where the array lies.
     *
     * @throws CheckpointException if there is no such file, or it is none of these, or is truncated
     */
    public static StoredTensor open(Path file) {
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            byte[] magic = in.readNBytes(MAGIC.length);
            int major = in.readUnsignedByte();
            in.readUnsignedByte();
            if (!Arrays.equals(magic, MAGIC) || major < 1 || major > 3) {
                throw new CheckpointException(
                        "%s is no array of NumPy's: its first bytes are others".formatted(file));
            }
            int lengthBytes = major == 1 ? 2 : 4;
            int length = littleEndian(in, lengthBytes);
            if (length < 0 || length > LONGEST_HEADER) {
                throw new CheckpointException(
                        "%s has a header of %d bytes; at most %d are expected"
                                .formatted(file, length, LONGEST_HEADER));
            }
            String header = new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
            return tensor(file, header, MAGIC.length + 2L + lengthBytes + length);
        } catch (NoSuchFileException e) {
            throw new CheckpointException("%s is missing".formatted(file), e);
        } catch (EOFException e) {
            throw new CheckpointException(
                    "%s is no array of NumPy's: it ends in its header".formatted(file), e);
        } catch (IOException e) {
            throw new CheckpointException(
                    "%s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static int littleEndian(InputStream in, int bytes) throws IOException {
        int value = 0;
        for (int i = 0; i < bytes; i++) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException();
            }
            value |= next << (Byte.SIZE * i);
        }
        return value;
    }

    private static StoredTensor tensor(Path file, String header, long offset) throws IOException {
        Matcher matcher = HEADER.matcher(header);
        if (!matcher.matches()) {
            throw new CheckpointException(
                    "%s: its header is not understood, found %s".formatted(file, header.strip()));
        }
        NumberFormat format =
                switch (matcher.group(1)) {
                    case "<f4" -> NumberFormat.FLOAT32;
                    case "<f2" -> NumberFormat.FLOAT16;
                    default ->
                            throw new CheckpointException(
                                    "%s holds numbers of the type %s; expected <f4 or <f2"
                                            .formatted(file, matcher.group(1)));
                };
        if (matcher.group(2).equals("True")) {
            throw new CheckpointException(
                    "%s is laid out by columns (fortran_order); expected by rows".formatted(file));
        }
        Shape shape = shape(file, matcher.group(3));
        long length = shape.size() * format.bytes();
        if (Files.size(file) < offset + length) {
            throw new CheckpointException(
                    "%s is truncated: it has %d bytes, its header says %d"
                            .formatted(file, Files.size(file), offset + length));
        }
        return new StoredTensor(
                file.getFileName().toString(),
                format,
                shape,
                file,
                offset,
                length,
                OptionalInt.empty());
    }

    private static Shape shape(Path file, String axes) {
        List<Long> sizes = new ArrayList<>();
        try {
            for (String each : axes.split(",", -1)) {
                if (!each.isBlank()) {
                    sizes.add((long) Integer.parseInt(each.strip()));
                }
            }
        } catch (NumberFormatException e) {
            throw new CheckpointException(
                    "%s: its shape is not understood, found (%s)".formatted(file, axes), e);
        }
        return Shape.of(sizes.stream().mapToLong(Long::longValue).toArray());
    }

    /**
     * Some numbers of arrays that lie one behind the other.
     *
     * @param arrays in their order
     * @param from how many numbers of all arrays are before the first
     * @param count of numbers; there are as many
     * @return stretches of the files, one behind the other
     */
    public static List<StoredTensor> stretches(List<StoredTensor> arrays, long from, long count) {
        List<StoredTensor> stretches = new ArrayList<>();
        long begin = 0;
        for (StoredTensor array : arrays) {
            long first = Math.max(from, begin);
            long end = Math.min(from + count, begin + array.size());
            if (first < end) {
                int bytes = array.format().bytes();
                stretches.add(
                        new StoredTensor(
                                array.name(),
                                array.format(),
                                Shape.of(end - first),
                                array.file(),
                                array.offset() + (first - begin) * bytes,
                                (end - first) * bytes,
                                OptionalInt.empty()));
            }
            begin += array.size();
        }
        return stretches;
    }
}
