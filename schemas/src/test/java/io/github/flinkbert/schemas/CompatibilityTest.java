package io.github.flinkbert.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.schemas.ReleasedSchemas.Released;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compatibility is FULL_TRANSITIVE, in the sense of schema registries: whoever has any released
 * version reads what any other wrote. To change a contract, change the file in {@code
 * src/main/avro} and commit a copy of it under {@code src/test/resources/released} with the next
 * version's number; the older copies stay as they are.
 */
class CompatibilityTest {

    static Stream<Schema> contracts() {
        return Stream.of(
                TextEvent.getClassSchema(),
                EnrichedText.getClassSchema(),
                DeadLetter.getClassSchema(),
                ModelUpdate.getClassSchema());
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void everyReleasedVersionReadsAndIsReadByTheContract(Schema contract) {
        List<Released> versions = ReleasedSchemas.versionsOf(contract);

        assertThat(versions).isNotEmpty();
        assertThat(versions)
                .allSatisfy(
                        released -> {
                            assertThat(faults(contract, released.schema()))
                                    .as("the contract reads %s", released)
                                    .isEmpty();
                            assertThat(faults(released.schema(), contract))
                                    .as("%s reads the contract", released)
                                    .isEmpty();
                        });
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void theContractIsTheNewestReleasedVersion(Schema contract) {
        List<Released> versions = ReleasedSchemas.versionsOf(contract);

        Schema newest = versions.get(versions.size() - 1).schema();
        assertThat(withoutJavaTypes(contract.toString())).isEqualTo(newest.toString());
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void everyFieldIsDocumented(Schema contract) {
        assertThat(Documentation.undocumented(contract)).isEmpty();
    }

    /** Each change once that a later hand might make without thinking of those who read. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    a field added without a default | {"name":"id","type":"string"}, {"name":"text","type":"string"}, {"name":"language","type":"string"}
                    a field without a default taken away | {"name":"text","type":"string"}
                    a field's type changed | {"name":"id","type":"long"}, {"name":"text","type":"string"}
                    a field renamed | {"name":"id","type":"string"}, {"name":"body","type":"string"}
                    a field made nullable | {"name":"id","type":["null","string"]}, {"name":"text","type":"string"}
                    """)
    void anIncompatibleChangeIsSeen(String change, String fields) {
        Schema changed =
                new Schema.Parser()
                        .parse(
                                """
                                {"type":"record","name":"TextEvent",
                                 "namespace":"io.github.flinkbert.schemas","fields":[%s]}\
                                """
                                        .formatted(fields));

        Schema released = TextEvent.getClassSchema();
        assertThat(
                        Stream.of(faults(changed, released), faults(released, changed))
                                .flatMap(List::stream))
                .as(change)
                .isNotEmpty();
    }

    private static List<String> faults(Schema reader, Schema writer) {
        var result = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getResult();
        if (result.getCompatibility() == SchemaCompatibilityType.COMPATIBLE) {
            return List.of();
        }
        return result.getIncompatibilities().stream().map(Object::toString).toList();
    }

    /** The generator notes Java's string type in the schema it embeds; nobody else needs it. */
    private static String withoutJavaTypes(String schema) {
        return new Schema.Parser()
                .parse(
                        schema.replace(
                                        "{\"type\":\"string\",\"avro.java.string\":\"String\"}",
                                        "\"string\"")
                                .replace(",\"avro.java.string\":\"String\"", ""))
                .toString();
    }
}
