package io.github.flinkbert.location;

import io.github.flinkbert.failure.CheckpointException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A file fetched once by HTTP and kept: releases do not change under their address. To fetch it
 * again, remove it from the cache.
 *
 * @param uri where it is
 */
record Download(URI uri) {

    private static final Duration CONNECT = Duration.ofSeconds(30);
    private static final int OK = 200;
    private static final int BUFFER = 1 << 16;

    /** The file, from the cache or the network. */
    Path into(CacheFolder cache, ProgressListener progress) {
        if (uri.getHost() == null) {
            throw new CheckpointException("%s names no host".formatted(uri));
        }
        Path folder =
                cache.entry(
                        "downloads",
                        FileDigests.ofText(uri.toString()),
                        into -> fetch(into.resolve(fileName()), progress));
        return folder.resolve(fileName());
    }

    /** Why a request came to nothing; the JDK says nothing where there is no connection. */
    static String reason(IOException e) {
        return e.getMessage() == null ? "no connection" : e.getMessage();
    }

    private String fileName() {
        String path = uri.getPath() == null ? "" : uri.getPath();
        String last = path.substring(path.lastIndexOf('/') + 1);
        return last.matches("[A-Za-z0-9_][A-Za-z0-9._+-]*") ? last : "download";
    }

    private void fetch(Path target, ProgressListener progress) {
        HttpClient client =
                HttpClient.newBuilder()
                        .followRedirects(HttpClient.Redirect.NORMAL)
                        .proxy(new EnvironmentProxies())
                        .connectTimeout(CONNECT)
                        .build();
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        EnvironmentProxies.authorize(request, uri);
        try {
            HttpResponse<InputStream> response =
                    client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream in = response.body()) {
                if (response.statusCode() != OK) {
                    throw new CheckpointException(
                            "%s cannot be fetched: the server answered with status %d"
                                    .formatted(uri, response.statusCode()));
                }
                long declared = response.headers().firstValueAsLong("Content-Length").orElse(-1);
                long received = write(in, target, declared, progress);
                if (declared >= 0 && received != declared) {
                    throw new CheckpointException(
                            "%s cannot be fetched: %d bytes came, %d were announced"
                                    .formatted(uri, received, declared));
                }
            }
        } catch (IOException e) {
            throw new CheckpointException("%s cannot be fetched: %s".formatted(uri, reason(e)), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CheckpointException("interrupted while fetching " + uri, e);
        }
    }

    private long write(InputStream in, Path target, long declared, ProgressListener progress)
            throws IOException {
        long received = 0;
        byte[] buffer = new byte[BUFFER];
        try (OutputStream out = Files.newOutputStream(target);
                ProgressListener.Work work = progress.begin("Fetching " + fileName(), declared)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
                received += read;
                work.advance(read);
            }
        }
        return received;
    }
}
