package io.github.flinkbert.location;

import io.github.flinkbert.failure.CheckpointException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file that is fetched once, from where an earlier attempt stopped, in this process or another.
 * For one thread, which holds the file's lock.
 *
 * <p>What has come so far lies in a file of its own, which stays when fetching fails. Sizes and
 * digests that are said must be true: of the file, and of each other.
 */
final class ResumableDownload {

    private static final Duration STALL = Duration.ofSeconds(60);
    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int RANGE_NOT_SATISFIABLE = 416;
    private static final int BUFFER = 1 << 16;
    private static final Pattern RANGE = Pattern.compile("bytes (\\d{1,18})-\\d{1,18}/(\\d{1,18})");

    private final String name;
    private final HttpTransport transport;
    private final Retries retries;
    private final HttpTransport.Request request;
    private final ContentCheck check;
    private final ProgressListener progress;

    private long size;
    private long most;
    private ProgressListener.@Nullable Work work;

    /**
     * @param name of the file, for people
     * @param size that it must have; -1 where nobody said
     */
    ResumableDownload(
            String name,
            HttpTransport transport,
            Retries retries,
            HttpTransport.Request request,
            long size,
            ContentCheck check,
            ProgressListener progress) {
        this.name = name;
        this.transport = transport;
        this.retries = retries;
        this.request = request;
        this.size = size;
        this.check = check;
        this.progress = progress;
    }

    /**
     * Completes the file.
     *
     * @param partial what has come so far, if it is there
     * @throws IOException if the server does not give it, whatever was tried
     * @throws CheckpointException if what it gives is not what it said
     */
    void into(Path partial) throws IOException {
        boolean resumed = Files.exists(partial);
        Optional<String> problem = complete(partial);
        if (problem.isPresent() && resumed) {
            // What lay there may have been of another file, or written by two at once.
            problem = complete(partial);
        }
        if (problem.isPresent()) {
            throw new CheckpointException(
                    "%s is refused: %s".formatted(request.uri(), problem.get()));
        }
    }

    /** Gets the rest and checks the whole, which is removed if there is a problem with it. */
    private Optional<String> complete(Path partial) throws IOException {
        most = 0;
        try {
            boolean whole =
                    size >= 0 && Files.exists(partial) && Files.size(partial) == size && size > 0;
            if (!whole) {
                retries.call(
                        () -> {
                            attempt(partial);
                            return true;
                        });
            }
        } finally {
            if (work != null) {
                work.close();
                work = null;
            }
        }
        Optional<String> problem = check.problem(partial);
        if (problem.isPresent()) {
            Files.delete(partial);
        }
        return problem;
    }

    private void attempt(Path partial) throws IOException {
        long have = Files.exists(partial) ? Files.size(partial) : 0;
        if (size >= 0 && have >= size) {
            Files.deleteIfExists(partial);
            have = 0;
        }
        HttpResponse<InputStream> response =
                transport.send(have > 0 ? request.with("Range", "bytes=" + have + "-") : request);
        try (InputStream in = response.body()) {
            HttpHeaders headers = response.headers();
            switch (response.statusCode()) {
                case OK -> {
                    agree(headers.firstValueAsLong("Content-Length").orElse(-1));
                    have = 0; // all of it comes, wanted or not
                }
                case PARTIAL -> agree(total(headers, have, partial));
                case RANGE_NOT_SATISFIABLE -> {
                    Files.deleteIfExists(partial);
                    throw new ConnectionDropped("the server has no such part of it", false, null);
                }
                default -> throw new HttpFailure(response.statusCode(), headers);
            }
            check.heard(headers);
            append(in, partial, have);
        }
    }

    /** The whole's size, as the server says it with a part. */
    private static long total(HttpHeaders headers, long have, Path partial) throws IOException {
        Matcher range = RANGE.matcher(headers.firstValue("Content-Range").orElse(""));
        if (!range.matches() || Long.parseLong(range.group(1)) != have) {
            Files.deleteIfExists(partial);
            throw new ConnectionDropped(
                    "the server sent another part than was asked for", false, null);
        }
        return Long.parseLong(range.group(2));
    }

    private void agree(long said) {
        if (size >= 0 && said >= 0 && said != size) {
            throw new CheckpointException(
                    "%s is refused: %d bytes were announced, and then %d"
                            .formatted(request.uri(), size, said));
        }
        size = said >= 0 ? said : size;
    }

    private void append(InputStream in, Path partial, long have) throws IOException {
        ProgressListener.Work hearer = begun(have);
        long received = have;
        byte[] buffer = new byte[BUFFER];
        try (StallGuard guard = new StallGuard(in, STALL);
                OutputStream out =
                        have > 0
                                ? Files.newOutputStream(partial, StandardOpenOption.APPEND)
                                : Files.newOutputStream(partial)) {
            int read;
            while ((read = read(in, buffer, received)) >= 0) {
                received += read;
                if (size >= 0 && received > size) {
                    Files.deleteIfExists(partial);
                    throw new CheckpointException(
                            "%s is refused: %d bytes were announced, but more came"
                                    .formatted(request.uri(), size));
                }
                out.write(buffer, 0, read);
                guard.came();
                if (received > most) {
                    hearer.advance(Math.min(read, received - most));
                }
            }
            if (guard.stalled()) {
                throw dropped(received, "nothing more came", null);
            }
            if (size >= 0 && received < size) {
                throw dropped(received, "the connection ended", null);
            }
        } finally {
            most = Math.max(most, received);
        }
    }

    private ProgressListener.Work begun(long have) {
        ProgressListener.Work begun = work;
        if (begun == null) {
            begun = progress.begin("Fetching " + name, size);
            begun.advance(have);
            most = have;
            work = begun;
        }
        return begun;
    }

    private int read(InputStream in, byte[] buffer, long received) throws IOException {
        try {
            return in.read(buffer);
        } catch (IOException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CheckpointException("interrupted while fetching " + request.uri(), e);
            }
            throw dropped(received, "the connection was dropped", e);
        }
    }

    private ConnectionDropped dropped(long received, String how, @Nullable Throwable cause) {
        String of = size >= 0 ? " of " + size : "";
        return new ConnectionDropped(
                "%s after %d%s bytes".formatted(how, received, of), received > most, cause);
    }
}
