package io.github.flinkbert.flink.config;

import static io.github.flinkbert.flink.config.Option.optional;
import static io.github.flinkbert.flink.config.Option.withDefault;
import static io.github.flinkbert.flink.config.OptionTypes.BOOLEAN;
import static io.github.flinkbert.flink.config.OptionTypes.LIST;
import static io.github.flinkbert.flink.config.OptionTypes.TEXT;

import io.github.flinkbert.flink.registry.RegistryConfig;
import java.util.List;

/** The schema registry of the formats that have one. */
final class RegistryOptions {

    public static final Option<List<String>> SCHEMA_REGISTRY_URL =
            optional(
                    "schema-registry-url",
                    LIST,
                    "Confluent's schema registry or one with its REST API, as http://host:port;"
                            + " several are tried in turn. For the format avro-confluent.");

    public static final Option<String> SCHEMA_REGISTRY_USER_INFO =
            optional(
                    "schema-registry-user-info",
                    TEXT,
                    "user:password for the registry; better in a file of properties than on a"
                            + " command line.");

    public static final Option<Boolean> SCHEMA_REGISTRY_AUTO_REGISTER =
            withDefault(
                    "schema-registry-auto-register",
                    BOOLEAN,
                    "true",
                    "Whether the job puts the schemas of what it writes into the registry, under"
                            + " the topic's name with -value; otherwise they must be there.");

    /** In the order in which help shows them. */
    static final List<Option<?>> ALL =
            List.of(SCHEMA_REGISTRY_URL, SCHEMA_REGISTRY_USER_INFO, SCHEMA_REGISTRY_AUTO_REGISTER);

    private RegistryOptions() {}

    /** Null where none is given. */
    static RegistryConfig config(Settings settings) {
        return settings.find(SCHEMA_REGISTRY_URL)
                .map(
                        urls ->
                                new RegistryConfig(
                                        urls,
                                        settings.find(SCHEMA_REGISTRY_USER_INFO).orElse(""),
                                        settings.get(SCHEMA_REGISTRY_AUTO_REGISTER)))
                .orElse(null);
    }
}
