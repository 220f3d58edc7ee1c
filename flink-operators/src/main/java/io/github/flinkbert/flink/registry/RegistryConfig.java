package io.github.flinkbert.flink.registry;

import java.io.Serializable;
import java.util.List;
import org.apache.flink.annotation.Internal;

/**
 * Where the schema registry is, and what may be done with it.
 *
 * @param urls of its instances, tried in their order
 * @param userInfo {@code user:password} for basic authentication; empty for none
 * @param bearerToken shown in place of a user's name; empty for none
 * @param tls of the URLs with https
 * @param registers whether schemas that it does not have yet are put there
 */
@Internal
public record RegistryConfig(
        List<String> urls, String userInfo, String bearerToken, RegistryTls tls, boolean registers)
        implements Serializable {

    public RegistryConfig {
        urls = List.copyOf(urls);
    }

    /** With no token, and the JVM's own TLS. */
    public RegistryConfig(List<String> urls, String userInfo, boolean registers) {
        this(urls, userInfo, "", RegistryTls.OF_THE_JVM, registers);
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "RegistryConfig" + urls;
    }
}
