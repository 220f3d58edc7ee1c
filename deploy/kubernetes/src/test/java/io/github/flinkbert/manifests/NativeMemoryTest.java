package io.github.flinkbert.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.engine.NativeMemory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That what cannot read {@code conf/native-memory.env} says the same. */
final class NativeMemoryTest {

    private static final Pattern SETTING =
            Pattern.compile("\\b((?:MALLOC_|TF_ONEDNN_)\\w+)=([^\\s`\\\\]+)");

    @Test
    void theFileHoldsFewArenasAndLargeThresholds() {
        assertThat(NativeMemory.environment())
                .containsOnly(
                        Map.entry("MALLOC_ARENA_MAX", "2"),
                        Map.entry("MALLOC_MMAP_THRESHOLD_", "33554432"),
                        Map.entry("MALLOC_TRIM_THRESHOLD_", "268435456"),
                        Map.entry("TF_ONEDNN_USE_SYSTEM_ALLOCATOR", "1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../docker/Dockerfile",
                "../docker/Dockerfile.gpu",
                "../docker/Dockerfile.tpu",
                "../docs/streams.md"
            })
    void imagesAndPagesSayTheSame(String file) throws Exception {
        Map<String, String> said = new HashMap<>();
        for (Matcher found = SETTING.matcher(Files.readString(Path.of(file))); found.find(); ) {
            said.put(found.group(1), found.group(2));
        }
        assertThat(said).isEqualTo(NativeMemory.environment());
    }
}
