package io.github.flinkbert.location;

import io.github.flinkbert.failure.CheckpointException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Sends requests, by the environment's proxies, and follows redirects: to http and https alone,
 * never from https to http, and without the token once the server is another.
 */
final class HttpTransport {

    private static final Duration CONNECT = Duration.ofSeconds(30);

    /** Until an answer begins. */
    private static final Duration ANSWER = Duration.ofSeconds(60);

    private static final int MOST_REDIRECTS = 10;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final int PROXY_CREDENTIALS = 407;

    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .proxy(new EnvironmentProxies())
                    .connectTimeout(CONNECT)
                    .build();

    /**
     * What is asked of a server.
     *
     * @param method GET or HEAD
     * @param headers name to value
     * @param token for this server alone
     * @param elsewhere whether to follow a redirect to another server
     */
    record Request(
            String method,
            URI uri,
            Map<String, String> headers,
            Optional<Token> token,
            boolean elsewhere) {

        static Request get(URI uri, Optional<Token> token) {
            return new Request("GET", uri, Map.of(), token, true);
        }

        /** What this server itself says of a file, wherever it lies. */
        static Request head(URI uri, Optional<Token> token) {
            return new Request("HEAD", uri, Map.of(), token, false);
        }

        Request with(String header, String value) {
            return new Request(method, uri, Map.of(header, value), token, elsewhere);
        }
    }

    /**
     * The answer, whatever its status; its body must be closed.
     *
     * @throws IOException if there is none
     * @throws CheckpointException if it redirects where nothing is followed to, or the thread is
     *     interrupted
     */
    HttpResponse<InputStream> send(Request request) throws IOException {
        URI at = request.uri();
        for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
            HttpResponse<InputStream> response = exchange(request, at);
            Optional<String> location = response.headers().firstValue("Location");
            if (!REDIRECTS.contains(response.statusCode()) || location.isEmpty()) {
                return response;
            }
            URI next = target(at, location.get());
            if (!request.elsewhere() && !isSameServer(at, next)) {
                return response;
            }
            response.body().close();
            at = next;
        }
        throw new CheckpointException(
                "%s redirects more than %d times".formatted(request.uri(), MOST_REDIRECTS));
    }

    private HttpResponse<InputStream> exchange(Request request, URI at) throws IOException {
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(at)
                        .timeout(ANSWER)
                        .method(request.method(), HttpRequest.BodyPublishers.noBody())
                        .header("User-Agent", "flink-bert")
                        .header("Accept-Encoding", "identity");
        request.headers().forEach(builder::header);
        EnvironmentProxies.authorize(builder, at);
        if (isSameServer(request.uri(), at)) {
            request.token()
                    .ifPresent(token -> builder.header("Authorization", "Bearer " + token.value()));
        }
        try {
            HttpResponse<InputStream> response =
                    client.send(builder.build(), HttpResponse.BodyHandlers.ofInputStream());
            if (response.statusCode() == PROXY_CREDENTIALS) {
                response.body().close();
                throw new CheckpointException(
                        ("the proxy before %s wants a name and a password (status 407): expected"
                             + " them in https_proxy, and Java sends them for https only where"
                             + " -Djdk.http.auth.tunneling.disabledSchemes= is set")
                                .formatted(at.getHost()));
            }
            return response;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CheckpointException("interrupted while fetching " + request.uri(), e);
        }
    }

    private static URI target(URI from, String location) {
        URI to;
        try {
            to = from.resolve(location);
        } catch (IllegalArgumentException e) {
            throw new CheckpointException("%s redirects to what is no URI".formatted(from), e);
        }
        String scheme = String.valueOf(to.getScheme()).toLowerCase(Locale.ROOT);
        boolean secure = "https".equalsIgnoreCase(from.getScheme());
        if (to.getHost() == null
                || !(scheme.equals("https") || (scheme.equals("http") && !secure))) {
            throw new CheckpointException(
                    "%s redirects to a %s: address, which is not followed; expected %s"
                            .formatted(from, scheme, secure ? "https" : "http or https"));
        }
        return to;
    }

    private static boolean isSameServer(URI one, URI other) {
        return one.getScheme().equalsIgnoreCase(other.getScheme())
                && one.getHost().equalsIgnoreCase(other.getHost())
                && one.getPort() == other.getPort();
    }
}
