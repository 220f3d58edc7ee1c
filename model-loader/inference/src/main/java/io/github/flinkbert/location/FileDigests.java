package io.github.flinkbert.location;

import io.github.flinkbert.failure.CheckpointException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.flink.annotation.Internal;

/**
 * SHA-256 of files, remembered by path, size and time of change, so that a release of hundreds of
 * megabytes is read once for it and not at every start.
 *
 * @param cache where they are remembered; a cache that cannot be written costs time, nothing else
 */
@Internal
public record FileDigests(CacheFolder cache) {

    private static final int BUFFER = 1 << 18;

    /** A fresh SHA-256. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** SHA-256 of a text's UTF-8, in lower-case hexadecimal. */
    public static String ofText(String text) {
        return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** SHA-256 of a file's bytes, in lower-case hexadecimal. */
    public String of(Path file) {
        try {
            Path real = file.toRealPath();
            String stamp = "%d %s".formatted(Files.size(real), Files.getLastModifiedTime(real));
            Path memory = cache.root().resolve("digests").resolve(ofText(real.toString()));
            Optional<String> known = remembered(memory, stamp);
            if (known.isPresent()) {
                return known.get();
            }
            String digest = computed(real);
            remember(memory, stamp, digest);
            return digest;
        } catch (IOException e) {
            throw new CheckpointException(
                    "%s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static Optional<String> remembered(Path memory, String stamp) {
        try {
            String[] lines = Files.readString(memory).split("\n", -1);
            return lines.length >= 2 && lines[0].equals(stamp)
                    ? Optional.of(lines[1])
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // not known yet
        }
    }

    private static String computed(Path file) throws IOException {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void remember(Path memory, String stamp, String digest) {
        try {
            Files.createDirectories(memory.getParent());
            Path fresh = Files.createTempFile(memory.getParent(), "fresh", ".tmp");
            Files.writeString(fresh, stamp + "\n" + digest + "\n");
            Files.move(fresh, memory, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            System.getLogger(FileDigests.class.getName())
                    .log(System.Logger.Level.DEBUG, "digest not remembered: " + e.getMessage());
        }
    }
}
