package io.github.flinkbert.flink.config;

import static io.github.flinkbert.flink.option.Option.optional;
import static io.github.flinkbert.flink.option.Option.withDefault;
import static io.github.flinkbert.flink.option.OptionTypes.BOOLEAN;
import static io.github.flinkbert.flink.option.OptionTypes.LIST;
import static io.github.flinkbert.flink.option.OptionTypes.TEXT;

import io.github.flinkbert.flink.config.InputOptions.InputFormat;
import io.github.flinkbert.flink.config.OutputOptions.OutputFormat;
import io.github.flinkbert.flink.option.Option;
import io.github.flinkbert.flink.option.Settings;
import io.github.flinkbert.flink.registry.RegistryConfig;
import io.github.flinkbert.flink.registry.RegistryTls;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The schema registry of the formats that have one. */
final class RegistryOptions {

    static final Option<List<String>> SCHEMA_REGISTRY_URL =
            optional(
                    "schema-registry-url",
                    LIST,
                    "Confluent's schema registry or one with its REST API, as http://host:port;"
                            + " several are tried in turn. For the format avro-confluent.");

    static final Option<String> SCHEMA_REGISTRY_USER_INFO =
            optional(
                    "schema-registry-user-info",
                    TEXT,
                    "user:password for the registry; better in a file of properties than on a"
                            + " command line.");

    static final Option<String> SCHEMA_REGISTRY_BEARER_TOKEN =
            optional(
                    "schema-registry-bearer-token",
                    TEXT,
                    "Token for the registry, in place of user and password; better in a file of"
                            + " properties than on a command line.");

    static final Option<String> SCHEMA_REGISTRY_TRUSTSTORE =
            optional(
                    "schema-registry-truststore",
                    TEXT,
                    "File with the certificates that the registry's https may have, in PEM, PKCS 12"
                            + " or JKS, on every machine of the job; by default those of the JVM.");

    static final Option<String> SCHEMA_REGISTRY_TRUSTSTORE_PASSWORD =
            optional(
                    "schema-registry-truststore-password",
                    TEXT,
                    "Password of the truststore, if it has one.");

    static final Option<String> SCHEMA_REGISTRY_KEYSTORE =
            optional(
                    "schema-registry-keystore",
                    TEXT,
                    "File with the job's own key and certificate for the registry's https, in PKCS"
                            + " 12 or JKS, on every machine of the job.");

    static final Option<String> SCHEMA_REGISTRY_KEYSTORE_PASSWORD =
            optional(
                    "schema-registry-keystore-password",
                    TEXT,
                    "Password of the keystore and of the key in it.");

    static final Option<Boolean> SCHEMA_REGISTRY_AUTO_REGISTER =
            withDefault(
                    "schema-registry-auto-register",
                    BOOLEAN,
                    "true",
                    "Whether the job puts the schemas of what it writes into the registry, under"
                            + " the topic's name with -value; otherwise they must be there.");

    /** In the order in which help shows them. */
    static final List<Option<?>> ALL =
            List.of(
                    SCHEMA_REGISTRY_URL,
                    SCHEMA_REGISTRY_USER_INFO,
                    SCHEMA_REGISTRY_BEARER_TOKEN,
                    SCHEMA_REGISTRY_TRUSTSTORE,
                    SCHEMA_REGISTRY_TRUSTSTORE_PASSWORD,
                    SCHEMA_REGISTRY_KEYSTORE,
                    SCHEMA_REGISTRY_KEYSTORE_PASSWORD,
                    SCHEMA_REGISTRY_AUTO_REGISTER);

    private RegistryOptions() {}

    /** Whether a registry is given where, and only where, a format needs one. */
    static void check(Settings settings) {
        boolean needed =
                settings.find(InputOptions.INPUT_FORMAT).stream()
                                .anyMatch(InputFormat::needsRegistry)
                        || Stream.of(OutputOptions.OUTPUT_FORMAT, OutputOptions.DEAD_LETTER_FORMAT)
                                .flatMap(option -> settings.find(option).stream())
                                .anyMatch(OutputFormat.AVRO_CONFLUENT::equals);
        boolean given = settings.isGiven(SCHEMA_REGISTRY_URL);
        settings.require(
                given || !needed,
                "schema-registry-url is required with the format avro-confluent, and with"
                        + " protobuf-confluent");
        for (Option<?> option : ALL) {
            settings.require(
                    needed || !settings.isGiven(option),
                    "%s is for the format avro-confluent, which neither input nor output has"
                            .formatted(option.key()));
        }
        settings.require(
                !settings.isGiven(SCHEMA_REGISTRY_USER_INFO)
                        || !settings.isGiven(SCHEMA_REGISTRY_BEARER_TOKEN),
                "schema-registry-user-info and schema-registry-bearer-token are two ways to say who"
                        + " asks: expected one of them");
        requireFile(settings, SCHEMA_REGISTRY_TRUSTSTORE_PASSWORD, SCHEMA_REGISTRY_TRUSTSTORE);
        requireFile(settings, SCHEMA_REGISTRY_KEYSTORE_PASSWORD, SCHEMA_REGISTRY_KEYSTORE);
        settings.find(SCHEMA_REGISTRY_URL)
                .ifPresent(
                        urls ->
                                urls.forEach(
                                        url ->
                                                settings.require(
                                                        url.matches("https?://[^/].*"),
                                                        "schema-registry-url must be of the form"
                                                                + " http://host:port, found \"%s\""
                                                                        .formatted(url))));
    }

    private static void requireFile(
            Settings settings, Option<String> password, Option<String> file) {
        settings.require(
                !settings.isGiven(password) || settings.isGiven(file),
                "%s is for %s, which is not given".formatted(password.key(), file.key()));
    }

    /** Null where none is given. */
    static @Nullable RegistryConfig config(Settings settings) {
        return settings.find(SCHEMA_REGISTRY_URL)
                .map(
                        urls ->
                                new RegistryConfig(
                                        urls,
                                        settings.find(SCHEMA_REGISTRY_USER_INFO).orElse(""),
                                        settings.find(SCHEMA_REGISTRY_BEARER_TOKEN).orElse(""),
                                        tls(settings),
                                        settings.get(SCHEMA_REGISTRY_AUTO_REGISTER)))
                .orElse(null);
    }

    private static RegistryTls tls(Settings settings) {
        return new RegistryTls(
                settings.find(SCHEMA_REGISTRY_TRUSTSTORE).orElse(""),
                settings.find(SCHEMA_REGISTRY_TRUSTSTORE_PASSWORD).orElse(""),
                settings.find(SCHEMA_REGISTRY_KEYSTORE).orElse(""),
                settings.find(SCHEMA_REGISTRY_KEYSTORE_PASSWORD).orElse(""));
    }
}
