package io.github.flinkbert.flink.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/**
 * Requests to a schema registry, by the REST API that Confluent documents. What may pass by itself,
 * an instance that is away or overloaded, is tried again, at every instance in turn. Thread-safe.
 */
final class RegistryHttp {

    private static final String JSON = "application/vnd.schemaregistry.v1+json";
    private static final int ROUNDS = 3;
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int NOT_FOUND = 404;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERRORS = 500;

    private final RegistryConfig config;
    private final ObjectMapper mapper = new ObjectMapper();
    private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    RegistryHttp(RegistryConfig config) {
        this.config = config;
    }

    /** Empty where the registry does not have it. */
    Optional<JsonNode> get(String path) {
        return send(path, HttpRequest.newBuilder().GET());
    }

    /** Empty where the registry does not have it. */
    Optional<JsonNode> post(String path, JsonNode body) {
        return send(
                path,
                HttpRequest.newBuilder()
                        .header("Content-Type", JSON)
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    private Optional<JsonNode> send(String path, HttpRequest.Builder request) {
        request.header("Accept", JSON).timeout(PATIENCE);
        if (!config.userInfo().isEmpty()) {
            request.header(
                    "Authorization",
                    "Basic "
                            + Base64.getEncoder()
                                    .encodeToString(
                                            config.userInfo().getBytes(StandardCharsets.UTF_8)));
        }
        IOException last = null;
        for (int round = 0; round < ROUNDS; round++) {
            for (String url : config.urls()) {
                URI uri = URI.create(url.replaceFirst("/+$", "") + path);
                try {
                    HttpResponse<byte[]> response =
                            client.send(
                                    request.uri(uri).build(),
                                    HttpResponse.BodyHandlers.ofByteArray());
                    int status = response.statusCode();
                    if (status < SERVER_ERRORS && status != TOO_MANY_REQUESTS) {
                        return content(uri, response);
                    }
                    last = new IOException("status %d".formatted(status));
                } catch (IOException e) {
                    last = e;
                } catch (InterruptedException e) {
                    throw interrupted(e);
                }
            }
            pause(round);
        }
        throw new RegistryException(
                "the schema registry %s cannot be reached: %s"
                        .formatted(config.urls(), reason(last)),
                last);
    }

    private static String reason(IOException e) {
        return e == null || e.getMessage() == null ? String.valueOf(e) : e.getMessage();
    }

    private Optional<JsonNode> content(URI uri, HttpResponse<byte[]> response) {
        try {
            JsonNode json = mapper.readTree(response.body());
            if (response.statusCode() == NOT_FOUND) {
                return Optional.empty();
            }
            if (response.statusCode() / 100 == 2) {
                return Optional.of(json);
            }
            throw new RegistryException(
                    "the schema registry refuses %s: status %d, %s"
                            .formatted(
                                    uri,
                                    response.statusCode(),
                                    json.path("message").asText("no reason given")),
                    null);
        } catch (IOException e) {
            throw new RegistryException(
                    "%s answers with status %d, and not as a schema registry does"
                            .formatted(uri, response.statusCode()),
                    e);
        }
    }

    private static void pause(int round) {
        try {
            Thread.sleep(PAUSE.toMillis() << round);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static RegistryException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new RegistryException("interrupted while the schema registry was asked", e);
    }
}
