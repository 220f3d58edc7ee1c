package io.github.flinkbert.task.redaction;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.flink.annotation.PublicEvolving;

/**
 * The secret of which pseudonyms are made: HMAC-SHA-256 (RFC 2104) over type and value. Who does
 * not have it cannot tell whose pseudonym it is, nor try out names. Immutable; never shown.
 */
@PublicEvolving
public final class PseudonymKey {

    /** Fewer bytes could be tried out. */
    public static final int FEWEST_BYTES = 16;

    private static final String ALGORITHM = "HmacSHA256";

    /** 64 bits: among a million values two are alike once in 37 million times. */
    private static final int PSEUDONYM_BYTES = 8;

    private final byte[] bytes;

    private PseudonymKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * @throws IllegalArgumentException if they are fewer than {@link #FEWEST_BYTES}
     */
    public static PseudonymKey of(byte[] bytes) {
        if (bytes.length < FEWEST_BYTES) {
            throw new IllegalArgumentException(
                    "a key for pseudonyms must have at least %d bytes, found %d"
                            .formatted(FEWEST_BYTES, bytes.length));
        }
        return new PseudonymKey(bytes.clone());
    }

    /**
     * A file whose bytes are the key, without the line's end that editors leave behind it.
     *
     * @throws IllegalArgumentException if it cannot be read, or is too short
     */
    public static PseudonymKey read(Path file) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "the key for pseudonyms cannot be read from %s: expected a file of at least %d bytes"
                            .formatted(file, FEWEST_BYTES),
                    e);
        }
        int end = bytes.length;
        while (end > 0 && (bytes[end - 1] == '\n' || bytes[end - 1] == '\r')) {
            end--;
        }
        try {
            return of(Arrays.copyOf(bytes, end));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("%s: %s".formatted(file, e.getMessage()), e);
        }
    }

    /** Equal types and values, equal pseudonyms: 16 hexadecimal digits. */
    String pseudonym(String type, String value) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(bytes, ALGORITHM));
            mac.update(type.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            byte[] whole = mac.doFinal(value.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(whole, 0, PSEUDONYM_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PseudonymKey that && MessageDigest.isEqual(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "PseudonymKey[secret]";
    }
}
