package io.github.flinkbert.cli.finetune;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.flink.annotation.Internal;

/**
 * What a model card says of a file of data. Its folder is nobody else's business.
 *
 * @param role {@code training}, {@code development} or {@code test}
 * @param name of the file, without its folder
 * @param bytes its size
 * @param digest SHA-256 in lower-case hexadecimal
 * @param content how much is in it, for people
 * @param licence as the user gave it; may be empty
 */
@Internal
public record DataFacts(
        String role, String name, long bytes, String digest, String content, String licence) {

    public static DataFacts of(String role, Path file, String content, String licence) {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            long bytes;
            try (DigestInputStream digested = new DigestInputStream(in, sha)) {
                bytes = digested.transferTo(OutputStream.nullOutputStream());
            }
            return new DataFacts(
                    role,
                    file.getFileName().toString(),
                    bytes,
                    HexFormat.of().formatHex(sha.digest()),
                    content,
                    licence);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
