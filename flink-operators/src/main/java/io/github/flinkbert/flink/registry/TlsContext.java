package io.github.flinkbert.flink.registry;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
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
import org.jspecify.annotations.Nullable;

/** Makes of files what Java's HTTP client takes for TLS. */
record TlsContext(RegistryTls tls) {

    private static final String PEM = "-----BEGIN ";

    /**
     * Empty where the JVM's own will do.
     *
     * @throws RegistryException if a file cannot be used
     */
    Optional<SSLContext> make() {
        if (tls.truststore().isEmpty() && tls.keystore().isEmpty()) {
            return Optional.empty();
        }
        TrustManager @Nullable [] trusted =
                tls.truststore().isEmpty()
                        ? null
                        : read("schema-registry-truststore", tls.truststore(), this::trustManagers);
        KeyManager @Nullable [] own =
                tls.keystore().isEmpty()
                        ? null
                        : read("schema-registry-keystore", tls.keystore(), this::keyManagers);
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
                isPem(file)
                        ? certificates(file)
                        : keyStore(file.toFile(), tls.truststorePassword()));
        return factory.getTrustManagers();
    }

    private KeyManager[] keyManagers(Path file) throws IOException, GeneralSecurityException {
        KeyManagerFactory factory =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        String password = tls.keystorePassword();
        factory.init(keyStore(file.toFile(), password), password.toCharArray());
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
