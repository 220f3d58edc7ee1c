package io.github.flinkbert.cli.resend;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.flinkbert.cli.option.KafkaArguments;
import io.github.flinkbert.cli.terminal.ExitStatus;
import io.github.flinkbert.cli.terminal.UserException;
import io.github.flinkbert.flink.config.OutputOptions.OutputFormat;
import io.github.flinkbert.flink.resend.Resend;
import io.github.flinkbert.flink.resend.ResendConfig;
import io.github.flinkbert.flink.resend.ResendListener;
import io.github.flinkbert.flink.resend.ResendReport;
import io.github.flinkbert.schemas.DeadLetter;
import io.github.flinkbert.schemas.Stage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.flink.annotation.Internal;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Dead letters back to where their records came from, once the cause is mended. */
@Command(
        name = "resend",
        description =
                "Send the records of dead letters back to the topics that they came from, whole:"
                    + " key, headers, value and timestamp. Ends at the dead letters that are last"
                    + " when it starts, and begins the next time where it ended.",
        footerHeading = "%nKafka's own properties:%n",
        footer = {
            "  --kafka.NAME=VALUE         for the consumer and the producer",
            "  --source.kafka.NAME=VALUE  for the consumer only",
            "  --sink.kafka.NAME=VALUE    for the producer only",
        })
@Internal
public final class ResendCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(
            names = "--bootstrap-servers",
            required = true,
            paramLabel = "HOST:PORT,…",
            description = "Kafka brokers.")
    private String bootstrapServers;

    @Option(
            names = "--dead-letter-topic",
            required = true,
            paramLabel = "TOPIC",
            description = "Topic with the dead letters.")
    private String topic;

    @Option(
            names = "--dead-letter-format",
            paramLabel = "FORMAT",
            description = "Form of the dead letters: json, avro or avro-confluent. Default: json.")
    private OutputFormat format = OutputFormat.JSON;

    @Mixin private final RegistryOptions registry = new RegistryOptions();

    @Option(
            names = "--group",
            paramLabel = "NAME",
            description =
                    "Consumer group that remembers how far the dead letters have been sent back."
                        + " Default: the dead-letter topic's name with -resend. Another name begins"
                        + " at the first dead letter again.")
    private Optional<String> group = Optional.empty();

    @Option(
            names = "--stages",
            split = ",",
            paramLabel = "STAGE",
            description =
                    "Only what was rejected at these stages, of decode, model, encode and update;"
                            + " the group passes over the rest for good. Default: all but update,"
                            + " for an old update of a model would supersede later ones.")
    private Set<Stage> stages = Set.of(Stage.DECODE, Stage.MODEL, Stage.ENCODE);

    @Option(
            names = "--into",
            paramLabel = "TOPIC",
            description = "Into this topic instead of the records' own.")
    private Optional<String> into = Optional.empty();

    @Option(
            names = "--dry-run",
            description =
                    "Only say what would be sent, a line for each record; nothing is sent, and the"
                            + " group stays where it is.")
    private boolean dryRun;

    /** Kafka's own properties, whose names picocli cannot know. */
    @Unmatched private List<String> others = new ArrayList<>();

    @Override
    public Integer call() {
        Map<String, String> kafka = KafkaArguments.parse(spec.commandLine(), others);
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        ResendReport report = run(kafka, new Lines(out, err));
        writeObject(
                out,
                json -> {
                    json.writeNumberField("resent", report.resent());
                    json.writeNumberField("passedOver", report.passedOver());
                    json.writeNumberField("unreadable", report.unreadable());
                    json.writeNumberField("incomplete", report.incomplete());
                    json.writeBooleanField("dryRun", dryRun);
                });
        return report.isComplete() ? 0 : ExitStatus.SOME_UNANSWERED;
    }

    private ResendReport run(Map<String, String> kafka, ResendListener lines) {
        try {
            return Resend.run(
                    new ResendConfig(
                            bootstrapServers,
                            topic,
                            format,
                            registry.config(),
                            group.orElse(topic + "-resend"),
                            stages,
                            into,
                            dryRun,
                            properties(kafka, "source.kafka."),
                            properties(kafka, "sink.kafka.")),
                    lines);
        } catch (KafkaException e) {
            throw new UserException("Kafka: " + e.getMessage(), e);
        }
    }

    private static Map<String, String> properties(Map<String, String> given, String ofSide) {
        Map<String, String> found = new HashMap<>();
        for (String prefix : List.of("kafka.", ofSide)) {
            given.forEach(
                    (name, value) -> {
                        if (name.startsWith(prefix)) {
                            found.put(name.substring(prefix.length()), value);
                        }
                    });
        }
        return found;
    }

    /** What a dry run would send, and what cannot be sent. Records are not quoted. */
    private final class Lines implements ResendListener {
        private final PrintWriter out;
        private final PrintWriter err;

        private Lines(PrintWriter out, PrintWriter err) {
            this.out = out;
            this.err = err;
        }

        @Override
        public void resent(DeadLetter deadLetter) {
            if (dryRun) {
                writeObject(
                        out,
                        json -> {
                            json.writeStringField("topic", into.orElse(deadLetter.getTopic()));
                            json.writeNumberField("partition", deadLetter.getPartition());
                            json.writeNumberField("offset", deadLetter.getOffset());
                            json.writeStringField("stage", deadLetter.getStage().name());
                            json.writeStringField("reason", deadLetter.getReason());
                        });
            }
        }

        @Override
        public void unreadable(int partition, long offset, String reason) {
            err.printf("%s/%d/%d: %s%n", topic, partition, offset, reason);
        }

        @Override
        public void incomplete(DeadLetter deadLetter) {
            err.printf(
                    "%s/%d/%d: not all of its %d dead letters are there%n",
                    deadLetter.getTopic(),
                    deadLetter.getPartition(),
                    deadLetter.getOffset(),
                    deadLetter.getParts());
        }
    }

    @FunctionalInterface
    private interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    private static void writeObject(PrintWriter out, Fields fields) {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = new ObjectMapper().getFactory().createGenerator(line)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.println(line);
    }
}
