package io.github.flinkbert.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster started, used and stopped by the commands, and what it tells Prometheus. */
final class LocalClusterIT {

    private static final int TEXTS = 50;
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final Pattern METRIC = Pattern.compile("flink_[A-Za-z_0-9]+");

    @TempDir Path folder;

    /**
     * Two made-up chips, so that slots with one are asked for, found and assigned; the model itself
     * runs on the processor.
     */
    @Test
    void startsTakesAJobAndStops() throws Exception {
        String cluster = folder.resolve("cluster").toString();
        int jobManagerPort = freePort();
        int taskManagerPort = freePort();
        Assembled.Run started =
                command(
                        "start",
                        "--folder",
                        cluster,
                        "--task-managers",
                        "1",
                        "--slots",
                        "2",
                        "--heap",
                        "768",
                        "-D",
                        "external-resources=tpu",
                        "-D",
                        "external-resource.tpu.amount=2",
                        "-D",
                        "external-resource.tpu.driver-factory.class=io.github.flinkbert.externalresource.tpu.TpuDriverFactory",
                        "-D",
                        "external-resource.tpu.param.root=" + chips(2),
                        // Flink may give the slot with a chip to those that asked for none. It asks
                        // anew when the slot that nobody can take has been idle for so long.
                        "-D",
                        "slot.idle.timeout=3s",
                        "-D",
                        "metrics.reporter.prom.factory.class=org.apache.flink.metrics.prometheus.PrometheusReporterFactory",
                        "-D",
                        "metrics.reporter.prom.port=%d,%d"
                                .formatted(jobManagerPort, taskManagerPort));
        try {
            assertThat(started.exit()).as(started.err()).isZero();
            Assembled.Run submitted =
                    command(
                            "submit",
                            "--folder",
                            cluster,
                            "--input-topics",
                            "texts",
                            "--output-topic",
                            "enriched",
                            "--casing",
                            "uncased",
                            "--checkpoint-interval",
                            "1s",
                            "--device",
                            "cpu",
                            "--inference-resource",
                            "tpu",
                            "--inference-off-heap-mebibytes",
                            "100",
                            "--checkpoint",
                            TinyModel.write(folder.resolve("model")).toString());
            assertThat(submitted.exit()).as(submitted.err()).isZero();
            String job = submitted.out().strip();
            assertThat(job).matches("[0-9a-f]{32}");

            String broker = line(started.out(), "kafka");
            send(broker);
            assertThat(received(broker)).hasSize(TEXTS);

            Assembled.Run status = command("status", "--folder", cluster);
            assertThat(status.exit()).isZero();
            assertThat(status.out()).contains("job " + job + " RUNNING", "task-manager-1");
            assertThat(logOfTheTaskManager(Path.of(cluster)))
                    .containsPattern("enrich.* asks device [01] of tpu");
            everyMetricThatIsWatchedExists(jobManagerPort, taskManagerPort);
        } finally {
            Assembled.Run stopped = command("stop", "--folder", cluster, "--delete");
            assertThat(stopped.exit()).as(stopped.err()).isZero();
        }
        assertThat(Path.of(cluster)).doesNotExist();
        assertThat(ProcessHandle.allProcesses().flatMap(p -> p.info().commandLine().stream()))
                .noneMatch(line -> line.contains(cluster));
    }

    private Path chips(int count) throws Exception {
        Path devices = Files.createDirectories(folder.resolve("machine/dev"));
        for (int i = 0; i < count; i++) {
            Files.createFile(devices.resolve("accel" + i));
        }
        return devices.getParent();
    }

    private static String logOfTheTaskManager(Path cluster) throws Exception {
        try (Stream<Path> files = Files.walk(cluster)) {
            StringBuilder log = new StringBuilder();
            for (Path file :
                    files.filter(path -> path.getFileName().toString().contains("task-manager-1"))
                            .filter(Files::isRegularFile)
                            .toList()) {
                log.append(Files.readString(file));
            }
            return log.toString();
        }
    }

    private static void everyMetricThatIsWatchedExists(int... ports) throws Exception {
        Set<String> watched = new TreeSet<>();
        for (String file : List.of("grafana-dashboard.json", "alerts.yaml")) {
            Matcher names = METRIC.matcher(Files.readString(Path.of("../monitoring", file)));
            while (names.find()) {
                watched.add(names.group());
            }
        }
        assertThat(watched).hasSizeGreaterThan(10);
        await().atMost(SOON)
                .untilAsserted(
                        () -> {
                            StringBuilder told = new StringBuilder();
                            for (int port : ports) {
                                told.append(get(port));
                            }
                            assertThat(watched).allMatch(name -> told.indexOf(name) >= 0);
                        });
    }

    private static String get(int port) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static void send(String broker) {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", broker),
                        new StringSerializer(),
                        new StringSerializer())) {
            for (int i = 0; i < TEXTS; i++) {
                var unused =
                        producer.send(
                                new ProducerRecord<>(
                                        "texts",
                                        String.valueOf(i),
                                        "{\"text\":\"number %d of some\"}".formatted(i)));
            }
        }
    }

    private static List<String> received(String broker) {
        List<String> keys = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers", broker,
                                "group.id", "test",
                                "auto.offset.reset", "earliest"),
                        new StringDeserializer(),
                        new StringDeserializer())) {
            consumer.subscribe(List.of("enriched"));
            await().atMost(SOON)
                    .until(
                            () -> {
                                consumer.poll(Duration.ofMillis(200))
                                        .forEach(record -> keys.add(record.key()));
                                return keys.size() >= TEXTS;
                            });
        }
        return keys;
    }

    private Assembled.Run command(String... arguments) throws Exception {
        Path errors = Files.createTempFile(folder, "errors", "");
        return Assembled.run(errors, "local-cluster", arguments);
    }

    private static String line(String printed, String name) {
        return printed.lines()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()).strip())
                .findFirst()
                .orElseThrow();
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
