package io.github.flinkbert.cli.resend;

import io.github.flinkbert.flink.registry.RegistryConfig;
import io.github.flinkbert.flink.registry.RegistryTls;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the schema registry of the dead letters is, and how it is asked. */
final class RegistryOptions {

    @Option(
            names = "--schema-registry-url",
            split = ",",
            paramLabel = "URL",
            description = "For the format avro-confluent.")
    private List<String> urls = List.of();

    @Option(
            names = "--schema-registry-user-info",
            paramLabel = "USER:PASSWORD",
            description = "For the schema registry, if it asks.")
    private String user = "";

    @Option(
            names = "--schema-registry-bearer-token",
            paramLabel = "TOKEN",
            description = "For the schema registry, in place of user and password.")
    private String token = "";

    @Option(
            names = "--schema-registry-truststore",
            paramLabel = "FILE",
            description =
                    "Certificates that the schema registry's https may have, in PEM, PKCS 12 or"
                            + " JKS. Default: those of the JVM.")
    private String truststore = "";

    @Option(
            names = "--schema-registry-truststore-password",
            paramLabel = "PASSWORD",
            description = "Of the truststore, if it has one.")
    private String truststorePassword = "";

    @Option(
            names = "--schema-registry-keystore",
            paramLabel = "FILE",
            description = "Own key and certificate for the registry's https, in PKCS 12 or JKS.")
    private String keystore = "";

    @Option(
            names = "--schema-registry-keystore-password",
            paramLabel = "PASSWORD",
            description = "Of the keystore and of the key in it.")
    private String keystorePassword = "";

    /** Empty where no registry is named. */
    Optional<RegistryConfig> config() {
        return urls.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new RegistryConfig(
                                urls,
                                user,
                                token,
                                new RegistryTls(
                                        truststore, truststorePassword, keystore, keystorePassword),
                                false));
    }
}
