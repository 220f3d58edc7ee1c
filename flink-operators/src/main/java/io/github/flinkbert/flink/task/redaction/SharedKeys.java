package io.github.flinkbert.flink.task.redaction;

import io.github.flinkbert.task.redaction.PseudonymKey;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The keys that this process has read. A file is read once: a key that changed under a running job
 * would give one value two pseudonyms.
 */
final class SharedKeys {

    private static final Map<String, PseudonymKey> BY_FILE = new ConcurrentHashMap<>();

    private SharedKeys() {}

    /**
     * @throws IllegalArgumentException if the file cannot be read, or its key is too short
     */
    static PseudonymKey read(String file) {
        return BY_FILE.computeIfAbsent(file, path -> PseudonymKey.read(Path.of(path)));
    }
}
