package io.github.flinkbert.flink.registry;

import java.io.Serializable;
import org.apache.flink.annotation.Internal;

/**
 * Whom a schema registry's clients trust, and how they show who they are, over TLS. The files lie
 * where the registry is asked from.
 *
 * @param truststore file in PKCS 12 or JKS, or certificates in PEM; empty for the JVM's own
 * @param truststorePassword empty for none
 * @param keystore file in PKCS 12 or JKS with the client's key and certificate; empty for none
 * @param keystorePassword of the file and of the key in it
 */
@Internal
public record RegistryTls(
        String truststore, String truststorePassword, String keystore, String keystorePassword)
        implements Serializable {

    /** As the JVM is set up. */
    public static final RegistryTls OF_THE_JVM = new RegistryTls("", "", "", "");

    /** Without the passwords. */
    @Override
    public String toString() {
        return "RegistryTls[" + truststore + ", " + keystore + "]";
    }
}
