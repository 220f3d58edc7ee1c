package io.github.flinkbert.location;

import io.github.flinkbert.failure.CheckpointException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * One of Google's releases of BERT, fetched once from where Google publishes it.
 *
 * @param path day and name, as of {@link GoogleReleases#path}
 * @param endpoint where the days' folders lie
 * @param cache keeps the archive
 * @param progress hears of the download
 * @param retries of requests
 */
record GoogleModel(
        String path, URI endpoint, CacheFolder cache, ProgressListener progress, Retries retries) {

    static final String PREFIX = "google:";

    /** Environment variable that names a mirror. */
    static final String ENDPOINT = "FLINK_BERT_GOOGLE_ENDPOINT";

    private static final String BUCKET = "https://storage.googleapis.com/bert_models";
    private static final String KIND = "google";
    private static final int NOT_FOUND = 404;
    private static final int FORBIDDEN = 403;
    private static final int BUFFER = 1 << 18;

    static boolean is(String location) {
        return location.startsWith(PREFIX);
    }

    /**
     * @throws CheckpointException if there is no release of that name
     */
    static GoogleModel of(String location, CacheFolder cache, ProgressListener progress) {
        return new GoogleModel(
                GoogleReleases.path(location.substring(PREFIX.length())),
                HubSettings.endpoint(ENDPOINT, BUCKET),
                cache,
                progress,
                Retries.standard());
    }

    private String fileName() {
        return path.substring(path.indexOf('/') + 1) + ".zip";
    }

    /** The archive, from the cache or the network. */
    Path file() {
        String key = FileDigests.ofText(path);
        return cache.entry(KIND, key, into -> fetch(into.resolve(fileName()), key))
                .resolve(fileName());
    }

    private void fetch(Path target, String key) throws IOException {
        if (HubSettings.isOffline()) {
            throw new CheckpointException(
                    "%s%s is not in the cache %s, and HF_HUB_OFFLINE says that nothing is asked"
                            .formatted(PREFIX, path, cache.root()));
        }
        URI uri = URI.create("%s/%s.zip".formatted(endpoint, path));
        Path partial = cache.root().resolve(KIND).resolve(key + ".incomplete");
        try {
            new ResumableDownload(
                            fileName(),
                            new HttpTransport(),
                            retries,
                            HttpTransport.Request.get(uri, Optional.empty()),
                            -1,
                            ContentCheck.ofGoogle(),
                            progress)
                    .into(partial);
        } catch (HttpFailure e) {
            throw refused(uri, e);
        } catch (IOException e) {
            throw new CheckpointException(
                    "%s cannot be fetched: %s".formatted(uri, Download.reason(e)), e);
        }
        try {
            requireKnown(partial, uri);
            requireUnchanged(partial, uri, cache.root().resolve(KIND).resolve(key + ".sha256"));
        } catch (CheckpointException e) {
            Files.delete(partial);
            throw e;
        }
        Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING);
    }

    private static CheckpointException refused(URI uri, HttpFailure e) {
        String why =
                switch (e.status()) {
                    case NOT_FOUND -> "the server does not have it (status 404)";
                    case FORBIDDEN -> "the server does not give it to everybody (status 403)";
                    default -> e.getMessage();
                };
        return new CheckpointException("%s cannot be fetched: %s".formatted(uri, why), e);
    }

    /** The files whose digests are known must be those. */
    private void requireKnown(Path archive, URI uri) throws IOException {
        Map<String, String> known = GoogleReleases.digests(path);
        if (known.isEmpty()) {
            return;
        }
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            for (ZipEntry entry : zip.stream().filter(each -> !each.isDirectory()).toList()) {
                String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
                String expected = known.get(name);
                if (expected == null) {
                    continue;
                }
                String found = digest(zip, entry);
                if (!found.equals(expected)) {
                    throw new CheckpointException(
                            "%s is refused: the SHA-256 of its %s is %s, but Google published %s"
                                    .formatted(uri, name, found, expected));
                }
            }
        } catch (ZipException e) {
            throw new CheckpointException(
                    "%s is a damaged archive: %s".formatted(uri, e.getMessage()), e);
        }
    }

    private static String digest(ZipFile zip, ZipEntry entry) throws IOException {
        var digest = FileDigests.sha256();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = zip.getInputStream(entry)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** What was fetched first is what it is from then on, in this cache. */
    private void requireUnchanged(Path archive, URI uri, Path record) throws IOException {
        String found = new FileDigests(cache).of(archive);
        if (!Files.isRegularFile(record)) {
            Files.writeString(record, found + "\n");
            return;
        }
        String first = Files.readString(record).strip();
        if (!found.equals(first)) {
            throw new CheckpointException(
                    ("%s is refused: its SHA-256 is %s, but when it was first fetched it was %s;"
                                    + " remove %s if that was wrong")
                            .formatted(uri, found, first, record));
        }
    }
}
