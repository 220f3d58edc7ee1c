package io.github.flinkbert.flink;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.flinkbert.schemas.TextEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.apache.avro.message.RawMessageEncoder;

/** Values that no text can be read from, or no answer written about: one of each kind. */
final class BrokenRecords {

    private BrokenRecords() {}

    /**
     * Broken where JSON of up to 100,000 bytes and texts of up to 20,000 characters are expected.
     */
    static Map<String, byte[]> json() {
        Map<String, byte[]> kinds = new LinkedHashMap<>();
        kinds.put("tombstone", null);
        kinds.put("empty", new byte[0]);
        kinds.put("blank", utf8(" \n\t "));
        kinds.put("not JSON", utf8("Hello, world"));
        kinds.put("cut short", utf8("{\"id\": 1, \"text\": \"and th"));
        kinds.put("two objects", utf8("{\"text\": \"a\"} {\"text\": \"b\"}"));
        kinds.put("an array", utf8("[{\"text\": \"a\"}]"));
        kinds.put("a string", utf8("\"a text\""));
        kinds.put("null", utf8("null"));
        kinds.put("a number", utf8("17"));
        kinds.put("no text field", utf8("{\"id\": 1, \"body\": \"a\"}"));
        kinds.put("text null", utf8("{\"text\": null}"));
        kinds.put("text a number", utf8("{\"text\": 3.5}"));
        kinds.put("text an object", utf8("{\"text\": {\"text\": \"a\"}}"));
        kinds.put("text empty", utf8("{\"text\": \"\"}"));
        kinds.put("text blank", utf8("{\"text\": \" \\n\\u2003 \"}"));
        kinds.put("a byte that UTF-8 never has", spliced(0xFF));
        kinds.put("overlong UTF-8", spliced(0xC0, 0xAF));
        kinds.put("a surrogate in UTF-8", spliced(0xED, 0xA0, 0x80));
        kinds.put("a lone continuation byte", spliced(0x80));
        kinds.put("a code point beyond Unicode", spliced(0xF4, 0x90, 0x80, 0x80));
        kinds.put("UTF-8 cut within a character", Arrays.copyOf(utf8("{\"text\": \"é"), 11));
        kinds.put("UTF-16", "{\"text\": \"a\"}".getBytes(UTF_16));
        kinds.put("half a surrogate pair, escaped", utf8("{\"text\": \"a \\ud83d b\"}"));
        kinds.put("half a pair in an attribute", utf8("{\"text\": \"a\", \"x\": \"\\udc00\"}"));
        kinds.put("a field twice", utf8("{\"text\": \"a\", \"text\": \"b\"}"));
        kinds.put("nested deep", utf8("{\"text\": " + "[".repeat(5000) + "]".repeat(5000) + "}"));
        kinds.put("an endless number", utf8("{\"text\": \"a\", \"n\": " + "9".repeat(5000) + "}"));
        kinds.put("not a time", utf8("{\"text\": \"a\", \"eventTime\": \"yesterday\"}"));
        kinds.put("a time beyond time", utf8("{\"text\": \"a\", \"eventTime\": 1e400}"));
        kinds.put("id an object", utf8("{\"text\": \"a\", \"id\": {}}"));
        kinds.put("question a list", utf8("{\"text\": \"a\", \"question\": [\"b\"]}"));
        kinds.put(
                "too many bytes",
                utf8("{\"text\": \"a\", \"x\": \"" + "x".repeat(100_000) + "\"}"));
        kinds.put("too many characters", utf8("{\"text\": \"" + "x".repeat(20_001) + "\"}"));
        kinds.put("random bytes", random(1000));
        kinds.put("refused by the model", utf8("{\"text\": \"please refuse me\"}"));
        // A quote in a list in an attribute takes twice the bytes when it is written.
        kinds.put(
                "too long when written",
                utf8("{\"text\": \"a\", \"x\": [\"" + "\\\"".repeat(45_000) + "\"]}"));
        return kinds;
    }

    /** Broken where Avro TextEvents are expected. */
    static Map<String, byte[]> avro() {
        byte[] good =
                avro(new TextEvent("id", "a text", "why?", Instant.EPOCH, Map.of("a", "b"), null));
        byte[] noText = avro(new TextEvent("id", "", null, null, Map.of(), null));
        Map<String, byte[]> kinds = new LinkedHashMap<>();
        kinds.put("tombstone", null);
        kinds.put("empty", new byte[0]);
        // Without its last byte it is an event of the first version, which had no second text.
        kinds.put("cut short", Arrays.copyOf(good, good.length - 2));
        kinds.put("bytes after its end", Arrays.copyOf(good, good.length + 1));
        kinds.put("no text", noText);
        kinds.put("JSON", utf8("{\"id\": \"a\", \"text\": \"b\"}"));
        kinds.put("random bytes", random(200));
        kinds.put("a string of 2 GiB", joined(varint(Integer.MAX_VALUE - 8), utf8("abc")));
        kinds.put("a string of 2^62 bytes", joined(varint(1L << 62), utf8("abc")));
        kinds.put("a string of -1 bytes", joined(varint(-1), utf8("abc")));
        kinds.put("an endless varint", filled(20, 0x80));
        kinds.put("an unknown branch", joined(text("id"), text("text"), varint(7)));
        kinds.put(
                "a map of 2^31 entries",
                joined(text("id"), text("text"), varint(0), varint(0), varint(-(1L << 31) + 9)));
        kinds.put(
                "a string that is not UTF-8",
                joined(text("id"), varint(2), new byte[] {(byte) 0xC3, (byte) 0x28}));
        return kinds;
    }

    static byte[] avro(TextEvent event) {
        try {
            ByteBuffer bytes =
                    new RawMessageEncoder<TextEvent>(
                                    event.getSpecificData(), TextEvent.getClassSchema())
                            .encode(event);
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(17).nextBytes(bytes);
        return bytes;
    }

    private static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    /** Bytes in the middle of a text in JSON. */
    private static byte[] spliced(int... values) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(utf8("{\"text\": \"a "));
        for (int value : values) {
            bytes.write(value);
        }
        bytes.writeBytes(utf8(" b\"}"));
        return bytes.toByteArray();
    }

    private static byte[] text(String text) {
        return joined(varint(text.length()), utf8(text));
    }

    /** A number as Avro writes it: zigzag, seven bits a byte, low ones first. */
    private static byte[] varint(long number) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long left = (number << 1) ^ (number >> 63);
        while ((left & ~0x7FL) != 0) {
            bytes.write((int) ((left & 0x7F) | 0x80));
            left >>>= 7;
        }
        bytes.write((int) left);
        return bytes.toByteArray();
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }
}
