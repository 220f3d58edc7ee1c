package io.github.flinkbert.flink.record;

import java.util.Map;
import org.apache.flink.annotation.PublicEvolving;

/**
 * Which model answered.
 *
 * @param digest SHA-256 of everything that took part
 * @param precision {@code float32} or {@code bfloat16}
 * @param adapters name to SHA-256
 */
@PublicEvolving
public record ModelStamp(
        String name, String digest, String precision, Map<String, String> adapters) {}
