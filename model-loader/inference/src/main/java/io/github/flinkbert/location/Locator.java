package io.github.flinkbert.location;

import io.github.flinkbert.failure.CheckpointException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.annotation.Internal;

/**
 * Turns a location that a user names into a folder on this machine.
 *
 * @param cache keeps downloads and what was unpacked
 * @param progress hears of downloads and unpacking
 * @param alone whether a file that is no archive is wanted as it is; every other such file is
 *     refused
 */
@Internal
public record Locator(CacheFolder cache, ProgressListener progress, Predicate<Path> alone) {

    /** Part of the cache's key: raise it when what is unpacked of an archive changes. */
    private static final String UNPACKED = "unpacked-1";

    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):.*");

    /** One that wants folders alone. */
    public Locator(CacheFolder cache, ProgressListener progress) {
        this(cache, progress, file -> false);
    }

    /**
     * @param location a path; a {@code file:}, {@code http:}, {@code https:} or {@code jar:} URI;
     *     {@code maven:GROUP:ARTIFACT:VERSION}; {@code google:NAME}, a release of Google's; or
     *     {@code hf:OWNER/NAME[@REVISION]}, a repository of the Hugging Face hub
     */
    public Located locate(String location) {
        try {
            if (HubName.is(location)) {
                HubModel model = HubModel.of(location, cache, progress);
                return new Located(model.folder(), model.name().name(), false);
            }
            if (location.startsWith("jar:")) {
                return inJar(location);
            }
            return folder(file(location), "");
        } catch (IOException e) {
            throw new CheckpointException(
                    "%s cannot be read: %s".formatted(location, e.getMessage()), e);
        }
    }

    /**
     * Whether this is a name by which every machine fetches the same by itself, once {@link
     * #absolute} has said which: {@code google:} or {@code hf:}.
     */
    public static boolean isPublishedName(String location) {
        return HubName.is(location) || GoogleModel.is(location);
    }

    /**
     * The same place under a name that holds on every machine that sees the same files: a path and
     * a {@code maven:} name become a {@code file:} URI, an {@code hf:} name one with the commit
     * that its revision is, other URIs and names stay as they are.
     */
    public String absolute(String location) {
        if (HubName.is(location)) {
            return HubModel.of(location, cache, progress).pinned().toString();
        }
        if (GoogleModel.is(location)) {
            var unused = GoogleModel.of(location, cache, progress); // or it is refused here
            return location;
        }
        if (location.startsWith("jar:") && location.contains("!/")) {
            int bang = location.indexOf("!/");
            return "jar:%s%s"
                    .formatted(
                            absolute(location.substring("jar:".length(), bang)),
                            location.substring(bang));
        }
        Matcher scheme = SCHEME.matcher(location);
        if (scheme.matches() && scheme.group(1).equalsIgnoreCase("maven")) {
            return MavenArtifact.parse(location).file().toUri().toString();
        }
        if (scheme.matches() && !Files.exists(path(location))) {
            return location;
        }
        return existing(path(location), location).toUri().toString();
    }

    private Located inJar(String location) throws IOException {
        int bang = location.indexOf("!/");
        if (bang < 0) {
            throw new CheckpointException(
                    "%s is no jar URI: expected jar:URI!/PATH".formatted(location));
        }
        String inside = location.substring(bang + 2).replaceFirst("/+$", "");
        return folder(file(location.substring("jar:".length(), bang)), inside);
    }

    /** The file or folder on this machine, fetched first if it is elsewhere. */
    private Path file(String location) {
        Matcher scheme = SCHEME.matcher(location);
        if (!scheme.matches()) {
            return existing(path(location), location);
        }
        return switch (scheme.group(1).toLowerCase(Locale.ROOT)) {
            case "file" -> existing(path(uri(location), location), location);
            case "http", "https" -> new Download(uri(location)).into(cache, progress);
            case "maven" -> MavenArtifact.parse(location).file();
            case "google" -> GoogleModel.of(location, cache, progress).file();
            default -> {
                Path path = path(location);
                if (Files.exists(path)) {
                    yield path;
                }
                throw new CheckpointException(
                        ("%s is no location: expected a path, a file:, http:, https: or jar: URI,"
                                        + " maven:GROUP:ARTIFACT:VERSION, google:NAME or"
                                        + " hf:OWNER/NAME")
                                .formatted(location));
            }
        };
    }

    private static Path existing(Path path, String location) {
        if (!Files.exists(path)) {
            throw new CheckpointException("there is no file or folder %s".formatted(location));
        }
        return path;
    }

    private static Path path(String location) {
        try {
            return Path.of(location).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new CheckpointException(
                    "\"%s\" is no path: %s".formatted(location, e.getReason()), e);
        }
    }

    private static Path path(URI uri, String location) {
        try {
            return Path.of(uri);
        } catch (IllegalArgumentException | FileSystemNotFoundException e) {
            throw new CheckpointException(
                    "%s is no file URI: %s".formatted(location, e.getMessage()), e);
        }
    }

    private static URI uri(String location) {
        try {
            return new URI(location);
        } catch (URISyntaxException e) {
            throw new CheckpointException("%s is no URI: %s".formatted(location, e.getReason()), e);
        }
    }

    private Located folder(Path path, String inside) throws IOException {
        if (Files.isDirectory(path)) {
            return new Located(path, name(path), false);
        }
        if (!Archive.is(path)) {
            if (inside.isEmpty() && alone.test(path)) {
                return new Located(path, name(path), false);
            }
            throw new CheckpointException(
                    "%s is neither a folder nor a zip or jar".formatted(path));
        }
        String digest = new FileDigests(cache).of(path);
        String key = inside.isEmpty() ? digest : FileDigests.ofText(digest + "!/" + inside);
        Path folder =
                cache.entry(
                        UNPACKED, key, into -> new Archive(path, inside).unpack(into, progress));
        return new Located(folder, name(path).replaceFirst("\\.(zip|jar)$", ""), true);
    }

    /** The last name; a release in a folder named for its version alone is called by both names. */
    private static String name(Path path) {
        Path last = path.getFileName();
        if (last == null) {
            return path.toString();
        }
        Path parent = path.getParent();
        boolean version = last.toString().matches("\\d+");
        return version && parent != null && parent.getFileName() != null
                ? parent.getFileName() + "/" + last
                : last.toString();
    }
}
