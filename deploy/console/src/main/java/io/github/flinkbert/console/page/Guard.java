package io.github.flinkbert.console.page;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Keeps other web sites out, and the page to itself.
 *
 * <p>A server on loopback is reached by every page that a browser on this machine has open. So:
 * only requests that name this machine are served, lest a foreign name that is made to point here
 * reads along (DNS rebinding); only the page itself may ask the model; and the page may load
 * nothing but its own files, run no script but theirs, and make no markup from strings (Trusted
 * Types).
 */
final class Guard extends Filter {

    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
                    + " img-src 'self' data: blob:; base-uri 'none'; form-action 'none';"
                    + " frame-ancestors 'none'; require-trusted-types-for 'script';"
                    + " trusted-types 'none'";

    /** Names that are numbers cannot be made to point elsewhere. */
    private static final Pattern ADDRESS =
            Pattern.compile("\\[[0-9a-fA-F:.]+]|[0-9]+(\\.[0-9]+){3}");

    private static final Pattern PORT = Pattern.compile(":[0-9]+$");

    private final Set<String> names;

    /**
     * @param names of this machine, by which it may be asked; {@code localhost} and addresses are
     *     known
     */
    Guard(Set<String> names) {
        this.names = names;
    }

    @Override
    public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Security-Policy", POLICY);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Cache-Control", "no-store");
        Optional<String> host = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Host"));
        if (host.isEmpty() || !isThisMachine(host.get())) {
            Responses.error(
                    exchange,
                    421,
                    "this page is asked for by localhost or by an address, not by another name");
        } else if (!isFollowedLink(exchange)
                && isOfAnotherSite(exchange.getRequestHeaders(), host.get())) {
            Responses.error(exchange, 403, "only this page itself may ask");
        } else {
            chain.doFilter(exchange);
        }
    }

    private boolean isThisMachine(String host) {
        String name = PORT.matcher(host).replaceFirst("").toLowerCase(Locale.ROOT);
        return name.equals("localhost") || ADDRESS.matcher(name).matches() || names.contains(name);
    }

    /** Whoever follows a link leaves the other site, which learns nothing. */
    private static boolean isFollowedLink(HttpExchange exchange) {
        Headers headers = exchange.getRequestHeaders();
        return exchange.getRequestMethod().equals("GET")
                && exchange.getRequestURI().getPath().equals("/")
                && "navigate".equals(headers.getFirst("Sec-Fetch-Mode"))
                && "document".equals(headers.getFirst("Sec-Fetch-Dest"));
    }

    private static boolean isOfAnotherSite(Headers headers, String host) {
        String origin = headers.getFirst("Origin");
        String site = headers.getFirst("Sec-Fetch-Site");
        return (origin != null && !origin.equals("http://" + host))
                || (site != null && !site.equals("same-origin") && !site.equals("none"));
    }

    @Override
    public String description() {
        return "serves its own page only";
    }
}
