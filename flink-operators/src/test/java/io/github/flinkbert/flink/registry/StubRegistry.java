package io.github.flinkbert.flink.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * As much of a schema registry's REST API as clients need, with its paths, codes and answers. As an
 * extension of JUnit's in a field, it is closed after each test.
 */
public final class StubRegistry implements AutoCloseable, AfterEachCallback {

    /** What a producer had before attributes, questions and times came, with a field of its own. */
    public static final String OLDER_TEXT_EVENT =
            """
            {"type":"record","name":"TextEvent","namespace":"io.github.flinkbert.schemas","fields":[
              {"name":"id","type":"string"},
              {"name":"own","type":"long"},
              {"name":"text","type":"string"}]}\
            """;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern BY_ID = Pattern.compile("/schemas/ids/(-?\\d+)");
    private static final Pattern VERSIONS = Pattern.compile("/subjects/([^/]+)/versions");
    private static final Pattern VERSION = Pattern.compile("/subjects/([^/]+)/versions/(\\d+)");
    private static final Pattern SUBJECT = Pattern.compile("/subjects/([^/]+)");

    private static final int FIRST_ANSWER = 5000;

    private final HttpServer server;
    private final Map<Integer, Answer> answers = new LinkedHashMap<>();
    private final List<ObjectNode> schemas = new ArrayList<>();
    private final Map<String, List<Integer>> subjects = new LinkedHashMap<>();
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger outages = new AtomicInteger();
    private volatile String authorization;
    private volatile boolean refusesSchemas;

    public StubRegistry() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    public String url() {
        return "http://%s:%d"
                .formatted(
                        server.getAddress().getAddress().getHostAddress(),
                        server.getAddress().getPort());
    }

    /** What was asked so far. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** Puts a schema there as somebody else does; {@code references} as the API has them. */
    public synchronized int add(String subject, String schema, JsonNode references) {
        ObjectNode found = JSON.createObjectNode().put("schema", schema);
        if (references != null) {
            found.set("references", references);
        }
        return add(subject, found);
    }

    /** Puts a schema there that is not Avro's, of a type such as {@code PROTOBUF}. */
    public synchronized int addOfType(String type, String schema) {
        return add("other", JSON.createObjectNode().put("schemaType", type).put("schema", schema));
    }

    /** The same under a subject, with what it refers to. */
    public synchronized int addOfType(
            String subject, String type, String schema, JsonNode references) {
        ObjectNode found = JSON.createObjectNode().put("schemaType", type).put("schema", schema);
        if (references != null) {
            found.set("references", references);
        }
        return add(subject, found);
    }

    /** An id that is asked for with this result, whatever that is. */
    public synchronized int addAnswer(int status, String body) {
        answers.put(FIRST_ANSWER + answers.size(), new Answer(status, body));
        return FIRST_ANSWER + answers.size() - 1;
    }

    private record Answer(int status, String body) {}

    private int add(String subject, ObjectNode schema) {
        int index = schemas.indexOf(schema);
        if (index < 0) {
            schemas.add(schema);
            index = schemas.size() - 1;
        }
        List<Integer> versions = subjects.computeIfAbsent(subject, name -> new ArrayList<>());
        if (!versions.contains(index)) {
            versions.add(index);
        }
        return id(index);
    }

    /** Ids begin beyond what fits into a byte. */
    private static int id(int index) {
        return 1000 + index;
    }

    public void failFor(int answers) {
        outages.set(answers);
    }

    void letInOnly(String header) {
        authorization = header;
    }

    public void refuseSchemas() {
        refusesSchemas = true;
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        requests.add(exchange.getRequestMethod() + " " + path);
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (outages.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            send(exchange, 503, JSON.createObjectNode().put("message", "overloaded"));
            return;
        }
        String shown = exchange.getRequestHeaders().getFirst("Authorization");
        if (authorization != null && !authorization.equals(shown)) {
            send(exchange, 401, error(401, "Unauthorized"));
            return;
        }
        Matcher byId = BY_ID.matcher(path);
        Matcher versions = VERSIONS.matcher(path);
        Matcher version = VERSION.matcher(path);
        Matcher subject = SUBJECT.matcher(path);
        if (byId.matches() && answers.containsKey(Integer.valueOf(byId.group(1)))) {
            Answer answer = answers.get(Integer.valueOf(byId.group(1)));
            send(exchange, answer.status(), answer.body().getBytes(UTF_8));
        } else if (byId.matches()) {
            int index = Integer.parseInt(byId.group(1)) - id(0);
            boolean known = index >= 0 && index < schemas.size();
            send(
                    exchange,
                    known ? 200 : 404,
                    known ? schemas.get(index) : error(40403, "Schema not found"));
        } else if (version.matches()) {
            String name = URLDecoder.decode(version.group(1), UTF_8);
            List<Integer> known = subjects.getOrDefault(name, List.of());
            int number = Integer.parseInt(version.group(2));
            if (number > known.size()) {
                send(exchange, 404, error(40402, "Version not found"));
                return;
            }
            ObjectNode found = schemas.get(known.get(number - 1)).deepCopy();
            send(exchange, 200, found.put("subject", name));
        } else if (versions.matches()) {
            if (refusesSchemas) {
                send(exchange, 409, error(409, "Schema being registered is incompatible"));
                return;
            }
            ObjectNode schema = (ObjectNode) JSON.readTree(body);
            int id = add(URLDecoder.decode(versions.group(1), UTF_8), schema);
            send(exchange, 200, JSON.createObjectNode().put("id", id));
        } else if (subject.matches()) {
            List<Integer> known =
                    subjects.getOrDefault(URLDecoder.decode(subject.group(1), UTF_8), List.of());
            int index = schemas.indexOf((ObjectNode) JSON.readTree(body));
            send(
                    exchange,
                    known.contains(index) ? 200 : 404,
                    known.contains(index)
                            ? schemas.get(index).deepCopy().put("id", id(index))
                            : error(40403, "Schema not found"));
        } else {
            send(exchange, 404, error(404, "HTTP 404 Not Found"));
        }
    }

    private static ObjectNode error(int code, String message) {
        return JSON.createObjectNode().put("error_code", code).put("message", message);
    }

    private static void send(HttpExchange exchange, int status, JsonNode json) throws IOException {
        send(exchange, status, JSON.writeValueAsBytes(json));
    }

    private static void send(HttpExchange exchange, int status, byte[] bytes) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/vnd.schemaregistry.v1+json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
