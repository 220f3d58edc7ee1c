package io.github.flinkbert.location;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.flinkbert.failure.CheckpointException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Asks the hub of one repository.
 *
 * @param name the repository, at the revision that is asked for
 */
record HubClient(HubName name, HubSettings settings, HttpTransport transport, Retries retries) {

    private static final int OK = 200;
    private static final int FIRST_REDIRECT = 300;
    private static final int FIRST_FAULT = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    /** Most bytes of a list of files. */
    private static final int MOST_LISTED = 64 << 20;

    private static final JsonMapper JSON = new JsonMapper();

    /** What a revision is: a commit, and its files. */
    record Listing(String commit, List<String> files) {}

    /**
     * What the hub says of one file.
     *
     * @param etag its blob's name, for most its digest
     * @param size -1 where the hub does not say
     */
    record FileFacts(String etag, long size) {}

    /** The commit that the revision is now, and its files. */
    Listing list() {
        String revision = URLEncoder.encode(name.revisionOrMain(), StandardCharsets.UTF_8);
        URI uri = uri("/api/models/%s/revision/%s".formatted(name.repository(), revision));
        return asked(
                () -> {
                    HttpResponse<InputStream> response =
                            transport.send(HttpTransport.Request.get(uri, settings.token()));
                    try (InputStream in = response.body()) {
                        if (response.statusCode() != OK) {
                            throw new HttpFailure(response.statusCode(), response.headers());
                        }
                        return listing(in.readNBytes(MOST_LISTED), uri);
                    }
                });
    }

    private static Listing listing(byte[] bytes, URI uri) throws IOException {
        JsonNode json;
        try {
            json = JSON.readTree(bytes);
        } catch (JsonProcessingException e) {
            throw new CheckpointException("%s is no JSON".formatted(uri), e);
        }
        String commit = json.path("sha").asText();
        if (!HubCache.isCommit(commit) || !json.path("siblings").isArray()) {
            throw new CheckpointException(
                    "%s does not say which commit it is, or which files there are (sha, siblings)"
                            .formatted(uri));
        }
        List<String> files = new ArrayList<>();
        json.path("siblings").forEach(file -> files.add(file.path("rfilename").asText()));
        return new Listing(commit, files);
    }

    /** What the hub says of a file at the commit that the name is at. */
    FileFacts facts(String file) {
        URI uri = resolve(file);
        return asked(
                () -> {
                    HttpResponse<InputStream> response =
                            transport.send(HttpTransport.Request.head(uri, settings.token()));
                    response.body().close();
                    int status = response.statusCode();
                    if (status != OK && (status < FIRST_REDIRECT || status >= FIRST_FAULT)) {
                        throw new HttpFailure(status, response.headers());
                    }
                    return facts(uri, response.headers(), status == OK);
                });
    }

    private FileFacts facts(URI uri, HttpHeaders headers, boolean here) {
        String commit = headers.firstValue("X-Repo-Commit").orElse(name.revisionOrMain());
        if (!commit.equals(name.revisionOrMain())) {
            throw new CheckpointException(
                    "%s is refused: the server names the commit %s".formatted(uri, commit));
        }
        String etag =
                headers.firstValue("X-Linked-Etag")
                        .or(() -> headers.firstValue("ETag"))
                        .map(said -> said.replaceFirst("^W/", "").replace("\"", ""))
                        .orElse("");
        if (!etag.matches("[A-Za-z0-9_+=-][A-Za-z0-9._+=-]{0,150}")) {
            throw new CheckpointException(
                    "%s is refused: the server gives no ETag by which to know it".formatted(uri));
        }
        long size =
                headers.firstValueAsLong("X-Linked-Size")
                        .orElseGet(
                                () ->
                                        here
                                                ? headers.firstValueAsLong("Content-Length")
                                                        .orElse(-1)
                                                : -1);
        return new FileFacts(etag, size);
    }

    /** Completes a file of the commit that the name is at. */
    void fetch(String file, FileFacts facts, Path partial, ProgressListener progress) {
        ResumableDownload download =
                new ResumableDownload(
                        file,
                        transport,
                        retries,
                        HttpTransport.Request.get(resolve(file), settings.token()),
                        facts.size(),
                        ContentCheck.ofEtag(facts.etag()),
                        progress);
        try {
            download.into(partial);
            requireContent(resolve(file), partial);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private static void requireContent(URI uri, Path file) throws IOException {
        byte[] pointer =
                "version https://git-lfs.github.com/spec/".getBytes(StandardCharsets.US_ASCII);
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(pointer.length);
        }
        if (java.util.Arrays.equals(pointer, start)) {
            Files.delete(file);
            throw new CheckpointException(
                    "%s is refused: it is a Git LFS pointer, not the file that it stands for"
                            .formatted(uri));
        }
    }

    private URI resolve(String file) {
        return uri("/%s/resolve/%s/%s".formatted(name.repository(), name.revisionOrMain(), file));
    }

    private URI uri(String path) {
        return URI.create(settings.endpoint() + path);
    }

    private <T> T asked(Retries.Attempt<T> attempt) {
        try {
            return retries.call(attempt);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private CheckpointException failed(IOException e) {
        String host = settings.endpoint().getAuthority();
        if (e instanceof HttpFailure failure) {
            Optional<String> refusal = refusal(failure);
            if (refusal.isPresent()) {
                return new CheckpointException(refusal.get(), e);
            }
        }
        return new CheckpointException(
                "%s cannot be fetched from %s: %s".formatted(name, host, Download.reason(e)), e);
    }

    private Optional<String> refusal(HttpFailure failure) {
        String token =
                settings.token().isPresent()
                        ? "the token that is given may not read it"
                        : "a token is needed, in HF_TOKEN";
        if (failure.code().equals("GatedRepo")) {
            return Optional.of(
                    "%s is gated (status %d): its terms must be accepted on its page, and %s"
                            .formatted(name, failure.status(), token));
        }
        return switch (failure.status()) {
            case UNAUTHORIZED ->
                    Optional.of(
                            "%s may not be read (status 401): it is not there, or private; %s"
                                    .formatted(name, token));
            case FORBIDDEN ->
                    Optional.of(
                            "%s may not be read (status 403): it is gated or private; %s"
                                    .formatted(name, token));
            case NOT_FOUND -> Optional.of(missing(failure.code()));
            default -> Optional.empty();
        };
    }

    private String missing(String code) {
        String repository = HubName.PREFIX + name.repository();
        return switch (code) {
            case "RevisionNotFound" ->
                    "%s has no revision %s (status 404)"
                            .formatted(repository, name.revisionOrMain());
            case "RepoNotFound" ->
                    "there is no %s, or it is private (status 404)".formatted(repository);
            case "EntryNotFound" -> "%s lacks a file that it lists (status 404)".formatted(name);
            default ->
                    "there is no %s, or it has no revision %s (status 404)"
                            .formatted(repository, name.revisionOrMain());
        };
    }
}
