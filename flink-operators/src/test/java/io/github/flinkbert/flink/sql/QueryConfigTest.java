package io.github.flinkbert.flink.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.ValidationException;
import org.junit.jupiter.api.Test;

class QueryConfigTest {

    private static final Configuration NOTHING = new Configuration();
    private static final String OF_SESSION =
            "table.exec.async-ml-predict.max-concurrent-operations";

    @Test
    void flinksDefaultStarvesBatchesAndTheAdviceSaysWhatToWrite() {
        assertThat(config(Map.of("timeout", "1 min"), Map.of()).advice())
                .hasValue(
                        "ML_PREDICT with model c.d.m has 10 rows in flight a subtask, so that no"
                                + " batch is larger. Add as its last argument"
                                + " MAP['max-concurrent-operations', '512', 'timeout', '1 min'], or"
                                + " SET '"
                                + OF_SESSION
                                + "' = '512'.");
    }

    @Test
    void enoughRowsInFlightNeedNoAdvice() {
        assertThat(config(Map.of("max-concurrent-operations", "512"), Map.of()).advice()).isEmpty();
        assertThat(config(Map.of(), Map.of(OF_SESSION, "100")).advice()).isEmpty();
    }

    @Test
    void theQueryCountsBeforeTheSession() {
        assertThat(
                        config(Map.of("max-concurrent-operations", "20"), Map.of(OF_SESSION, "100"))
                                .advice())
                .hasValueSatisfying(advice -> assertThat(advice).contains(" has 20 rows "));
    }

    @Test
    void aKeyThatNobodyKnowsIsRefused() {
        assertThatThrownBy(() -> config(Map.of("max-operations", "9"), Map.of()).requireKnownKeys())
                .isInstanceOf(ValidationException.class)
                .hasMessage(
                        "the CONFIG map of ML_PREDICT with model c.d.m has no max-operations,"
                                + " expected some of async, max-concurrent-operations, output-mode,"
                                + " timeout; options of the model belong into CREATE MODEL");
    }

    private static QueryConfig config(Map<String, String> query, Map<String, String> session) {
        Configuration ofSession = new Configuration(NOTHING);
        ofSession.addAll(Configuration.fromMap(session));
        return new QueryConfig("c.d.m", Configuration.fromMap(query), ofSession);
    }
}
