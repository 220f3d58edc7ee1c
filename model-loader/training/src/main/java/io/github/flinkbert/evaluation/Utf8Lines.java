package io.github.flinkbert.evaluation;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.annotation.Internal;

/** A file's lines, each decoded by itself, so that a line which is not UTF-8 can be named. */
@Internal
public final class Utf8Lines {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private Utf8Lines() {}

    /**
     * The lines without their ends, and without a byte order mark. A line ends with LF or CRLF; in
     * a file that has no LF at all, with CR.
     *
     * @throws EvaluationException if the file cannot be read, or is not UTF-8
     */
    public static List<String> read(Path file) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new EvaluationException("there is no file %s".formatted(file), e);
        } catch (IOException e) {
            throw new EvaluationException("%s cannot be read: %s".formatted(file, e), e);
        }
        byte lineEnd = lineEnd(bytes);
        List<String> lines = new ArrayList<>();
        int from = 0;
        while (from < bytes.length) {
            int end = from;
            while (end < bytes.length && bytes[end] != lineEnd) {
                end++;
            }
            int to = end > from && bytes[end - 1] == '\r' ? end - 1 : end;
            lines.add(decode(bytes, from, to, file, lines.size() + 1));
            from = end + 1;
        }
        if (!lines.isEmpty() && lines.get(0).startsWith(BYTE_ORDER_MARK)) {
            lines.set(0, lines.get(0).substring(1));
        }
        return lines;
    }

    // Where lines end with LF, a CR within one is text.
    private static byte lineEnd(byte[] bytes) {
        boolean carriageReturn = false;
        for (byte each : bytes) {
            if (each == '\n') {
                return '\n';
            }
            carriageReturn |= each == '\r';
        }
        return (byte) (carriageReturn ? '\r' : '\n');
    }

    private static String decode(byte[] bytes, int from, int to, Path file, int number) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, to - from))
                    .toString();
        } catch (CharacterCodingException e) {
            throw EvaluationException.at(file, number, "expected UTF-8, found other bytes");
        }
    }
}
