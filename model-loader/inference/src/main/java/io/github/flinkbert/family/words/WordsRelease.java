package io.github.flinkbert.family.words;

import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.checkpoint.Release;
import io.github.flinkbert.checkpoint.ReleaseForm;
import io.github.flinkbert.failure.CheckpointException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipException;

/** A file of word vectors, by itself or in a folder that holds no other model. */
final class WordsRelease implements ReleaseForm {

    @Override
    public String description() {
        return "file of word vectors (word2vec, GloVe, fastText)";
    }

    @Override
    public boolean matches(Path folder) throws IOException {
        return !in(folder).isEmpty();
    }

    @Override
    public boolean matchesFile(Path file) throws IOException {
        return WordFile.of(file).isPresent();
    }

    @Override
    public boolean goesLast() {
        return true; // a table of numbers may lie beside any model
    }

    private static List<WordFile> in(Path folder) throws IOException {
        List<WordFile> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                WordFile.of(file).ifPresent(found::add);
            }
        }
        return found;
    }

    @Override
    public Checkpoint open(Release release) throws IOException {
        WordFile file = only(release);
        String digest = release.digests().of(file.path());
        try {
            return new WordsCheckpoint(
                    release.name(),
                    file.description(),
                    digest,
                    file.read(release.digests().cache(), digest));
        } catch (EOFException | ZipException e) {
            throw new CheckpointException(
                    "%s cannot be unpacked, it was cut short or is damaged: %s"
                            .formatted(file.path().getFileName(), e.getMessage()),
                    e);
        }
    }

    private static WordFile only(Release release) throws IOException {
        if (Files.isRegularFile(release.folder())) {
            Optional<WordFile> file = WordFile.of(release.folder());
            return file.orElseThrow(
                    () ->
                            new CheckpointException(
                                    "%s holds no word vectors".formatted(release.folder())));
        }
        List<WordFile> files = in(release.folder());
        if (files.size() != 1) {
            throw new CheckpointException(
                    "%s holds %d files of word vectors (%s); name one of them"
                            .formatted(
                                    release.folder(),
                                    files.size(),
                                    files.stream()
                                            .map(each -> each.path().getFileName().toString())
                                            .collect(Collectors.joining(", "))));
        }
        return files.get(0);
    }
}
