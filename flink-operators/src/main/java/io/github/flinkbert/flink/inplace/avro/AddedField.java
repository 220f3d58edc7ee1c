package io.github.flinkbert.flink.inplace.avro;

import io.github.flinkbert.flink.encode.AddedAvro;
import org.apache.flink.annotation.Internal;

/**
 * The field that is added to a record's schema.
 *
 * @param type the full name of the type that the field brings with it
 * @param definition the field as JSON, where its type is not known yet
 * @param reference the field as JSON, where the same schema has defined its type before
 */
@Internal
public record AddedField(String name, String type, String definition, String reference) {

    /**
     * @param name one that Avro allows
     * @param each whether texts are asked about each by itself
     */
    public static AddedField of(String name, boolean each) {
        return new AddedField(
                name,
                AddedAvro.typeName(name),
                AddedAvro.definition(name, each),
                AddedAvro.reference(name, each));
    }
}
