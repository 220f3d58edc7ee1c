package io.github.flinkbert.cli.run;

import io.github.flinkbert.flink.binding.TaskKey;
import io.github.flinkbert.flink.config.ExecutionOptions.Delivery;
import io.github.flinkbert.flink.config.ExecutionOptions.DeliveryConfig;
import io.github.flinkbert.flink.config.KafkaJobConfig;
import io.github.flinkbert.flink.config.SourceOptions.SourceConfig;
import io.github.flinkbert.flink.model.ModelDefinition;
import io.github.flinkbert.flink.route.Route;
import io.github.flinkbert.flink.route.RouteBy;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a run says before it begins: a line each for what it reads, writes, asks and keeps. */
final class RunIntroduction {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

    private RunIntroduction() {}

    static List<String> of(KafkaJobConfig config, ModelDefinition model) {
        List<String> lines = new ArrayList<>();
        SourceConfig source = config.source();
        lines.add(
                "reads    %s at %s, as group %s, from %s"
                        .formatted(
                                source.topics()
                                        .map(topics -> String.join(", ", topics))
                                        .orElseGet(
                                                () ->
                                                        "topics that match "
                                                                + source.topicPattern()
                                                                        .orElseThrow()),
                                config.bootstrapServers(),
                                source.groupId(),
                                start(source)));
        lines.add(
                "writes   %s, dead letters to %s, %s"
                        .formatted(
                                config.output().topic(),
                                config.output().deadLetterTopic(),
                                config.delivery().delivery() == Delivery.EXACTLY_ONCE
                                        ? "exactly once"
                                        : "at least once"));
        lines.add(
                "model    %s%s, asked for %s"
                        .formatted(
                                model.options().checkpoint(),
                                model.adapters().isEmpty()
                                        ? ""
                                        : " with "
                                                + String.join(
                                                        ", ",
                                                        new TreeSet<>(model.adapters().keySet())),
                                config.asks().tasks().stream()
                                        .map(TaskKey::name)
                                        .collect(Collectors.joining(", "))));
        config.routes()
                .ifPresent(
                        routes ->
                                routes.all()
                                        .forEach(route -> lines.add(route(routes.by(), route))));
        config.updates()
                .ifPresent(
                        updates ->
                                lines.add(
                                        "updates  of the model from %s, with the key %s"
                                                .formatted(updates.topic(), updates.key())));
        if (config.delivery().delivery() == Delivery.EXACTLY_ONCE) {
            lines.add(exactlyOnce(config.delivery()));
        }
        return lines;
    }

    private static String route(RouteBy by, Route route) {
        return "route    by %s, %s: %s%s"
                .formatted(
                        by,
                        route.key(),
                        route.model().checkpoint(),
                        route.model().adapters().isEmpty()
                                ? ""
                                : " with "
                                        + String.join(
                                                ", ",
                                                new TreeSet<>(route.model().adapters().keySet())));
    }

    private static String start(SourceConfig source) {
        return switch (source.startFrom()) {
            case COMMITTED -> "where the group has been";
            case EARLIEST -> "the earliest record";
            case LATEST -> "the latest record";
            case TIMESTAMP -> source.startTimestamp().orElseThrow().toString();
        };
    }

    private static String exactlyOnce(DeliveryConfig delivery) {
        return ("note     readers with isolation.level=read_committed see results with each"
                        + " checkpoint. If this process is killed, its open transactions hide what"
                        + " comes behind them until a run with the prefix %s starts again, or for"
                        + " %s (transaction-timeout)")
                .formatted(
                        delivery.transactionalIdPrefix().orElseThrow(),
                        duration(delivery.transactionTimeout()));
    }

    /** What is said of a transaction that was open before the run began. */
    static String of(KafkaCluster.Open transaction, KafkaJobConfig config) {
        boolean ours =
                config.delivery()
                        .transactionalIdPrefix()
                        .filter(prefix -> transaction.transactionalId().startsWith(prefix + "-"))
                        .isPresent();
        String since =
                "the transaction %s of another process is open since %s"
                        .formatted(transaction.transactionalId(), time(transaction.startMillis()));
        return ours
                ? since + "; this run ends it"
                : since
                        + (" and hides what comes behind it from readers of committed records, at"
                               + " the latest until %s; a run with its prefix ends it sooner")
                                .formatted(time(transaction.endMillis()));
    }

    static String time(long millis) {
        return TIME.format(Instant.ofEpochMilli(millis));
    }

    static String duration(Duration duration) {
        if (duration.toMillis() % 1000 != 0) {
            return duration.toMillis() + " ms";
        }
        long seconds = duration.toSeconds();
        return seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
    }
}
