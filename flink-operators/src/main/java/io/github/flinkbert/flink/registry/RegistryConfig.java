package io.github.flinkbert.flink.registry;

import java.io.Serializable;
import java.util.List;
import org.apache.flink.annotation.Internal;

/**
 * Where the schema registry is, and what may be done with it.
 *
 * @param urls of its instances, tried in their order
 * @param userInfo {@code user:password} for basic authentication; empty for none
 * @param registers whether schemas that it does not have yet are put there
 */
@Internal
public record RegistryConfig(List<String> urls, String userInfo, boolean registers)
        implements Serializable {

    public RegistryConfig {
        urls = List.copyOf(urls);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "RegistryConfig" + urls;
    }
}
