package io.github.flinkbert.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A second copy of TensorFlow would end this process, and its test run with it. */
class ClassLoaderCheckTest {

    @Test
    void theLoaderThatHasTensorFlowMayClaimItAgain() {
        ClassLoaderCheck.claim();

        assertThatCode(ClassLoaderCheck::claim).doesNotThrowAnyException();
    }

    @Test
    void anotherClassLoaderIsRefusedBeforeItLoadsTensorFlow(@TempDir Path folder) throws Exception {
        ClassLoaderCheck.claim();
        MiniatureCheckpoint.of(MiniatureCheckpoint.smallVocabulary(), 1).writeTo(folder);
        try (URLClassLoader second = new URLClassLoader(classPath(), null)) {
            Class<?> options = second.loadClass("io.github.flinkbert.BertOptions");
            Object ofFolder = options.getMethod("of", String.class).invoke(null, folder.toString());
            var open = second.loadClass("io.github.flinkbert.Bert").getMethod("open", options);

            assertThatThrownBy(() -> open.invoke(null, ofFolder))
                    .isInstanceOf(InvocationTargetException.class)
                    .cause()
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("TensorFlow was loaded by the class loader ")
                    .hasMessageContaining("found this to be java.net.URLClassLoader@")
                    .hasMessageContaining("lib/");
        }
    }

    @Test
    void flinksJobLoadersAreKnownByName() {
        assertThat(ClassLoaderCheck.isOfJob(ClassLoader.getSystemClassLoader())).isFalse();
        assertThat(ClassLoaderCheck.isOfJob(null)).isFalse();
    }

    private static URL[] classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(ClassLoaderCheckTest::url)
                .toArray(URL[]::new);
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }
}
