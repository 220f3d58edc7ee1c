package io.github.flinkbert.location;

import io.github.flinkbert.failure.CheckpointException;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A model or an adapter of the Hugging Face hub on this machine, in the cache that the hub's
 * libraries share. What the cache holds whole is used without asking the hub, under the commit that
 * its revision was when it was fetched.
 *
 * @param name the name
 * @param settings how the hub is asked
 * @param own remembers which files a commit has that are wanted
 * @param progress hears of downloads
 * @param retries of requests
 */
record HubModel(
        HubName name,
        HubSettings settings,
        CacheFolder own,
        ProgressListener progress,
        Retries retries) {

    /** Part of the key: raise it when other files are wanted. */
    private static final String LISTS = "hub-files-1";

    private static final String LIST = "files.txt";

    /** Bytes of a file whose progress nobody needs to see. */
    private static final long SMALL = 1 << 20;

    /** What only whoever fetches a whole repository leaves. */
    private static final String WHOLE_REPOSITORY = ".gitattributes";

    private static final String MODULES = "modules.json";
    private static final Set<HubName> WARNED = ConcurrentHashMap.newKeySet();

    static HubModel of(String location, CacheFolder own, ProgressListener progress) {
        return new HubModel(
                HubName.parse(location),
                HubSettings.ofEnvironment(),
                own,
                progress,
                Retries.standard());
    }

    /** The same at a commit, which never changes: what the cache holds, else what the hub says. */
    HubName pinned() {
        try {
            if (name.isPinned()) {
                return name;
            }
            Optional<String> cached = cache().commit(name);
            if (cached.isPresent() && (settings.offline() || isWhole(cached.get()))) {
                return name.at(cached.get());
            }
            return name.at(listed().commit());
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** The folder with its files, fetched first if they are not there. */
    Path folder() {
        try {
            Optional<String> cached = cache().commit(name);
            if (cached.isPresent() && isWhole(cached.get())) {
                return cache().snapshot(cached.get());
            }
            HubClient.Listing listing = listed();
            List<String> wanted = HubFiles.wanted(listing.files(), name.toString());
            HubClient hub = client(name.at(listing.commit()));
            for (String file : wanted) {
                if (!Files.isRegularFile(cache().snapshot(listing.commit()).resolve(file))) {
                    fetch(hub, listing.commit(), file);
                }
            }
            own.entry(
                    LISTS,
                    key(listing.commit()),
                    folder -> Files.write(folder.resolve(LIST), wanted));
            return cache().snapshot(listing.commit());
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private HubCache cache() {
        return new HubCache(settings.cache(), name.repository());
    }

    private HubClient client(HubName at) {
        return new HubClient(at, settings, new HttpTransport(), retries);
    }

    private CheckpointException unusable(IOException e) {
        return new CheckpointException(
                "%s cannot be kept in the cache %s: %s"
                        .formatted(name, settings.cache(), Download.reason(e)),
                e);
    }

    private HubClient.Listing listed() throws IOException {
        if (settings.offline()) {
            throw new CheckpointException(
                    ("%s is not whole in the cache %s, and HF_HUB_OFFLINE says that the hub is not"
                                    + " asked")
                            .formatted(name, settings.cache()));
        }
        HubClient.Listing listing = client(name).list();
        if (name.isPinned() && !name.revisionOrMain().equals(listing.commit())) {
            throw new CheckpointException(
                    "%s is refused: the server names the commit %s"
                            .formatted(name, listing.commit()));
        }
        cache().remember(name, listing.commit());
        return listing;
    }

    private void fetch(HubClient hub, String commit, String file) throws IOException {
        HubClient.FileFacts facts = hub.facts(file);
        Path blob = cache().blob(facts.etag());
        Files.createDirectories(blob.getParent());
        try (ProcessLock lock = cache().lock(facts.etag())) {
            lock.requireHeld();
            boolean there =
                    Files.isRegularFile(blob)
                            && (facts.size() < 0 || Files.size(blob) == facts.size());
            if (!there) {
                Path partial = cache().incomplete(facts.etag());
                boolean small = facts.size() >= 0 && facts.size() < SMALL;
                hub.fetch(file, facts, partial, small ? ProgressListener.silent() : progress);
                try {
                    Files.move(partial, blob, StandardCopyOption.ATOMIC_MOVE);
                } catch (AtomicMoveNotSupportedException e) {
                    Files.move(partial, blob, StandardCopyOption.REPLACE_EXISTING);
                }
            }
            cache().link(commit, file, facts.etag());
        }
    }

    /** Whether a snapshot has all files that are wanted, as far as it is known which these are. */
    private boolean isWhole(String commit) throws IOException {
        Path snapshot = cache().snapshot(commit);
        if (!Files.isDirectory(snapshot)) {
            return false;
        }
        Path list = own.root().resolve(LISTS).resolve(key(commit)).resolve(LIST);
        if (Files.isRegularFile(list)) {
            return HubFiles.hasAll(snapshot, Files.readAllLines(list));
        }
        boolean whole = HubFiles.looksWhole(snapshot);
        if (whole
                && !cache().isKnown(commit, MODULES)
                && !cache().isKnown(commit, WHOLE_REPOSITORY)
                && WARNED.add(name.at(commit))) {
            System.getLogger(HubModel.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            "{0} is read as another program left it in the cache, without a"
                                + " modules.json; whether its texts are pooled as its makers say is"
                                + " not known",
                            name.at(commit));
        }
        return whole;
    }

    private String key(String commit) {
        return FileDigests.ofText(name.at(commit).toString());
    }
}
