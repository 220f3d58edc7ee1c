package io.github.flinkbert.flink.sql;

import static org.apache.flink.table.api.DataTypes.ARRAY;
import static org.apache.flink.table.api.DataTypes.FLOAT;
import static org.apache.flink.table.api.DataTypes.STRING;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.checkpoint.PackedAdapter;
import io.github.flinkbert.checkpoint.ShippedAdapters;
import io.github.flinkbert.flink.config.SqlModelConfig;
import io.github.flinkbert.location.NamesInTempFolder;
import io.github.flinkbert.location.Zips;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Models and adapters of the hub in SQL. */
class PublishedModelStatementTest {

    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    @RegisterExtension final NamesInTempFolder names = new NamesInTempFolder();

    private static Statement statement() {
        return new Statement().input("text", STRING()).output("embedding", ARRAY(FLOAT()));
    }

    @Test
    void aModelOfTheHubIsTheCommitThatItIsWhenTheStatementIsRead() {
        names.server().repository("o/m", "main", COMMIT, Map.of("model.safetensors", new byte[9]));

        SqlModelConfig config =
                ModelStatement.of("m", statement().with("model", "hf:o/m").model()).config();

        assertThat(config.model().checkpoint()).isEqualTo("hf:o/m@" + COMMIT);
        assertThat(names.server().asked()).hasSize(1); // nothing is fetched here
    }

    @Test
    void anAdapterOfTheHubTravelsWithTheStatement() throws IOException {
        names.server()
                .repository(
                        "o/entities",
                        "main",
                        COMMIT,
                        Zips.contents(
                                ShippedAdapters.find(ShippedAdapters.ENTITIES_EN).orElseThrow(),
                                ""));

        SqlModelConfig config =
                ModelStatement.of(
                                "m",
                                statement()
                                        .with("model", "/models/bert")
                                        .with("adapters", "mine=hf:o/entities")
                                        .model())
                        .config();

        assertThat(config.packed())
                .isEqualTo(Map.of("mine", PackedAdapter.of(ShippedAdapters.ENTITIES_EN)));
        assertThat(config.model().adapters()).isEmpty();
    }
}
