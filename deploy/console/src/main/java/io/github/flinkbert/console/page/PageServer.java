package io.github.flinkbert.console.page;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The JDK's own web server, with everything behind {@link Guard}. */
final class PageServer implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads;

    private PageServer(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * @param handlers by path
     * @throws java.net.BindException if the port is taken
     */
    static PageServer start(InetSocketAddress address, Map<String, HttpHandler> handlers)
            throws IOException {
        HttpServer server = HttpServer.create(address, 0);
        ExecutorService threads =
                Executors.newCachedThreadPool(
                        work -> {
                            Thread thread = new Thread(work, "watch-page");
                            thread.setDaemon(true);
                            return thread;
                        });
        server.setExecutor(threads);
        Guard guard = new Guard(names(address));
        handlers.forEach(
                (path, handler) -> server.createContext(path, handler).getFilters().add(guard));
        server.start();
        return new PageServer(server, threads);
    }

    /** A page on loopback has no other name; elsewhere this machine's own name is one. */
    private static Set<String> names(InetSocketAddress address) throws IOException {
        Set<String> names = new TreeSet<>();
        if (!address.getAddress().isLoopbackAddress()) {
            names.add(InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT));
            names.add(address.getHostString().toLowerCase(Locale.ROOT));
        }
        return names;
    }

    /** Where the page is. */
    URI address() {
        InetSocketAddress bound = server.getAddress();
        InetAddress host = bound.getAddress();
        String name =
                host.isAnyLocalAddress()
                        ? "localhost"
                        : host.getHostAddress().contains(":")
                                ? "[" + host.getHostAddress() + "]"
                                : host.getHostAddress();
        return URI.create("http://" + name + ":" + bound.getPort() + "/");
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
