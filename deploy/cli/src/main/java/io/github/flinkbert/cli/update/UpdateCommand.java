package io.github.flinkbert.cli.update;

import io.github.flinkbert.checkpoint.Adapter;
import io.github.flinkbert.cli.option.KafkaArguments;
import io.github.flinkbert.cli.terminal.UserException;
import io.github.flinkbert.engine.Precision;
import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.failure.CompletionCause;
import io.github.flinkbert.failure.FailureMessage;
import io.github.flinkbert.location.CacheFolder;
import io.github.flinkbert.location.Locator;
import io.github.flinkbert.location.ProgressListener;
import io.github.flinkbert.schemas.ModelAdapter;
import io.github.flinkbert.schemas.ModelUpdate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.flink.annotation.Internal;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Tells running jobs which model to answer with from now on. */
@Command(
        name = "update",
        description =
                "Exchange the model of running jobs. What is not said is as the job was started"
                        + " with, whatever earlier updates said.",
        footerHeading = "%nKafka's own properties:%n",
        footer = {"  --kafka.NAME=VALUE  for the producer"})
@Internal
public final class UpdateCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(
            names = "--bootstrap-servers",
            required = true,
            paramLabel = "HOST:PORT,…",
            description = "Kafka brokers.")
    private String bootstrapServers;

    @Option(
            names = "--updates-topic",
            required = true,
            paramLabel = "TOPIC",
            description = "The compacted topic that the jobs follow.")
    private String topic;

    @Option(
            names = "--updates-key",
            paramLabel = "KEY",
            description =
                    "Which jobs are meant, as their option of this name says. Default: default.")
    private String key = "default";

    @Option(
            names = {"--model", "--checkpoint"},
            paramLabel = "PLACE",
            description = "A model, at a place that every task manager reads.")
    private Optional<String> checkpoint = Optional.empty();

    @Option(
            names = {"--model-digest", "--checkpoint-digest"},
            paramLabel = "SHA-256",
            description =
                    "What the model must have, as inspect shows it; required where it neither"
                            + " lies on the file system nor goes by an hf: or google: name.")
    private Optional<String> digest = Optional.empty();

    @Option(
            names = "--adapter",
            paramLabel = "NAME=PLACE",
            description = "An adapter, at a place that the task managers read.")
    private Map<String, String> adapters = new HashMap<>();

    @Option(
            names = "--precision",
            paramLabel = "auto|float32|bfloat16|float16|int8",
            description = "The number format to compute in.")
    private Optional<Precision> precision = Optional.empty();

    @Option(names = "--note", paramLabel = "TEXT", description = "Why, or by whom.")
    private String note = "";

    @Option(
            names = "--own",
            description = "The model that the job was started with, in place of all other options.")
    private boolean own;

    /** Kafka's own properties, whose names picocli cannot know. */
    @Unmatched private List<String> others = new ArrayList<>();

    @Override
    public Integer call() throws InterruptedException, IOException {
        boolean model = checkpoint.isPresent() || !adapters.isEmpty() || precision.isPresent();
        if (own == model) {
            throw new ParameterException(
                    spec.commandLine(),
                    "expected --own, or --model, --adapter or --precision, found "
                            + (own ? "both" : "neither"));
        }
        checkpoint = checkpoint.map(UpdateCommand::published);
        adapters.replaceAll((name, place) -> published(place));
        Properties properties = new Properties();
        KafkaArguments.parse(spec.commandLine(), others)
                .forEach(
                        (name, value) ->
                                properties.put(
                                        name.substring(name.indexOf("kafka.") + "kafka.".length()),
                                        value));
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            sent(producer.send(new ProducerRecord<>(topic, bytes, own ? null : update())).get());
        } catch (KafkaException | ExecutionException e) {
            throw new UserException("Kafka: " + FailureMessage.of(CompletionCause.of(e)), e);
        }
        return 0;
    }

    /** Says what was sent, and where it lies. */
    private void sent(RecordMetadata place) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                "sent to the topic %s, partition %d, offset %d, key %s%n",
                place.topic(), place.partition(), place.offset(), key);
        if (own) {
            out.println("model: the one that each job was started with");
        } else {
            out.printf(
                    "model: %s%s%n",
                    checkpoint
                            .map(UpdateCommand::absolute)
                            .orElse("the checkpoint that each job was started with"),
                    digest.map(wanted -> ", which must have the digest " + wanted).orElse(""));
        }
        precision.ifPresent(said -> out.printf("precision: %s%n", word(said)));
        new TreeMap<>(adapters)
                .forEach((name, adapter) -> out.printf("adapter: %s%n", said(name, adapter)));
        out.flush();
    }

    private static String word(Precision precision) {
        return precision.name().toLowerCase(Locale.ROOT);
    }

    private static String said(String name, String adapter) {
        String place = absolute(adapter);
        try {
            return place.equals(adapter)
                    ? "%s, %s".formatted(name, place)
                    : "%s, %s, digest %s".formatted(name, place, Adapter.open(place).digest());
        } catch (CheckpointException e) {
            // The jobs will refuse it, if it is the same where they look.
            return "%s, %s, which cannot be used as it lies here: %s"
                    .formatted(name, place, e.getMessage());
        }
    }

    private byte[] update() throws IOException {
        Map<String, ModelAdapter> places = new HashMap<>();
        adapters.forEach(
                (name, place) -> places.put(name, new ModelAdapter(absolute(place), null)));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new SpecificDatumWriter<>(ModelUpdate.class)
                .write(
                        new ModelUpdate(
                                checkpoint.map(UpdateCommand::absolute).orElse(null),
                                digest.orElse(null),
                                places,
                                precision.map(UpdateCommand::word).orElse(null),
                                note),
                        encoder);
        encoder.flush();
        return bytes.toByteArray();
    }

    /** A revision of the hub becomes the commit that it is now: all jobs read the same, always. */
    private static String published(String place) {
        return Locator.isPublishedName(place)
                ? new Locator(CacheFolder.standard(), ProgressListener.silent()).absolute(place)
                : place;
    }

    /** A path of here says nothing elsewhere; what does not lie here is for the others to find. */
    private static String absolute(String place) {
        Path path = Path.of(place);
        return Files.exists(path) ? path.toAbsolutePath().normalize().toUri().toString() : place;
    }
}
