package io.github.flinkbert.testbed.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * As much of a schema registry as the job asks, on loopback: schemas by their ids, and a new one
 * under a subject. It goes and comes back on the same port, with all that it had. Schemas may be
 * asked for by any thread; one thread stops and starts it.
 */
final class ChaosRegistry implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern BY_ID = Pattern.compile("/schemas/ids/(\\d{1,9})");
    private static final Pattern VERSIONS = Pattern.compile("/subjects/[^/]+/versions");
    private static final int FIRST_ID = 1;

    /** An id is a place in here. */
    private final List<String> schemas = new ArrayList<>();

    private final int port;
    private volatile HttpServer server;

    ChaosRegistry() {
        server = listening(0);
        port = server.getAddress().getPort();
    }

    private HttpServer listening(int at) {
        try {
            HttpServer made =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), at), 0);
            made.createContext("/", this::answer);
            made.start();
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException("the schema registry of the run cannot listen", e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** The id of a schema, which is there from now on, also while the registry is away. */
    int add(String schema) {
        synchronized (schemas) {
            if (!schemas.contains(schema)) {
                schemas.add(schema);
            }
            return FIRST_ID + schemas.indexOf(schema);
        }
    }

    Optional<String> schema(int id) {
        int place = id - FIRST_ID;
        synchronized (schemas) {
            return place >= 0 && place < schemas.size()
                    ? Optional.of(schemas.get(place))
                    : Optional.empty();
        }
    }

    /** Nobody listens any more, and connections end. */
    void stop() {
        server.stop(0);
    }

    /** Back again. */
    void restart() {
        server = listening(port);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getRawPath();
            byte[] body = exchange.getRequestBody().readAllBytes();
            Matcher byId = BY_ID.matcher(path);
            Optional<JsonNode> found = Optional.empty();
            if (byId.matches()) {
                found = schema(Integer.parseInt(byId.group(1))).map(ChaosRegistry::schemaAnswer);
            } else if (VERSIONS.matcher(path).matches()) {
                int id = add(JSON.readTree(body).path("schema").asText());
                found = Optional.of(JsonNodeFactory.instance.objectNode().put("id", id));
            }
            byte[] answer = JSON.writeValueAsBytes(found.orElseGet(ChaosRegistry::notFound));
            exchange.sendResponseHeaders(found.isPresent() ? 200 : 404, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private static JsonNode schemaAnswer(String schema) {
        return JsonNodeFactory.instance.objectNode().put("schema", schema);
    }

    private static JsonNode notFound() {
        return JsonNodeFactory.instance.objectNode().put("error_code", 404);
    }

    @Override
    public void close() {
        stop();
    }
}
