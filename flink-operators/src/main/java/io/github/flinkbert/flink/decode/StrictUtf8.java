package io.github.flinkbert.flink.decode;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * UTF-8 that is refused where it is wrong, not mended with replacement characters: a mended text
 * would be enriched as if its producer had meant it.
 */
final class StrictUtf8 {

    private StrictUtf8() {}

    static String decode(byte[] bytes, String what) throws MalformedRecordException {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
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
    static void requireWholeCharacters(String text, String what) throws MalformedRecordException {
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
