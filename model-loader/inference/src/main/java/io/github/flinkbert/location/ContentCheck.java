package io.github.flinkbert.location;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/** Whether a file is the one that was asked for, by digests that its server gave. */
interface ContentCheck {

    /** The headers of an answer that carries the file, or a part of it. */
    default void heard(HttpHeaders headers) {}

    /** What is wrong with a whole file, for a sentence; empty where nothing is. */
    Optional<String> problem(Path file) throws IOException;

    /**
     * By the hub's ETag: SHA-256 of what lies in its large file storage, git's SHA-1 of other
     * files. One of another form says nothing of the content.
     */
    static ContentCheck ofEtag(String etag) {
        return file -> {
            if (etag.matches("[0-9a-f]{64}")) {
                MessageDigest digest = FileDigests.sha256();
                read(file, digest::update);
                return unequal("SHA-256", etag, HexFormat.of().formatHex(digest.digest()));
            }
            if (etag.matches("[0-9a-f]{40}")) {
                MessageDigest digest = digest("SHA-1");
                digest.update(
                        "blob %d\0".formatted(Files.size(file)).getBytes(StandardCharsets.UTF_8));
                read(file, digest::update);
                return unequal("git SHA-1", etag, HexFormat.of().formatHex(digest.digest()));
            }
            return Optional.empty();
        };
    }

    /** By {@code x-goog-hash}, which Google Cloud Storage sends with every file. */
    static ContentCheck ofGoogle() {
        return new ContentCheck() {

            private static final Pattern HASH = Pattern.compile("(md5|crc32c)=([A-Za-z0-9+/]+=*)");

            private final Map<String, String> hashes = new LinkedHashMap<>();

            @Override
            public void heard(HttpHeaders headers) {
                hashes.clear();
                for (String value : headers.allValues("x-goog-hash")) {
                    Matcher matcher = HASH.matcher(value);
                    while (matcher.find()) {
                        hashes.put(matcher.group(1), matcher.group(2));
                    }
                }
            }

            @Override
            public Optional<String> problem(Path file) throws IOException {
                MessageDigest md5 = digest("MD5");
                CRC32C crc = new CRC32C();
                read(
                        file,
                        bytes -> {
                            md5.update(bytes);
                            crc.update(bytes);
                        });
                byte[] sum = new byte[Integer.BYTES];
                for (int i = 0; i < sum.length; i++) {
                    sum[i] = (byte) (crc.getValue() >>> (Byte.SIZE * (sum.length - 1 - i)));
                }
                Map<String, byte[]> found = Map.of("md5", md5.digest(), "crc32c", sum);
                return hashes.entrySet().stream()
                        .map(
                                hash ->
                                        unequal(
                                                hash.getKey(),
                                                hash.getValue(),
                                                Base64.getEncoder()
                                                        .encodeToString(found.get(hash.getKey()))))
                        .flatMap(Optional::stream)
                        .findFirst();
            }
        };
    }

    private static Optional<String> unequal(String what, String expected, String found) {
        return found.equals(expected)
                ? Optional.empty()
                : Optional.of(
                        "its %s is %s, but the server said %s".formatted(what, found, expected));
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }

    private static void read(Path file, Consumer<byte[]> hearer) throws IOException {
        int most = 1 << 20;
        try (InputStream in = Files.newInputStream(file)) {
            for (byte[] some = in.readNBytes(most); some.length > 0; some = in.readNBytes(most)) {
                hearer.accept(some);
            }
        }
    }
}
