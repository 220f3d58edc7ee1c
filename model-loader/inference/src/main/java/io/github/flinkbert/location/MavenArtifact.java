package io.github.flinkbert.location;

import io.github.flinkbert.failure.CheckpointException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A jar in a Maven repository, found in the local one or fetched by calling Maven, with the user's
 * own settings, mirrors and proxies.
 *
 * @param group dotted
 * @param artifact its name
 * @param version an exact one
 */
record MavenArtifact(String group, String artifact, String version) {

    private static final Pattern COORDINATE =
            Pattern.compile("maven:([\\w.-]+):([\\w.-]+):([\\w.+-]+)");
    private static final Pattern LOCAL_REPOSITORY =
            Pattern.compile("<localRepository>\\s*([^<$]+?)\\s*</localRepository>");
    private static final String GET = "org.apache.maven.plugins:maven-dependency-plugin:3.9.0:get";
    private static final String PROPERTY = "maven.repo.local";

    static MavenArtifact parse(String location) {
        Matcher matcher = COORDINATE.matcher(location);
        if (!matcher.matches() || location.contains("..")) {
            throw new CheckpointException(
                    "%s is no Maven coordinate: expected maven:GROUP:ARTIFACT:VERSION"
                            .formatted(location));
        }
        return new MavenArtifact(matcher.group(1), matcher.group(2), matcher.group(3));
    }

    /** The jar on this machine; Maven is called if it is not there yet. */
    Path file() {
        Path jar = in(repository());
        if (!Files.isRegularFile(jar)) {
            fetch();
        }
        if (!Files.isRegularFile(jar)) {
            throw new CheckpointException(
                    "Maven fetched %s, but it is not at %s; name the repository by -D%s"
                            .formatted(this, jar, PROPERTY));
        }
        return jar;
    }

    private Path in(Path repository) {
        return repository
                .resolve(group.replace('.', '/'))
                .resolve(artifact)
                .resolve(version)
                .resolve("%s-%s.jar".formatted(artifact, version));
    }

    private static Path repository() {
        String property = System.getProperty(PROPERTY, "");
        if (!property.isBlank()) {
            return Path.of(property).toAbsolutePath();
        }
        Path maven = Path.of(System.getProperty("user.home"), ".m2");
        try {
            Matcher settings =
                    LOCAL_REPOSITORY.matcher(Files.readString(maven.resolve("settings.xml")));
            if (settings.find()) {
                return Path.of(settings.group(1));
            }
        } catch (IOException e) {
            return maven.resolve("repository"); // no settings: Maven's default
        }
        return maven.resolve("repository");
    }

    private void fetch() {
        List<String> command = new ArrayList<>(List.of(executable(), "-q", "-B", GET));
        command.add("-Dartifact=%s:%s:%s".formatted(group, artifact, version));
        command.add("-Dtransitive=false");
        String repository = System.getProperty(PROPERTY, "");
        if (!repository.isBlank()) {
            command.add("-D%s=%s".formatted(PROPERTY, repository));
        }
        try {
            Process maven = new ProcessBuilder(command).redirectErrorStream(true).start();
            maven.getOutputStream().close();
            String output =
                    new String(maven.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (maven.waitFor() != 0) {
                throw new CheckpointException(
                        "Maven cannot fetch %s: %s".formatted(this, firstError(output)));
            }
        } catch (IOException e) {
            throw new CheckpointException(
                    ("%s is not in the local Maven repository %s, and Maven cannot be called to"
                                    + " fetch it: %s")
                            .formatted(this, repository(), e.getMessage()),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CheckpointException("interrupted while Maven fetched " + this, e);
        }
    }

    private static String firstError(String output) {
        return output.lines()
                .filter(line -> line.startsWith("[ERROR]"))
                .map(line -> line.substring("[ERROR]".length()).strip())
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse("no reason given");
    }

    private static String executable() {
        boolean windows =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
        return windows ? "mvn.cmd" : "mvn";
    }

    @Override
    public String toString() {
        return "maven:%s:%s:%s".formatted(group, artifact, version);
    }
}
