package io.github.flinkbert.flink.registry;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.apache.flink.annotation.Internal;
import org.jspecify.annotations.Nullable;

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

    private static final String PEM = "-----BEGIN ";

    /** Without the passwords. */
    @Override
    public String toString() {
        return "RegistryTls[" + truststore + ", " + keystore + "]";
    }

    /**
     * Empty where the JVM's own will do.
     *
     * @throws RegistryException if a file cannot be used
     */
    Optional<SSLContext> context() {
        if (truststore.isEmpty() && keystore.isEmpty()) {
            return Optional.empty();
        }
        TrustManager @Nullable [] trusted =
                truststore.isEmpty()
                        ? null
                        : read("schema-registry-truststore", truststore, this::trustManagers);
        KeyManager @Nullable [] own =
                keystore.isEmpty()
                        ? null
                        : read("schema-registry-keystore", keystore, this::keyManagers);
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(own, trusted, null);
            return Optional.of(context);
        } catch (GeneralSecurityException e) {
            throw new RegistryException("this JVM has no TLS for the schema registry", e);
        }
    }

    /** Reads a file. */
    @FunctionalInterface
    private interface Reader<T> {
        T read(Path file) throws IOException, GeneralSecurityException;
    }

    private static <T> T read(String option, String file, Reader<T> reader) {
        try {
            return reader.read(Path.of(file));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new RegistryException(
                    "%s cannot be used: %s (%s)".formatted(option, file, e.getMessage()), e);
        }
    }

    private TrustManager[] trustManagers(Path file) throws IOException, GeneralSecurityException {
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(
                isPem(file) ? certificates(file) : keyStore(file.toFile(), truststorePassword));
        return factory.getTrustManagers();
    }

    private KeyManager[] keyManagers(Path file) throws IOException, GeneralSecurityException {
        KeyManagerFactory factory =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keyStore(file.toFile(), keystorePassword), keystorePassword.toCharArray());
        return factory.getKeyManagers();
    }

    private static boolean isPem(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(PEM);
    }

    private static KeyStore certificates(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream in = Files.newInputStream(file)) {
            for (Certificate each :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("certificate " + store.size(), each);
            }
        }
        return store;
    }

    private static KeyStore keyStore(File file, String password)
            throws IOException, GeneralSecurityException {
        return KeyStore.getInstance(file, password.isEmpty() ? null : password.toCharArray());
    }
}
