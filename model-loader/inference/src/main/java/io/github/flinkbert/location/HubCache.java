package io.github.flinkbert.location;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.Optional;

/**
 * What the cache that all of the hub's libraries share holds of one repository: {@code
 * models--OWNER--NAME} with {@code blobs/ETAG}, {@code snapshots/COMMIT/FILE}, which are symbolic
 * links to blobs, and {@code refs/REVISION}, which hold a commit.
 *
 * @param root the cache's folder
 * @param repository {@code owner/name}
 */
record HubCache(Path root, String repository) {

    private static final String COMMIT = "[0-9A-Za-z]{1,64}";

    static boolean isCommit(String text) {
        return text.matches(COMMIT);
    }

    private String folderName() {
        return "models--" + repository.replace("/", "--");
    }

    private Path folder() {
        return root.resolve(folderName());
    }

    Path snapshot(String commit) {
        return folder().resolve("snapshots").resolve(commit);
    }

    /** Whether it is known if the repository has a file at a commit: it is there, or was not. */
    boolean isKnown(String commit, String file) {
        return Files.exists(snapshot(commit).resolve(file))
                || Files.exists(folder().resolve(".no_exist").resolve(commit).resolve(file));
    }

    Path blob(String etag) {
        return folder().resolve("blobs").resolve(etag);
    }

    /** What has come of a blob so far. */
    Path incomplete(String etag) {
        return blob(etag + ".incomplete");
    }

    /**
     * Whoever fetches a blob holds it. Python's library locks the same file, where it can, in
     * another way that does not exclude this one: both may fetch one blob, which their digests then
     * tell.
     */
    ProcessLock lock(String etag) throws IOException {
        Path locks = root.resolve(".locks").resolve(folderName());
        Files.createDirectories(locks);
        return ProcessLock.acquire(locks.resolve(etag + ".lock"));
    }

    /** The commit that a revision was when it was last asked for; empty where none is known. */
    Optional<String> commit(HubName name) throws IOException {
        if (name.isPinned()) {
            return Optional.of(name.revisionOrMain());
        }
        Path ref = ref(name);
        if (!Files.isRegularFile(ref)) {
            return Optional.of(name.revisionOrMain())
                    .filter(
                            revision ->
                                    isCommit(revision) && Files.isDirectory(snapshot(revision)));
        }
        return Optional.of(Files.readString(ref).strip()).filter(HubCache::isCommit);
    }

    private Path ref(HubName name) {
        return folder().resolve("refs").resolve(name.revisionOrMain());
    }

    void remember(HubName name, String commit) throws IOException {
        if (!name.revisionOrMain().equals(commit)) {
            Path ref = ref(name);
            Files.createDirectories(ref.getParent());
            Path fresh = Files.createTempFile(ref.getParent(), "fresh", ".tmp");
            Files.writeString(fresh, commit);
            Files.move(fresh, ref, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Puts a blob into a snapshot: as a link, or as a copy where links cannot be made. */
    void link(String commit, String file, String etag) throws IOException {
        Path link = snapshot(commit).resolve(file);
        Path folder = Objects.requireNonNull(link.getParent());
        Files.createDirectories(folder);
        if (Files.exists(link)) {
            return;
        }
        Files.deleteIfExists(link); // to a blob that is no more
        Path blob = blob(etag);
        try {
            Files.createSymbolicLink(link, folder.relativize(blob));
        } catch (FileAlreadyExistsException e) {
            return; // another process was faster
        } catch (UnsupportedOperationException | IOException e) {
            Path copy = Files.createTempFile(folder, "copy", ".tmp");
            Files.copy(blob, copy, StandardCopyOption.REPLACE_EXISTING);
            Files.move(copy, link, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
