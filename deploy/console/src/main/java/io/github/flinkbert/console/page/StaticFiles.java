package io.github.flinkbert.console.page;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.github.flinkbert.console.resources.PageResources;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** The page's own files: a list of names in the jar, and nothing beside them. Immutable. */
final class StaticFiles implements HttpHandler {

    private static final Map<String, String> TYPES =
            Map.of(
                    "html", "text/html; charset=utf-8",
                    "css", "text/css; charset=utf-8",
                    "js", "text/javascript; charset=utf-8",
                    "svg", "image/svg+xml");

    private final Map<String, byte[]> files;

    private StaticFiles(Map<String, byte[]> files) {
        this.files = files;
    }

    static StaticFiles load() {
        Map<String, byte[]> files = new HashMap<>();
        for (String name : PageResources.text("files.txt").lines().toList()) {
            files.put("/" + name, PageResources.bytes(name));
        }
        files.put("/", files.get("/index.html"));
        return new StaticFiles(files);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        byte[] file = files.get(exchange.getRequestURI().getPath());
        String method = exchange.getRequestMethod();
        if (file == null) {
            Responses.error(exchange, 404, "there is no such page");
        } else if (!method.equals("GET") && !method.equals("HEAD")) {
            Responses.error(exchange, 405, "expected GET, found " + method);
        } else {
            Responses.send(exchange, 200, type(exchange.getRequestURI().getPath()), file);
        }
    }

    private static String type(String path) {
        String ending = path.equals("/") ? "html" : path.substring(path.lastIndexOf('.') + 1);
        return TYPES.getOrDefault(ending, "application/octet-stream");
    }
}
