package io.github.flinkbert.externalresource.tpu;

import org.apache.flink.api.common.externalresource.ExternalResourceInfo;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * One chip.
 *
 * @param index its number, as in {@code /device:TPU:index}
 * @param path its device file
 */
record TpuInfo(int index, String path) implements ExternalResourceInfo, Comparable<TpuInfo> {

    /** Under the name that Flink's GPU driver uses, so that an operator reads both alike. */
    static final String INDEX = "index";

    static final String PATH = "path";

    @Override
    public Optional<String> getProperty(String key) {
        return switch (key) {
            case INDEX -> Optional.of(String.valueOf(index));
            case PATH -> Optional.of(path);
            default -> Optional.empty();
        };
    }

    @Override
    public Collection<String> getKeys() {
        return List.of(INDEX, PATH);
    }

    @Override
    public int compareTo(TpuInfo other) {
        return Integer.compare(index, other.index);
    }

    @Override
    public String toString() {
        return path;
    }
}
