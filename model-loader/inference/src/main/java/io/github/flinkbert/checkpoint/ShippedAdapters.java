package io.github.flinkbert.checkpoint;

import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.location.CacheFolder;
import io.github.flinkbert.location.FileDigests;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.annotation.PublicEvolving;

/**
 * The adapters that ship with the project. Each goes by its name wherever an adapter's location is
 * asked for: on the command line, in SQL, in the Kafka job and in Java.
 *
 * <p>They lie on the class path, in the jar of this class, and are laid into the cache of this
 * machine when they are first used. The system property {@value #PROPERTY} names a folder of
 * adapters that, where it is there, takes the place of those: the launcher's {@code adapters}.
 *
 * <p>A folder of that name in the working directory comes first, if it holds an adapter: as Hugging
 * Face takes a local folder before a model of the same name.
 */
@PublicEvolving
public final class ShippedAdapters {

    public static final String ENTITIES_EN = "entities-en";
    public static final String ANSWERS_EN = "answers-en";
    public static final String ENTITIES_KO = "entities-ko";
    public static final String ANSWERS_KO = "answers-ko";

    /** One for each task, for texts in English: all over one model. */
    public static final List<String> ENGLISH = List.of(ENTITIES_EN, ANSWERS_EN);

    /** Likewise for texts in Korean, over another model; a build may lack some of them. */
    public static final List<String> KOREAN = List.of(ENTITIES_KO, ANSWERS_KO);

    /** System property that names a folder of adapters, in the place of those on the class path. */
    public static final String PROPERTY = "flinkbert.adapters";

    private static final String RESOURCES = "io/github/flinkbert/adapters/";

    /** One name a line: what lies in a jar cannot be listed. */
    private static final String NAMES = "names.txt";

    /** What adapters have that are read, and what those for vectors of texts have besides. */
    private static final List<String> FILES =
            Stream.concat(
                            PackedAdapter.READ.stream(),
                            Stream.of("modules.json", "1_Pooling/config.json"))
                    .toList();

    /** Neither a path nor a URI. */
    private static final Pattern NAME = Pattern.compile("\\w[\\w.-]*");

    private ShippedAdapters() {}

    /** Whether this could be an adapter's name: it is neither a path nor a URI. */
    public static boolean isName(String location) {
        return NAME.matcher(location).matches();
    }

    /**
     * The folder of a shipped adapter, whatever the working directory holds.
     *
     * @return empty where no adapter of that name ships
     * @throws CheckpointException if it cannot be laid into the cache
     */
    public static Optional<Path> find(String name) {
        return names().contains(name) ? Optional.of(folder(name)) : Optional.empty();
    }

    /** All that ship, in the order of the alphabet. */
    public static List<String> names() {
        Optional<Path> home = home();
        if (home.isEmpty()) {
            return resource(NAMES).stream()
                    .flatMap(bytes -> new String(bytes, StandardCharsets.UTF_8).lines())
                    .filter(line -> !line.isBlank())
                    .sorted()
                    .toList();
        }
        try (Stream<Path> folders = Files.list(home.get())) {
            return folders.filter(ShippedAdapters::isAdapter)
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new CheckpointException(
                    "the adapters in %s cannot be listed: %s".formatted(home.get(), e.getMessage()),
                    e);
        }
    }

    /**
     * What a user named as an adapter: a path or a URI as it is, a name as the folder of the
     * working directory that holds an adapter, else as the shipped adapter.
     *
     * @throws CheckpointException if it is a name that neither has
     */
    public static String located(String named) {
        if (!isName(named) || isAdapter(Path.of(named))) {
            return named;
        }
        Optional<Path> shipped = find(named);
        if (shipped.isEmpty() && !Files.exists(Path.of(named))) {
            throw new CheckpointException(
                    "there is no folder %s, and no adapter of that name ships; those that do: %s"
                            .formatted(named, listed()));
        }
        // What is there and is no adapter is refused with its fault by who opens it.
        return shipped.map(Path::toString).orElse(named);
    }

    private static String listed() {
        List<String> names = names();
        return names.isEmpty() ? "none in this build" : String.join(", ", names);
    }

    private static Optional<Path> home() {
        String home = System.getProperty(PROPERTY, "");
        return Optional.of(home)
                .filter(folder -> !folder.isBlank())
                .map(Path::of)
                .filter(Files::isDirectory);
    }

    private static Path folder(String name) {
        return home().map(home -> home.resolve(name)).orElseGet(() -> unpacked(name));
    }

    private static boolean isAdapter(Path folder) {
        return Files.isRegularFile(folder.resolve(Adapter.CONFIG));
    }

    /** Lays an adapter of the class path into the cache, under the digest of its bytes. */
    private static Path unpacked(String name) {
        Map<String, byte[]> files = new TreeMap<>();
        MessageDigest digest = FileDigests.sha256();
        for (String file : FILES) {
            resource(name + "/" + file)
                    .ifPresent(
                            bytes -> {
                                files.put(file, bytes);
                                digest.update(
                                        "%s %d\n"
                                                .formatted(file, bytes.length)
                                                .getBytes(StandardCharsets.UTF_8));
                                digest.update(bytes);
                            });
        }
        return CacheFolder.standard()
                .entry(
                        "shipped-adapters",
                        HexFormat.of().formatHex(digest.digest()),
                        entry -> {
                            Path folder = Files.createDirectories(entry.resolve(name));
                            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                                Path at = folder.resolve(file.getKey());
                                Files.createDirectories(at.getParent());
                                Files.write(at, file.getValue());
                            }
                        })
                .resolve(name);
    }

    /** From the class path of this class, else of who calls, as a job's own jar may hold them. */
    private static Optional<byte[]> resource(String path) {
        return Stream.of(
                        ShippedAdapters.class.getClassLoader(),
                        Thread.currentThread().getContextClassLoader())
                .filter(Objects::nonNull)
                .map(loader -> read(loader, RESOURCES + path))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<byte[]> read(ClassLoader loader, String path) {
        try (InputStream in = loader.getResourceAsStream(path)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (IOException e) {
            throw new CheckpointException(
                    "%s on the class path cannot be read: %s".formatted(path, e.getMessage()), e);
        }
    }
}
