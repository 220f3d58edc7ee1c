package io.github.flinkbert.flink.config;

import io.github.flinkbert.BertOptions;
import io.github.flinkbert.flink.config.DuplicateOptions.DuplicatesConfig;
import io.github.flinkbert.flink.config.ExecutionOptions.AsyncConfig;
import io.github.flinkbert.flink.config.ExecutionOptions.DeliveryConfig;
import io.github.flinkbert.flink.config.ExecutionOptions.PlacementConfig;
import io.github.flinkbert.flink.config.InPlaceOptions.InPlaceConfig;
import io.github.flinkbert.flink.config.InputOptions.InputConfig;
import io.github.flinkbert.flink.config.OutputOptions.OutputConfig;
import io.github.flinkbert.flink.config.SourceOptions.SourceConfig;
import io.github.flinkbert.flink.config.UpdateOptions.UpdatesConfig;
import io.github.flinkbert.flink.option.JobConfigException;
import io.github.flinkbert.flink.option.Settings;
import io.github.flinkbert.flink.route.Routes;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.flink.annotation.PublicEvolving;

/**
 * All that the Kafka job has to know, checked. Made from options by {@link #from}.
 *
 * @param bootstrapServers the brokers
 * @param source what to read, and from where to where
 * @param input how values become texts
 * @param output where results go, and how
 * @param inPlace how records are written as they are with one more field; empty where enriched
 *     texts are written
 * @param delivery what a failure may do to the output
 * @param async how records wait for the model
 * @param asks what is asked of each text
 * @param duplicates how near duplicates are looked for; empty where they are not
 * @param model which model is asked, and how it runs; with routes, of all other texts
 * @param routes of several models; empty where all texts are asked of one
 * @param placement where it is asked
 * @param updates where updates of the model come from; empty where it stays
 * @param kafkaProperties passed through to Kafka's clients
 * @param parallelism subtasks, empty for Flink's own setting
 */
@PublicEvolving
public record KafkaJobConfig(
        String bootstrapServers,
        SourceConfig source,
        InputConfig input,
        OutputConfig output,
        Optional<InPlaceConfig> inPlace,
        DeliveryConfig delivery,
        AsyncConfig async,
        AskConfig asks,
        Optional<DuplicatesConfig> duplicates,
        BertOptions model,
        Optional<Routes> routes,
        PlacementConfig placement,
        Optional<UpdatesConfig> updates,
        KafkaProperties kafkaProperties,
        OptionalInt parallelism) {

    /**
     * Reads options by the keys of {@link JobOptions}.
     *
     * <p>Where no checkpoint is given, the adapters are opened here, to see which is theirs.
     *
     * @throws JobConfigException with all faults at once
     */
    public static KafkaJobConfig from(Map<String, String> options) {
        Settings settings = new Settings(options, JobOptions.ALL, KafkaProperties::isPassedThrough);
        JobRules.check(settings);
        KafkaProperties kafkaProperties = KafkaProperties.from(settings);
        settings.throwProblems();
        AskConfig asks = AskConfig.from(settings);
        DuplicateOptions.checkAsked(settings, asks);
        settings.throwProblems();
        Optional<Routes> routes = RouteOptions.from(settings, asks);

        return new KafkaJobConfig(
                settings.get(SourceOptions.BOOTSTRAP_SERVERS),
                SourceConfig.from(settings),
                InputConfig.from(settings),
                OutputConfig.from(settings),
                InPlaceConfig.from(settings),
                DeliveryConfig.from(settings),
                AsyncConfig.from(settings),
                asks,
                DuplicatesConfig.from(settings),
                routes.map(several -> several.other().model())
                        .orElseGet(
                                () ->
                                        ModelOptions.options(
                                                settings, ModelOptions.adapters(settings))),
                routes,
                PlacementConfig.from(settings),
                UpdatesConfig.from(settings),
                kafkaProperties,
                ExecutionOptions.parallelism(settings));
    }
}
