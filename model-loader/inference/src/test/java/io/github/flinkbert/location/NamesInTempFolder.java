package io.github.flinkbert.location;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Has each test ask a server of its own for models by name, with caches of its own and nothing of
 * the user's environment.
 */
public final class NamesInTempFolder implements BeforeEachCallback, AfterEachCallback {

    private final Map<String, String> before = new HashMap<>();
    private final List<String> set = new ArrayList<>();
    private ModelServer server;
    private Path folder;

    public ModelServer server() {
        return server;
    }

    public Path folder() {
        return folder;
    }

    public Path hubCache() {
        return folder.resolve("hub");
    }

    /** Sets a variable for this test. */
    public void set(String name, String value) {
        String old = System.getProperty(name);
        if (!set.contains(name)) {
            set.add(name);
            before.put(name, old);
        }
        System.setProperty(name, value);
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        server = new ModelServer();
        folder = Files.createTempDirectory("flink-bert-names");
        set(CacheFolder.PROPERTY, folder.resolve("own").toString());
        set("HF_ENDPOINT", server.endpoint());
        set("HF_HOME", folder.resolve("home").toString());
        set("HF_TOKEN_PATH", folder.resolve("home/token").toString());
        set("HF_HUB_CACHE", hubCache().toString());
        set("HF_HUB_OFFLINE", "0");
        set(GoogleModel.ENDPOINT, server.endpoint() + "/bert_models");
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        server.close();
        for (String name : set) {
            String old = before.get(name);
            if (old == null) {
                System.clearProperty(name);
            } else {
                System.setProperty(name, old);
            }
        }
        set.clear();
        before.clear();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
