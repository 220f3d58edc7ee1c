package io.github.flinkbert.console.resources;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.annotation.Internal;

/** Files of the live page, as they are in the jar. */
@Internal
public final class PageResources {

    private static final String FOLDER = "/io/github/flinkbert/console/page/";

    private PageResources() {}

    /** One file, as text. */
    public static String text(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    /** One file. */
    public static byte[] bytes(String name) {
        try (InputStream in = PageResources.class.getResourceAsStream(FOLDER + name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("the page's file " + name, e);
        }
    }
}
