package io.github.flinkbert.cli.run;

import io.github.flinkbert.failure.CompletionCause;
import io.github.flinkbert.failure.FailureMessage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** What a run asks of the Kafka cluster before it begins. */
final class KafkaCluster implements AutoCloseable {

    /** After so long without a response, the user is told. */
    private static final int TIMEOUT_MILLIS = 20_000;

    private final Admin admin;
    private final String servers;

    private KafkaCluster(Admin admin, String servers) {
        this.admin = admin;
        this.servers = servers;
    }

    /**
     * @param properties Kafka's own, of the consumer
     */
    static KafkaCluster connect(String servers, Properties properties) {
        Properties own = new Properties();
        own.putAll(properties);
        own.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers);
        own.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
        own.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS / 2);
        try {
            return new KafkaCluster(Admin.create(own), servers);
        } catch (KafkaException e) {
            throw new RunFailedException("Kafka: " + e.getMessage(), e);
        }
    }

    /** A transaction that is open and has written to a topic. */
    record Open(String transactionalId, long startMillis, long timeoutMillis) {

        /** When Kafka gives it up, if nobody ends it before, in milliseconds since 1970. */
        long endMillis() {
            return startMillis + timeoutMillis;
        }
    }

    /**
     * What tells this cluster from all others, whatever addresses it has.
     *
     * @throws NoResponseException if no broker responds; it may yet come
     * @throws RunFailedException if the cluster does not let us in
     */
    String id() throws InterruptedException, NoResponseException {
        try {
            return admin.describeCluster().clusterId().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TimeoutException) {
                throw new NoResponseException(
                        "no broker at %s responds; trying again".formatted(servers), e);
            }
            throw new RunFailedException("Kafka: " + FailureMessage.of(CompletionCause.of(e)), e);
        }
    }

    /** No broker has responded in time. */
    static final class NoResponseException extends Exception {
        private static final long serialVersionUID = 1L;

        NoResponseException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * What tells topics from those of the same names that may be created after they were deleted.
     * Those of which the cluster does not say it are left out.
     */
    Map<String, String> topicIds(List<String> topics) throws InterruptedException {
        Map<String, String> ids = new TreeMap<>();
        for (var topic : admin.describeTopics(topics).topicNameValues().entrySet()) {
            try {
                ids.put(topic.getKey(), topic.getValue().get().topicId().toString());
            } catch (ExecutionException e) {
                // There is none, or it is not ours to ask about: the job will say so.
            }
        }
        return ids;
    }

    /**
     * Transactions that are open and have written to one of these topics, from the oldest on. Empty
     * also where the cluster does not let us see them.
     */
    List<Open> openTransactions(Set<String> topics) throws InterruptedException {
        try {
            List<String> ids =
                    admin
                            .listTransactions(
                                    new ListTransactionsOptions()
                                            .filterStates(Set.of(TransactionState.ONGOING)))
                            .all()
                            .get()
                            .stream()
                            .map(TransactionListing::transactionalId)
                            .toList();
            Map<String, TransactionDescription> found = new HashMap<>();
            for (String id : ids) {
                describe(id, found);
            }
            List<Open> open = new ArrayList<>();
            found.forEach(
                    (id, transaction) -> {
                        OptionalLong start = transaction.transactionStartTimeMs();
                        boolean ours =
                                transaction.topicPartitions().stream()
                                        .map(TopicPartition::topic)
                                        .anyMatch(topics::contains);
                        if (ours && start.isPresent()) {
                            open.add(
                                    new Open(
                                            id,
                                            start.getAsLong(),
                                            transaction.transactionTimeoutMs()));
                        }
                    });
            open.sort(Comparator.comparing(Open::startMillis));
            return open;
        } catch (ExecutionException e) {
            return List.of();
        }
    }

    private void describe(String id, Map<String, TransactionDescription> found)
            throws InterruptedException {
        try {
            KafkaFuture<TransactionDescription> description =
                    admin.describeTransactions(Set.of(id)).description(id);
            found.put(id, description.get());
        } catch (ExecutionException e) {
            // It has ended meanwhile, or is not ours to see.
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
