package io.github.flinkbert.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.function.Executable;
import org.opentest4j.TestAbortedException;

class NoSilentSkipsTest {

    private static final NoSilentSkips ENFORCED = new NoSilentSkips(true);
    private static final Pattern CONDITION =
            Pattern.compile("@(Disabled|Enabled(If|On|For))|api\\.(condition|Disabled)\\b");
    private static final Pattern ASSUMPTION =
            Pattern.compile("Assumptions?\\b|AllowedSkip|Assume\\.|TestAborted");

    @Test
    void anAssumptionThatDoesNotHoldFailsItsTest() {
        assertThatThrownBy(() -> run(ENFORCED, () -> Assumptions.assumeTrue(false, "no luck")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("AllowedSkip does not list")
                .hasMessageContaining("no luck");
        assertThatThrownBy(() -> run(ENFORCED, () -> assumeThat(1).as("one").isEqualTo(2)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("one");
    }

    @Test
    void aListedReasonSkipsAndAnythingElseIsAsItWas() {
        for (AllowedSkip reason : AllowedSkip.values()) {
            assertThatThrownBy(() -> run(ENFORCED, () -> reason.unless(false, "detail")))
                    .isInstanceOf(TestAbortedException.class)
                    .hasMessageEndingWith(": detail");
            assertThatCode(() -> reason.unless(true, "detail")).doesNotThrowAnyException();
        }
        IOException failure = new IOException("a failure");
        assertThatThrownBy(
                        () ->
                                run(
                                        ENFORCED,
                                        () -> {
                                            throw failure;
                                        }))
                .isSameAs(failure);
    }

    @Test
    void elsewhereAnAssumptionSkips() {
        NoSilentSkips lenient = new NoSilentSkips(false);
        assertThatThrownBy(() -> run(lenient, () -> Assumptions.assumeTrue(false, "no luck")))
                .isInstanceOf(TestAbortedException.class);
    }

    @Test
    void junitFindsTheExtension() {
        assertThat(ServiceLoader.load(Extension.class))
                .hasAtLeastOneElementOfType(NoSilentSkips.class);
        // Maven's plugins set "basedir", and the project's POM has JUnit look for extensions.
        if (System.getProperty("basedir") != null) {
            assertThat(NoSilentSkips.isActive()).isTrue();
        }
    }

    /** They skip before an extension is asked. */
    @Test
    void noTestHasACondition() throws IOException {
        assertThat(testSources()).hasSizeGreaterThan(100);
        for (Path source : testSources()) {
            assertThat(Files.readString(source)).as("%s", source).doesNotContainPattern(CONDITION);
        }
    }

    /** JUnit's extensions do not see jqwik's tests, and the other modules must have this one. */
    @Test
    void assumptionsAreOnlyWhereTheExtensionIs() throws IOException {
        for (Path source : testSources()) {
            String code = Files.readString(source);
            if (ASSUMPTION.matcher(code).find()) {
                assertThat(code).as("%s", source).doesNotContain("import net.jqwik");
                Path pom = source;
                while (!Files.exists(pom.resolve("pom.xml"))) {
                    pom = pom.getParent();
                }
                if (!pom.endsWith("model-loader/inference")) {
                    assertThat(Files.readString(pom.resolve("pom.xml")))
                            .as("the POM of %s", source)
                            .contains(
                                    "<artifactId>flink-bert</artifactId>\n"
                                            + "          <type>test-jar");
                }
            }
        }
    }

    private static List<Path> testSources() throws IOException {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(root.resolve("model-loader"))) {
            root = root.getParent();
        }
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(
                            file -> file.toString().replace('\\', '/').contains("/src/test/java/"))
                    .filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("NoSilentSkipsTest.java"))
                    .filter(file -> !file.endsWith("NoSilentSkips.java"))
                    .toList();
        }
    }

    private static void run(NoSilentSkips skips, Executable test) throws Throwable {
        skips.proceed(
                () -> {
                    test.execute();
                    return null;
                });
    }
}
