package io.github.flinkbert.console.stream;

import io.github.flinkbert.console.task.SeenText;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.annotation.Internal;

/**
 * Which models made the texts, one after another: a live update shows here. Thread-safe; written by
 * one thread.
 */
@Internal
public final class ModelsSeen {

    /** Where two alternate, as they do while a rolling update lasts, only the latest few stay. */
    private static final int MOST = 8;

    private volatile List<Version> versions = List.of();

    /**
     * @param since when the first text of it came, milliseconds since 1970
     */
    public record Version(SeenText.Model model, long since) {}

    void saw(SeenText.Model found, long now) {
        SeenText.Model model = found.bounded();
        if (versions.stream().anyMatch(known -> known.model().equals(model))) {
            return;
        }
        List<Version> more = new ArrayList<>(versions);
        more.add(new Version(model, now));
        versions = List.copyOf(more.subList(Math.max(0, more.size() - MOST), more.size()));
    }

    /** Oldest first. */
    public List<Version> all() {
        return versions;
    }
}
