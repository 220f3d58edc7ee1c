package io.github.flinkbert.family.words;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/** Whether bytes are UTF-8. */
final class Utf8 {

    private Utf8() {}

    /** Of the first bytes of an array. */
    static boolean isValid(byte[] bytes, int length) {
        boolean ascii = true;
        for (int i = 0; i < length; i++) {
            ascii &= bytes[i] >= 0;
        }
        if (ascii) {
            return true;
        }
        try {
            var unused = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
