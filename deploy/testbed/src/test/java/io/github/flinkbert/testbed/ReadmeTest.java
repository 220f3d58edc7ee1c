package io.github.flinkbert.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.cli.CommandLineFixture;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the README and the pages that it leads to show can be typed in. */
final class ReadmeTest {

    private static final Path README = Path.of("../../README.md");
    private static final Path COMMANDS = Path.of("../docs/commands.md");
    private static final List<Path> PAGES = pages();
    private static final Pattern LINK =
            Pattern.compile("\\]\\((?<page>[^):#]*)(?:#(?<heading>[^)]+))?\\)");
    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z-]*[a-z]");
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
    void everyLinkLeadsToAFileAndToAHeadingOfIt() throws Exception {
        for (Path page : PAGES) {
            Matcher link = LINK.matcher(Files.readString(page));
            while (link.find()) {
                Path target =
                        link.group("page").isEmpty()
                                ? page
                                : page.resolveSibling(link.group("page"));
                assertThat(target).as("%s: %s", page, link.group()).exists();
                if (link.group("heading") != null) {
                    assertThat(headings(target))
                            .as("%s: %s", page, link.group())
                            .contains(link.group("heading"));
                }
            }
        }
    }

    /** As GitHub makes them part of an address. */
    private static List<String> headings(Path page) throws Exception {
        return Files.readAllLines(page).stream()
                .filter(line -> line.matches("#+ .*"))
                .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
                .map(line -> line.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
                .toList();
    }

    @Test
    void everyPageIsReachedFromAnother() throws Exception {
        Set<Path> reached = new HashSet<>();
        for (Path page : PAGES) {
            Matcher link = LINK.matcher(Files.readString(page));
            while (link.find()) {
                reached.add(page.resolveSibling(link.group("page")).toAbsolutePath().normalize());
            }
        }

        assertThat(PAGES.subList(1, PAGES.size()))
                .allSatisfy(
                        page -> assertThat(reached).contains(page.toAbsolutePath().normalize()));
    }

    @Test
    void everyOptionThatAPageNamesIsThere() throws Exception {
        Set<String> known = new HashSet<>(Set.of("--kafka"));
        collectOptions(CommandLineFixture.commandLine(), known);

        for (Path page : PAGES) {
            assertThat(OPTION.matcher(Files.readString(page)).results().map(MatchResult::group))
                    .as("%s", page)
                    .allSatisfy(option -> assertThat(known).contains(option));
        }
    }

    private static void collectOptions(CommandLine line, Set<String> known) {
        known.addAll(line.getCommandSpec().optionsMap().keySet());
        line.getSubcommands().values().forEach(command -> collectOptions(command, known));
    }

    private static List<Path> pages() {
        try (Stream<Path> all = Files.list(Path.of("../docs"))) {
            return Stream.concat(
                            Stream.of(README),
                            all.filter(file -> file.toString().endsWith(".md")).sorted())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
