package io.github.flinkbert.flink.decode;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.flink.annotation.Internal;

/**
 * UTF-8 that is refused where it is wrong, not mended with replacement characters: a mended text
 * would be enriched as if its producer had meant it.
 */
@Internal
public final class StrictUtf8 {

    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final byte[] BIG_ENDIAN_MARK = {(byte) 0xFE, (byte) 0xFF};
    private static final byte[] LITTLE_ENDIAN_MARK = {(byte) 0xFF, (byte) 0xFE};
    private static final char REPLACEMENT = '\uFFFD';

    private StrictUtf8() {}

    /**
     * A whole value, as an editor or a database may have written it: the byte order mark that it
     * may begin with is no part of it.
     */
    public static String decodeWithoutMark(byte[] bytes, String what)
            throws MalformedRecordException {
        if (beginsWith(bytes, BIG_ENDIAN_MARK) || beginsWith(bytes, LITTLE_ENDIAN_MARK)) {
            throw new MalformedRecordException(
                    "%s begins with the byte order mark of UTF-16, expected UTF-8".formatted(what));
        }
        return decode(bytes, beginsWith(bytes, MARK) ? MARK.length : 0, what);
    }

    private static boolean beginsWith(byte[] bytes, byte[] mark) {
        return bytes.length >= mark.length
                && Arrays.equals(bytes, 0, mark.length, mark, 0, mark.length);
    }

    public static String decode(byte[] bytes, String what) throws MalformedRecordException {
        return decode(bytes, 0, what);
    }

    private static String decode(byte[] bytes, int from, String what)
            throws MalformedRecordException {
        // The JDK has a fast way that puts this character in the place of what is wrong.
        String decoded = new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
        return decoded.indexOf(REPLACEMENT) < 0 ? decoded : decodeStrictly(bytes, from, what);
    }

    private static String decodeStrictly(byte[] bytes, int from, String what)
            throws MalformedRecordException {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes, from, bytes.length - from);
        CharBuffer out = CharBuffer.allocate(bytes.length); // never more characters than bytes
        CoderResult result = decoder.decode(in, out, true);
        if (result.isError()) {
            throw new MalformedRecordException(
                    "%s is not UTF-8: byte %d of %d begins no valid character"
                            .formatted(what, in.position(), bytes.length));
        }
        return out.flip().toString();
    }

    /** Half a character, which JSON can spell but UTF-8 cannot. */
    public static void requireWholeCharacters(String text, String what)
            throws MalformedRecordException {
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (Character.isHighSurrogate(unit)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(unit)) {
                throw new MalformedRecordException(
                        "%s has half a surrogate pair at UTF-16 code unit %d".formatted(what, i));
            }
        }
    }
}
