package io.github.flinkbert.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README and the pages that it leads to show can be typed in. */
final class ReadmeTest {

    private static final Path README = Path.of("../../README.md");
    private static final Path COMMANDS = Path.of("../docs/commands.md");
    private static final List<Path> PAGES =
            List.of(
                    README,
                    Path.of("../docs/architecture.md"),
                    Path.of("../docs/changelog.md"),
                    Path.of("../docs/cluster.md"),
                    COMMANDS,
                    Path.of("../docs/contributing.md"),
                    Path.of("../docs/limits.md"),
                    Path.of("../docs/measured.md"),
                    Path.of("../docs/models.md"),
                    Path.of("../docs/scaling.md"),
                    Path.of("../docs/sql.md"),
                    Path.of("../docs/streams.md"));
    private static final Pattern LINK = Pattern.compile("\\]\\(([^):#]+)[^)]*\\)");
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    /** A place for lines that are shown without a class around them. */
    private static final String AROUND =
            """
            import io.github.flinkbert.flink.KafkaEnrichmentJob;
            import io.github.flinkbert.flink.config.KafkaJobConfig;
            import java.util.Map;
            import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

            class Example {
                static void lines(Map<String, String> options) throws Exception {
                    %s
                }
            }
            """;

    @Test
    void everyJavaExampleCompiles(@TempDir Path folder) throws Exception {
        List<String> examples = javaExamples();

        assertThat(examples).hasSizeGreaterThan(1);
        for (String example : examples) {
            String source = example.contains("class ") ? example : AROUND.formatted(example);
            assertThat(compile(source, folder)).as(source).isEmpty();
        }
    }

    @Test
    void bertInAProgramIsTenLinesWithoutItsImports() throws Exception {
        assertThat(javaExamples())
                .filteredOn(example -> example.contains("Bert.open("))
                .singleElement()
                .satisfies(
                        example ->
                                assertThat(
                                                example.lines()
                                                        .filter(line -> !line.startsWith("import")))
                                        .hasSizeLessThanOrEqualTo(11));
    }

    @Test
    void theReadmeIsAFrontPageAndNoManual() throws Exception {
        assertThat(Files.readString(README).split("\\s+")).hasSizeLessThanOrEqualTo(1_200);
    }

    @Test
    void everyCommandIsInTheTable() throws Exception {
        String page = Files.readString(COMMANDS);

        assertThat(TestbedCommandsTest.commands())
                .allMatch(command -> page.contains("| `" + command));
    }

    @Test
    void everyLinkLeadsToAFile() throws Exception {
        for (Path page : PAGES) {
            Matcher matcher = LINK.matcher(Files.readString(page));
            while (matcher.find()) {
                assertThat(page.resolveSibling(matcher.group(1)))
                        .as("%s: %s", page, matcher.group())
                        .exists();
            }
        }
    }

    private static List<String> javaExamples() throws Exception {
        List<String> examples = new ArrayList<>();
        for (Path page : PAGES) {
            Matcher matcher = JAVA.matcher(Files.readString(page));
            while (matcher.find()) {
                examples.add(matcher.group(1));
            }
        }
        return examples;
    }

    /** What the compiler has to say: nothing, if all is well. */
    private static String compile(String source, Path folder) {
        JavaFileObject file =
                new SimpleJavaFileObject(
                        URI.create("string:///Example.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        StringWriter said = new StringWriter();
        boolean compiled =
                ToolProvider.getSystemJavaCompiler()
                        .getTask(
                                said,
                                null,
                                null,
                                List.of("-proc:none", "-d", folder.toString()),
                                null,
                                List.of(file))
                        .call();
        return compiled ? "" : said.toString();
    }
}
