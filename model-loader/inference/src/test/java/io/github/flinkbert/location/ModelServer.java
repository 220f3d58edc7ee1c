package io.github.flinkbert.location;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Speaks like the Hugging Face hub, with a second server for its large files, and like Google's
 * bucket; and does what servers do wrong, when told.
 */
public final class ModelServer implements AutoCloseable {

    private static final Pattern LISTED = Pattern.compile("/api/models/(.+)/revision/([^/]+)");
    private static final Pattern RESOLVED = Pattern.compile("/(.+)/resolve/([^/]+)/(.+)");
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-");

    /** What was asked: of the second server, the path begins with {@code /large/}. */
    public record Asked(
            String method,
            String path,
            Optional<String> token,
            Optional<String> range,
            Optional<String> proxy) {}

    /** A fault, and how often it is still to happen. */
    private static final class Fault {
        private final String method;
        private final String path;
        private final HttpHandler handler;
        private int left;

        Fault(String method, String path, int times, HttpHandler handler) {
            this.method = method;
            this.path = path;
            this.left = times;
            this.handler = handler;
        }

        synchronized boolean happens(HttpExchange exchange) {
            boolean meant =
                    left > 0
                            && exchange.getRequestMethod().equals(method)
                            && exchange.getRequestURI().getPath().endsWith(path);
            left -= meant ? 1 : 0;
            return meant;
        }
    }

    private final HttpServer hub;
    private final HttpServer large;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final List<Fault> faults = new CopyOnWriteArrayList<>();
    private final Map<String, String> branches = new ConcurrentHashMap<>();
    private final Map<String, Map<String, byte[]>> repositories = new ConcurrentHashMap<>();
    private final Map<String, byte[]> blobs = new ConcurrentHashMap<>();
    private final Map<String, byte[]> archives = new ConcurrentHashMap<>();

    public ModelServer() throws IOException {
        hub = start();
        large = start();
    }

    private HttpServer start() throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
        return server;
    }

    public String endpoint() {
        return "http://localhost:" + hub.getAddress().getPort();
    }

    public List<Asked> asked() {
        return asked;
    }

    /** A repository at a commit, which a branch is from now on. */
    public void repository(String name, String branch, String commit, Map<String, byte[]> files) {
        branches.put(name + "@" + branch, commit);
        repositories.put(name + "@" + commit, files);
    }

    /** A release of Google's, under its day and name. */
    public void release(String path, byte[] zip) {
        archives.put("/bert_models/" + path + ".zip", zip);
    }

    /** Something else happens when a path is asked that ends like this. */
    public void fault(String method, String path, int times, HttpHandler handler) {
        faults.add(new Fault(method, path, times, handler));
    }

    /** Answers with a status and headers, two strings each. */
    public static HttpHandler status(int status, String... headers) {
        return exchange -> {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
            }
            exchange.sendResponseHeaders(status, -1);
        };
    }

    /** Announces these bytes, sends a part of them and closes the connection. */
    public static HttpHandler dropping(byte[] whole, int sent) {
        return exchange -> {
            exchange.sendResponseHeaders(200, whole.length);
            exchange.getResponseBody().write(whole, 0, sent);
            exchange.getResponseBody().flush();
        };
    }

    /** Sends these bytes, whatever was asked for. */
    public static HttpHandler sending(byte[] bytes) {
        return exchange -> {
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            asked.add(
                    new Asked(
                            exchange.getRequestMethod(),
                            path,
                            header(exchange, "Authorization"),
                            header(exchange, "Range"),
                            header(exchange, "Proxy-Authorization")));
            Optional<Fault> fault = faults.stream().filter(f -> f.happens(exchange)).findFirst();
            if (fault.isPresent()) {
                fault.get().handler.handle(exchange);
                return;
            }
            Matcher listed = LISTED.matcher(path);
            Matcher resolved = RESOLVED.matcher(path);
            if (archives.containsKey(path)) {
                byte[] zip = archives.get(path);
                exchange.getResponseHeaders().add("x-goog-hash", "crc32c=" + crc32c(zip));
                exchange.getResponseHeaders().add("x-goog-hash", "md5=" + md5(zip));
                send(exchange, zip);
            } else if (path.startsWith("/large/")) {
                send(exchange, blobs.get(path.substring("/large/".length())));
            } else if (listed.matches()) {
                list(exchange, listed.group(1), listed.group(2));
            } else if (resolved.matches()) {
                resolve(exchange, resolved);
            } else {
                exchange.sendResponseHeaders(404, -1);
            }
        }
    }

    private static Optional<String> header(HttpExchange exchange, String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
    }

    private void list(HttpExchange exchange, String name, String revision) throws IOException {
        String commit = branches.getOrDefault(name + "@" + revision, revision);
        Map<String, byte[]> files = repositories.get(name + "@" + commit);
        if (files == null) {
            boolean there = branches.keySet().stream().anyMatch(b -> b.startsWith(name + "@"));
            exchange.getResponseHeaders()
                    .add("X-Error-Code", there ? "RevisionNotFound" : "RepoNotFound");
            exchange.sendResponseHeaders(404, -1);
            return;
        }
        StringBuilder json = new StringBuilder("{\"sha\": \"" + commit + "\", \"siblings\": [");
        String separator = "";
        for (String file : files.keySet()) {
            json.append(separator).append("{\"rfilename\": \"").append(file).append("\"}");
            separator = ", ";
        }
        send(exchange, json.append("]}").toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Safetensors lie in the large file storage, all else in git. */
    private void resolve(HttpExchange exchange, Matcher path) throws IOException {
        byte[] bytes =
                repositories
                        .getOrDefault(path.group(1) + "@" + path.group(2), Map.of())
                        .get(path.group(3));
        if (bytes == null) {
            exchange.getResponseHeaders().add("X-Error-Code", "EntryNotFound");
            exchange.sendResponseHeaders(404, -1);
            return;
        }
        exchange.getResponseHeaders().add("X-Repo-Commit", path.group(2));
        if (!path.group(3).endsWith(".safetensors")) {
            exchange.getResponseHeaders().add("ETag", "\"" + gitSha1(bytes) + "\"");
            send(exchange, bytes);
            return;
        }
        String sha256 = sha256(bytes);
        blobs.put(sha256, bytes);
        exchange.getResponseHeaders().add("ETag", "\"of-the-redirect\"");
        exchange.getResponseHeaders().add("X-Linked-Etag", "\"" + sha256 + "\"");
        exchange.getResponseHeaders().add("X-Linked-Size", String.valueOf(bytes.length));
        exchange.getResponseHeaders()
                .add(
                        "Location",
                        "http://localhost:%d/large/%s"
                                .formatted(large.getAddress().getPort(), sha256));
        exchange.sendResponseHeaders(302, -1);
    }

    private static void send(HttpExchange exchange, byte[] bytes) throws IOException {
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().add("Content-Length", String.valueOf(bytes.length));
            exchange.sendResponseHeaders(200, -1);
            return;
        }
        Matcher range = RANGE.matcher(header(exchange, "Range").orElse(""));
        int from = range.matches() ? Integer.parseInt(range.group(1)) : 0;
        if (range.matches()) {
            exchange.getResponseHeaders()
                    .add(
                            "Content-Range",
                            "bytes %d-%d/%d".formatted(from, bytes.length - 1, bytes.length));
        }
        exchange.sendResponseHeaders(range.matches() ? 206 : 200, bytes.length - from);
        try (OutputStream body = exchange.getResponseBody()) {
            body.write(Arrays.copyOfRange(bytes, from, bytes.length));
        }
    }

    public static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(FileDigests.sha256().digest(bytes));
    }

    static String gitSha1(byte[] bytes) {
        MessageDigest digest = digest("SHA-1");
        digest.update("blob %d\0".formatted(bytes.length).getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest.digest(bytes));
    }

    private static String md5(byte[] bytes) {
        return Base64.getEncoder().encodeToString(digest("MD5").digest(bytes));
    }

    private static String crc32c(byte[] bytes) {
        java.util.zip.CRC32C crc = new java.util.zip.CRC32C();
        crc.update(bytes);
        return Base64.getEncoder()
                .encodeToString(
                        java.nio.ByteBuffer.allocate(Integer.BYTES)
                                .putInt((int) crc.getValue())
                                .array());
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        hub.stop(0);
        large.stop(0);
        threads.shutdownNow();
    }
}
