package io.github.flinkbert.flink.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.flinkbert.failure.CompletionCause;
import io.github.flinkbert.failure.FailureMessage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Requests to a schema registry, by the REST API that Confluent documents. What may pass by itself,
 * an instance that is away, overloaded or answers as no registry does, is tried again, at every
 * instance in turn. Thread-safe.
 */
final class RegistryHttp {

    /** Waits between rounds. */
    @FunctionalInterface
    interface Pause {
        void last(Duration duration) throws InterruptedException;
    }

    /** Schemas of a few megabytes exist. */
    static final int MOST_BYTES = 16 << 20;

    private static final String JSON = "application/vnd.schemaregistry.v1+json";
    private static final int ROUNDS = 3;
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int LONGEST_REASON = 200;

    private static final int NOT_FOUND = 404;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERRORS = 500;

    private final RegistryConfig config;
    private final Pause pause;
    private final ObjectMapper mapper = new ObjectMapper();
    private final HttpClient client;

    /**
     * @throws RegistryException if the files for TLS cannot be used
     */
    RegistryHttp(RegistryConfig config) {
        this(config, duration -> Thread.sleep(duration.toMillis()));
    }

    RegistryHttp(RegistryConfig config, Pause pause) {
        this.config = config;
        this.pause = pause;
        HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(TIMEOUT);
        new TlsContext(config.tls()).make().ifPresent(builder::sslContext);
        this.client = builder.build();
    }

    RegistryAnswer get(String path) {
        return send(path, HttpRequest.newBuilder().GET());
    }

    RegistryAnswer post(String path, JsonNode body) {
        return send(
                path,
                HttpRequest.newBuilder()
                        .header("Content-Type", JSON)
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    private RegistryAnswer send(String path, HttpRequest.Builder request) {
        request.header("Accept", JSON).timeout(TIMEOUT);
        authorization().ifPresent(header -> request.header("Authorization", header));
        RegistryAnswer answer = new RegistryAnswer.NoAnswer("no instance is known", null);
        for (int round = 0; round < ROUNDS; round++) {
            if (round > 0) {
                pauseBefore(round);
            }
            for (String url : config.urls()) {
                URI uri = URI.create(url.replaceFirst("/+$", "") + path);
                answer = ask(request.uri(uri).build());
                if (!(answer instanceof RegistryAnswer.NoAnswer)) {
                    return answer;
                }
            }
        }
        return answer;
    }

    private Optional<String> authorization() {
        if (!config.bearerToken().isEmpty()) {
            return Optional.of("Bearer " + config.bearerToken());
        }
        if (config.userInfo().isEmpty()) {
            return Optional.empty();
        }
        byte[] user = config.userInfo().getBytes(StandardCharsets.UTF_8);
        return Optional.of("Basic " + Base64.getEncoder().encodeToString(user));
    }

    private RegistryAnswer ask(HttpRequest request) {
        // The request's own timeout ends with the headers; this one holds for the body, too.
        CompletableFuture<HttpResponse<byte[]>> response =
                client.sendAsync(request, head -> new BoundedBody(MOST_BYTES));
        try {
            return read(request.uri(), response.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            return failed(request.uri(), CompletionCause.of(e));
        } catch (TimeoutException e) {
            response.cancel(true);
            return new RegistryAnswer.NoAnswer(
                    "no whole answer within %d s".formatted(TIMEOUT.toSeconds()), e);
        } catch (InterruptedException e) {
            response.cancel(true);
            throw interrupted(e);
        }
    }

    private static RegistryAnswer failed(URI uri, Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && !(cause instanceof BoundedBody.TooLongException)) {
            cause = cause.getCause();
        }
        if (cause instanceof BoundedBody.TooLongException) {
            return new RegistryAnswer.Rejected(uri, 200, FailureMessage.of(cause));
        }
        String message = failure.getMessage() == null ? cause.getMessage() : failure.getMessage();
        return new RegistryAnswer.NoAnswer(
                message == null ? cause.toString() : message, new IOException(failure));
    }

    private RegistryAnswer read(URI uri, HttpResponse<byte[]> response) {
        int status = response.statusCode();
        if (status >= SERVER_ERRORS || status == TOO_MANY_REQUESTS || status == REQUEST_TIMEOUT) {
            return new RegistryAnswer.NoAnswer("status %d".formatted(status), null);
        }
        JsonNode json = json(response.body());
        if (status == NOT_FOUND && (json.isObject() || response.body().length == 0)) {
            return new RegistryAnswer.Missing();
        }
        if (json.isObject() && status / 100 == 2) {
            return new RegistryAnswer.Found(json);
        }
        if (json.isObject() && status / 100 == 4) {
            String reason = json.path("message").asText("no reason given");
            return new RegistryAnswer.Rejected(
                    uri, status, reason.substring(0, Math.min(LONGEST_REASON, reason.length())));
        }
        return new RegistryAnswer.NoAnswer(
                "%s answers with status %d, and not as a schema registry does"
                        .formatted(uri, status),
                null);
    }

    private JsonNode json(byte[] body) {
        try {
            return mapper.readTree(body);
        } catch (IOException e) {
            return mapper.missingNode();
        }
    }

    private void pauseBefore(int round) {
        try {
            pause.last(PAUSE.multipliedBy(1L << (round - 1)));
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static RegistryException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new RegistryException("interrupted while the schema registry was asked", e);
    }
}
