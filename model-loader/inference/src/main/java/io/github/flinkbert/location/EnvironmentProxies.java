package io.github.flinkbert.location;

import io.github.flinkbert.failure.CheckpointException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Proxies as the environment names them, in {@code https_proxy}, {@code http_proxy}, {@code
 * all_proxy} and {@code no_proxy}, in lower or upper case; where Java's own properties ({@code
 * https.proxyHost}) name one, these go first. What lies on this machine is asked directly.
 *
 * <p>{@code HTTP_PROXY} in upper case is not read, as a web server sets it from a request's header.
 */
final class EnvironmentProxies extends ProxySelector {

    private static final List<Proxy> DIRECT = List.of(Proxy.NO_PROXY);
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    @Override
    public List<Proxy> select(URI uri) {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        if (!System.getProperty(scheme + ".proxyHost", "").isBlank()) {
            return Optional.ofNullable(ProxySelector.getDefault())
                    .map(java -> java.select(uri))
                    .orElse(DIRECT);
        }
        Optional<URI> proxy = proxy(scheme);
        if (proxy.isEmpty() || isDirect(uri)) {
            return DIRECT;
        }
        return List.of(
                new Proxy(
                        Proxy.Type.HTTP,
                        new InetSocketAddress(proxy.get().getHost(), port(proxy.get()))));
    }

    /**
     * Adds the name and the password that the proxy's own address holds. The client sends them to
     * the proxy alone. An authenticator would have it leave out what servers are given.
     */
    static void authorize(HttpRequest.Builder request, URI uri) {
        proxy(uri.getScheme().toLowerCase(Locale.ROOT))
                .map(URI::getRawUserInfo)
                .map(EnvironmentProxies::decoded)
                .map(info -> info.getBytes(StandardCharsets.UTF_8))
                .map(Base64.getEncoder()::encodeToString)
                .ifPresent(basic -> request.header("Proxy-Authorization", "Basic " + basic));
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static Optional<URI> proxy(String scheme) {
        Optional<String> upper =
                scheme.equals("http") ? Optional.empty() : Variables.find("HTTPS_PROXY");
        return Variables.find(scheme + "_proxy")
                .or(() -> upper)
                .or(() -> Variables.find("all_proxy"))
                .or(() -> Variables.find("ALL_PROXY"))
                .map(EnvironmentProxies::address);
    }

    /** The message leaves the address out: it may hold a password. */
    private static URI address(String value) {
        String full = value.contains("://") ? value : "http://" + value;
        try {
            URI uri = URI.create(full);
            if (uri.getHost() != null && "http".equalsIgnoreCase(uri.getScheme())) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // said below, without the address, which the exception's message holds
        }
        throw new CheckpointException(
                "the proxy that the environment names is none that can be used: expected"
                        + " http://HOST:PORT");
    }

    private static int port(URI proxy) {
        return proxy.getPort() < 0 ? HTTP_PORT : proxy.getPort();
    }

    private static boolean isDirect(URI uri) {
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        if (host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]")) {
            return true;
        }
        int standard = "https".equalsIgnoreCase(uri.getScheme()) ? HTTPS_PORT : HTTP_PORT;
        int port = uri.getPort() < 0 ? standard : uri.getPort();
        String list = Variables.find("no_proxy").or(() -> Variables.find("NO_PROXY")).orElse("");
        for (String each : list.toLowerCase(Locale.ROOT).split("[,\\s]+", -1)) {
            String name = each.replaceFirst("^\\*?\\.", "");
            if (each.equals("*")
                    || (!name.isEmpty()
                            && (matches(host, name) || matches(host + ":" + port, name)))) {
                return true;
            }
        }
        return false;
    }

    /** A name stands for itself and for all below it. */
    private static boolean matches(String host, String name) {
        return host.equals(name) || host.endsWith("." + name);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException e) {
        // who asked hears of it
    }
}
