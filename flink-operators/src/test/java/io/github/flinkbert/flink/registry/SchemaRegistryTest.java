package io.github.flinkbert.flink.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.flinkbert.schemas.EnrichedText;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SchemaRegistryTest {

    @RegisterExtension private final StubRegistry stub = new StubRegistry();

    @Test
    void whatASchemaRefersToIsFetchedBeforeIt() throws Exception {
        String named = "{\"type\":\"record\",\"name\":\"Named\",\"namespace\":\"x\",\"fields\":[]}";
        stub.add("a name/with signs", named, null);
        int id =
                stub.add(
                        "texts-value",
                        StubRegistry.OLDER_TEXT_EVENT.replace("\"long\"", "\"x.Named\""),
                        new ObjectMapper()
                                .readTree(
                                        "[{\"name\":\"x.Named\",\"subject\":\"a name/with"
                                                + " signs\",\"version\":1}]"));
        Schema schema = registry("", true).schema(id).orElseThrow();

        assertThat(schema.getField("own").schema().getFullName()).isEqualTo("x.Named");
    }

    @Test
    void theNextInstanceAnswersForOneThatIsAway() throws Exception {
        int id = stub.add("texts-value", StubRegistry.OLDER_TEXT_EVENT, null);
        SchemaRegistry registry =
                new SchemaRegistry(
                        new RegistryConfig(
                                List.of("http://127.0.0.1:1", stub.url() + "/"), "", true));

        assertThat(registry.schema(id)).isPresent();
    }

    @Test
    void thePasswordIsShownAndNotPrinted() {
        stub.letInOnly("Basic dXNlcjpzZWNyZXQ=");

        assertThat(registry("user:secret", true).id("out-value", EnrichedText.getClassSchema()))
                .isPositive();
        assertThatThrownBy(
                        () ->
                                registry("user:guess", true)
                                        .id("out-value", EnrichedText.getClassSchema()))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("refuses")
                .hasMessageContaining("401, Unauthorized")
                .hasMessageNotContaining("guess");
        assertThat(config("user:secret", true).toString()).doesNotContain("secret");
    }

    @Test
    void aSchemaIsPutThereOnlyWhereThatIsAllowed() throws Exception {
        Schema schema = EnrichedText.getClassSchema();

        assertThatThrownBy(() -> registry("", false).id("out-value", schema))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("under the subject out-value");
        int id = registry("", true).id("out-value", schema);
        assertThat(registry("", false).id("out-value", schema)).isEqualTo(id);
        assertThat(registry("", true).schema(id).orElseThrow().toString())
                .doesNotContain("avro.java.string");

        stub.refuseSchemas();
        assertThatThrownBy(() -> registry("", true).id("out-value", schema))
                .hasMessageContaining("409, Schema being registered is incompatible");
    }

    private RegistryConfig config(String user, boolean registers) {
        return new RegistryConfig(List.of(stub.url()), user, registers);
    }

    private SchemaRegistry registry(String user, boolean registers) {
        return new SchemaRegistry(config(user, registers));
    }
}
