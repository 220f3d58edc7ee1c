package io.github.flinkbert.checkpoint;

import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.location.CacheFolder;
import io.github.flinkbert.location.FileDigests;
import io.github.flinkbert.location.Located;
import io.github.flinkbert.location.Locator;
import io.github.flinkbert.location.ProgressListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.annotation.Internal;

/** Opens a checkpoint in whatever form it comes, recognised by its content. */
@Internal
public final class Checkpoints {

    private static final List<FamilyReleases> FAMILIES =
            ServiceLoader.load(FamilyReleases.class, FamilyReleases.class.getClassLoader()).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList();

    private static final List<ReleaseForm> FORMS = forms();

    /** How deep in an archive a release may lie: as a Java package's path may be. */
    private static final int DEEPEST_IN_ARCHIVE = 12;

    private Checkpoints() {}

    /** The families of models that are read, each once. */
    public static List<FamilyReleases> families() {
        return FAMILIES;
    }

    /** Those that go last are last; before them, what families have of their own goes first. */
    private static List<ReleaseForm> forms() {
        List<ReleaseForm> all = new ArrayList<>();
        FAMILIES.forEach(family -> all.addAll(family.forms()));
        all.addAll(ReleaseForms.ofAnyFamily());
        return Stream.concat(
                        all.stream().filter(form -> !form.goesLast()),
                        all.stream().filter(ReleaseForm::goesLast))
                .toList();
    }

    /**
     * @param location a folder, a file, a URI ({@code file:}, {@code http(s):}, {@code jar:}),
     *     {@code maven:GROUP:ARTIFACT:VERSION}, {@code google:NAME}, or {@code
     *     hf:OWNER/NAME[@REVISION]}
     * @throws CheckpointException with a sentence for the user if it cannot be used
     */
    public static Checkpoint open(String location) {
        return open(location, ProgressListener.silent());
    }

    /** Like {@link #open(String)}, telling how far fetching and unpacking have come. */
    public static Checkpoint open(String location, ProgressListener progress) {
        CacheFolder cache = CacheFolder.standard();
        Located located = new Locator(cache, progress, Checkpoints::isRelease).locate(location);
        try {
            List<Found> found = new ArrayList<>();
            collect(located.folder(), located.unpacked() ? DEEPEST_IN_ARCHIVE : 1, found);
            if (found.size() != 1) {
                throw new CheckpointException(
                        found.isEmpty() ? nothing(location, located) : several(location, found));
            }
            Path folder = found.get(0).folder();
            String name =
                    folder.equals(located.folder())
                            ? located.name()
                            : folder.getFileName().toString();
            return found.get(0)
                    .form()
                    .open(new Release(folder, name, new FileDigests(cache), modelTypes()));
        } catch (IOException e) {
            throw new CheckpointException(
                    "%s cannot be read: %s".formatted(location, e.getMessage()), e);
        }
    }

    private static List<HuggingFaceModelType> modelTypes() {
        return FAMILIES.stream().flatMap(family -> family.modelTypes().stream()).toList();
    }

    private record Found(Path folder, ReleaseForm form) {}

    /** Gathers the releases at or below a folder, not looking into a release for others. */
    private static void collect(Path folder, int depth, List<Found> found) throws IOException {
        Optional<ReleaseForm> form = recognised(folder);
        if (form.isPresent()) {
            found.add(new Found(folder, form.get()));
        } else if (depth > 0) {
            try (Stream<Path> below = Files.list(folder)) {
                for (Path each : below.filter(Files::isDirectory).sorted().toList()) {
                    collect(each, depth - 1, found);
                }
            }
        }
    }

    private static Optional<ReleaseForm> recognised(Path folder) throws IOException {
        boolean file = Files.isRegularFile(folder);
        for (ReleaseForm form : FORMS) {
            if (file ? form.matchesFile(folder) : form.matches(folder)) {
                return Optional.of(form);
            }
        }
        return Optional.empty();
    }

    /** Whether a file by itself is one. */
    private static boolean isRelease(Path file) {
        try {
            return recognised(file).isPresent();
        } catch (IOException e) {
            throw new CheckpointException(
                    "%s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static String nothing(String location, Located located) throws IOException {
        try (Stream<Path> files = Files.list(located.folder())) {
            String listing =
                    files.map(f -> f.getFileName().toString())
                            .sorted()
                            .limit(10)
                            .collect(Collectors.joining(", "));
            return "%s holds no BERT that is known: found %s; expected a %s"
                    .formatted(
                            location,
                            listing.isEmpty() ? "nothing" : listing,
                            FORMS.stream()
                                    .map(ReleaseForm::description)
                                    .collect(Collectors.joining(", or a ")));
        }
    }

    private static String several(String location, List<Found> found) {
        return "%s holds %d checkpoints (%s); name one of them"
                .formatted(
                        location,
                        found.size(),
                        found.stream()
                                .map(f -> f.folder().getFileName().toString())
                                .collect(Collectors.joining(", ")));
    }
}
