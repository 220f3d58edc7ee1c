package io.github.flinkbert.broker;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A real Kafka broker on loopback for the tests of all modules, and what tests do with it. It runs
 * in a process and on a class path of its own, as built in {@code deploy/testbed/broker/target}. It
 * ends, and its folder goes, with the process of the tests in whatever way that ends.
 *
 * <p>Topics are not made by being used. Records stay however old their time is, and transactions
 * need no second broker.
 */
public final class TestBroker implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(3);
    private static final String USER = "tests";
    private static final String PASSWORD = "secret of the tests";

    private final Path folder;
    private final int port;
    private final int controllerPort;
    private final Map<String, String> clientSecurity;
    private Process process;

    private TestBroker(Path folder, int port, int controllerPort, Map<String, String> security) {
        this.folder = folder;
        this.port = port;
        this.controllerPort = controllerPort;
        this.clientSecurity = security;
    }

    /** A broker that lets in everyone. */
    public static TestBroker start() throws IOException {
        return start(Map.of());
    }

    /**
     * A broker that lets in only those who know the password, as {@link #clientSecurity()} does.
     */
    public static TestBroker startWithPassword() throws IOException {
        return start(saslPlain(PASSWORD));
    }

    /** Client properties of one who says this password. */
    public static Map<String, String> saslPlain(String password) {
        return Map.of(
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                loginModule(password) + ";");
    }

    private static String loginModule(String password) {
        return "org.apache.kafka.common.security.plain.PlainLoginModule required"
                + " username=\"%s\" password=\"%s\"".formatted(USER, password);
    }

    private static TestBroker start(Map<String, String> security) throws IOException {
        TestBroker broker;
        try (ServerSocket one = freePort();
                ServerSocket other = freePort()) {
            broker =
                    new TestBroker(
                            Files.createTempDirectory("test-broker"),
                            one.getLocalPort(),
                            other.getLocalPort(),
                            security);
        }
        broker.writeProperties();
        broker.comeBack();
        return broker;
    }

    private static ServerSocket freePort() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    private void writeProperties() throws IOException {
        List<String> lines = new ArrayList<>();
        // Else a record whose time is older than a week goes when the broker is 30 s old.
        lines.add("log.retention.ms=-1");
        if (!clientSecurity.isEmpty()) {
            String listeners =
                    "listeners=SASL_PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
                            .formatted(port, controllerPort);
            lines.add(listeners);
            lines.add("advertised." + listeners);
            lines.add(
                    "listener.security.protocol.map="
                            + "SASL_PLAINTEXT:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT");
            lines.add("inter.broker.listener.name=SASL_PLAINTEXT");
            lines.add("sasl.enabled.mechanisms=PLAIN");
            lines.add("sasl.mechanism.inter.broker.protocol=PLAIN");
            lines.add(
                    "listener.name.sasl_plaintext.plain.sasl.jaas.config="
                            + loginModule(PASSWORD)
                            + " user_%s=\"%s\";".formatted(USER, PASSWORD));
        }
        Files.write(moreProperties(), lines);
    }

    private Path moreProperties() {
        return folder.resolve("more.properties");
    }

    private Path log() {
        return folder.resolve("broker.log");
    }

    /** The same before and after it was killed. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** How clients of this broker say who they are. */
    public Map<String, String> clientSecurity() {
        return clientSecurity;
    }

    /** What every client of this broker needs. */
    public Properties clientProperties() {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", bootstrapServers());
        properties.putAll(clientSecurity);
        return properties;
    }

    /** Ends the broker at once, as a power failure does; what it had written stays. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /**
     * Starts a broker that was killed, on the same port and with what it had; returns when it
     * answers.
     */
    public void comeBack() throws IOException {
        Path home = home();
        process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1", // starts with a third less work
                                "-cp",
                                home.resolve("lib/*")
                                        + File.pathSeparator
                                        + home.resolve("classes"),
                                "io.github.flinkbert.broker.BrokerMain",
                                folder.toString(),
                                String.valueOf(port),
                                String.valueOf(controllerPort),
                                moreProperties().toString())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                        .start();
        try {
            await().atMost(START)
                    .ignoreExceptions()
                    .failFast("the process of the broker ended", () -> !process.isAlive())
                    .until(this::answers);
        } catch (RuntimeException e) {
            String log = Files.readString(log());
            close();
            throw new IllegalStateException("the broker did not start:\n" + log, e);
        }
    }

    /** Where this class was built, and the broker beside it. */
    private static Path home() throws IOException {
        try {
            Path tests =
                    Path.of(
                            TestBroker.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI());
            Path home = tests.resolveSibling("");
            if (!Files.isDirectory(home.resolve("lib"))) {
                throw new IOException(
                        "there is no Kafka broker in "
                                + home
                                + ", which needs a folder lib; build it with: mvn -q package -pl"
                                + " deploy/testbed/broker -DskipTests");
            }
            return home;
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    private boolean answers() throws Exception {
        // The port first: Kafka's client logs a warning for every attempt.
        new Socket(InetAddress.getLoopbackAddress(), port).close();
        try (Admin admin = Admin.create(clientProperties())) {
            return !admin.describeCluster().nodes().get(5, TimeUnit.SECONDS).isEmpty();
        }
    }

    public void createTopic(String topic, int partitions) throws Exception {
        createTopic(topic, partitions, Map.of());
    }

    /**
     * @param configs such as {@code cleanup.policy}
     */
    public void createTopic(String topic, int partitions, Map<String, String> configs)
            throws Exception {
        create(List.of(new NewTopic(topic, partitions, (short) 1).configs(configs)));
    }

    public void createTopics(int partitions, String... topics) throws Exception {
        create(Stream.of(topics).map(topic -> new NewTopic(topic, partitions, (short) 1)).toList());
    }

    private void create(List<NewTopic> topics) throws Exception {
        try (Admin admin = Admin.create(clientProperties())) {
            admin.createTopics(topics).all().get();
        }
    }

    /** A producer of bytes with these properties beside {@link #clientProperties()}. */
    public KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
        Properties properties = clientProperties();
        properties.putAll(more);
        return new KafkaProducer<>(
                properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Sends records, and returns when the broker has them. */
    public void send(Collection<ProducerRecord<byte[], byte[]>> records) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                producer(Map.of("max.request.size", 4_194_304))) {
            var sent = records.stream().map(producer::send).toList();
            producer.flush();
            for (var each : sent) {
                each.get();
            }
        }
    }

    /** All that a read_committed consumer sees of a topic now. */
    public List<ConsumerRecord<byte[], byte[]>> readAll(String topic) {
        Properties properties = clientProperties();
        properties.put("isolation.level", "read_committed");
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(info -> new TopicPartition(topic, info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }

    /** Ends the broker and deletes its folder. */
    @Override
    public void close() throws IOException {
        if (process.isAlive()) {
            process.getOutputStream().close(); // the broker then deletes its folder
            process.onExit().join();
        }
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
