package io.github.flinkbert.flink.inplace;

import io.github.flinkbert.failure.FailureMessage;
import io.github.flinkbert.flink.binding.InputField;
import io.github.flinkbert.flink.binding.ModelChoice;
import io.github.flinkbert.flink.binding.ModelRequest;
import io.github.flinkbert.flink.config.InPlaceOptions.InPlaceConfig;
import io.github.flinkbert.flink.config.InPlaceOptions.SeveralTexts;
import io.github.flinkbert.flink.config.InputOptions.InputConfig;
import io.github.flinkbert.flink.config.InputOptions.InputFormat;
import io.github.flinkbert.flink.config.KafkaJobConfig;
import io.github.flinkbert.flink.config.OutputOptions.OutputConfig;
import io.github.flinkbert.flink.decode.MalformedRecordException;
import io.github.flinkbert.flink.encode.AddedAvro;
import io.github.flinkbert.flink.encode.AddedJson;
import io.github.flinkbert.flink.encode.AddedValue;
import io.github.flinkbert.flink.inplace.avro.AddedField;
import io.github.flinkbert.flink.inplace.avro.AvroForm;
import io.github.flinkbert.flink.inplace.avro.AvroFraming;
import io.github.flinkbert.flink.inplace.avro.GrowingSchema;
import io.github.flinkbert.flink.inplace.avro.RegistryFraming;
import io.github.flinkbert.flink.inplace.form.RecordForm;
import io.github.flinkbert.flink.inplace.form.Wanted;
import io.github.flinkbert.flink.inplace.json.JsonForm;
import io.github.flinkbert.flink.option.JobConfigException;
import io.github.flinkbert.schemas.TextEvent;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.flink.annotation.Internal;

/**
 * What both ends of the job know of records that are written in place. Travels with the job; each
 * subtask makes its own form of it.
 *
 * @param read what the job's tasks take beside a text
 * @param attributes fields that choose a model
 */
@Internal
public record InPlaceRecords(
        InPlaceConfig config,
        InputConfig input,
        OutputConfig output,
        List<InputField> read,
        List<String> attributes)
        implements Serializable {

    /**
     * Empty where the job writes enriched texts.
     *
     * @throws JobConfigException if the schema of the options is none, or takes no more field
     */
    public static Optional<InPlaceRecords> of(KafkaJobConfig job) {
        Optional<InPlaceRecords> records =
                job.inPlace()
                        .map(
                                config ->
                                        new InPlaceRecords(
                                                config,
                                                job.input(),
                                                job.output(),
                                                job.asks().inputs(),
                                                attributes(job)));
        records.filter(each -> each.input().format() == InputFormat.AVRO)
                .ifPresent(InPlaceRecords::plainSchema);
        return records;
    }

    private static List<String> attributes(KafkaJobConfig job) {
        return job.asks().requests().stream()
                .filter(ModelRequest.class::isInstance)
                .map(request -> ((ModelRequest) request).model())
                .filter(ModelChoice.ByAttribute.class::isInstance)
                .map(choice -> ((ModelChoice.ByAttribute) choice).attribute())
                .distinct()
                .toList();
    }

    boolean each() {
        return config.several() == SeveralTexts.EACH;
    }

    /** How records are read and written. Used by one thread. */
    RecordForm form() {
        Wanted wanted = new Wanted(config, read, attributes);
        return switch (input.format()) {
            case JSON -> new JsonForm(wanted, config.field());
            case AVRO -> new AvroForm(wanted, AvroFraming.plain(plainSchema()));
            case AVRO_CONFLUENT ->
                    new AvroForm(
                            wanted,
                            new RegistryFraming(
                                    Objects.requireNonNull(input.registry(), "registry"),
                                    output.topic(),
                                    field()));
            case TEXT, JSON_CONFLUENT, PROTOBUF_CONFLUENT ->
                    throw new IllegalStateException(
                            "the options refuse %s in place".formatted(input.format()));
        };
    }

    /** What was found, in the records' form. Used by one thread. */
    AddedValue added() {
        return input.format() == InputFormat.JSON ? new AddedJson(each()) : new AddedAvro(each());
    }

    private AddedField field() {
        return AddedField.of(config.field(), each());
    }

    private GrowingSchema plainSchema() {
        String text = config.avroSchema();
        try {
            Schema schema =
                    text == null ? TextEvent.getClassSchema() : new Schema.Parser().parse(text);
            return GrowingSchema.of(
                    "the schema of avro-schema",
                    schema,
                    text == null ? schema.toString() : text,
                    field());
        } catch (AvroRuntimeException e) {
            throw new JobConfigException(
                    List.of("avro-schema must be a schema of Avro: " + FailureMessage.of(e)));
        } catch (MalformedRecordException e) {
            throw new JobConfigException(List.of(FailureMessage.of(e)));
        }
    }

    /** The text of the schema of what is written in plain Avro; empty for all other forms. */
    public Optional<String> writtenSchema() {
        return input.format() == InputFormat.AVRO
                ? Optional.of(plainSchema().text())
                : Optional.empty();
    }
}
