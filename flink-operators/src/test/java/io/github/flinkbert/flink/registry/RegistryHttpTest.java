package io.github.flinkbert.flink.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegistryHttpTest {

    @Test
    void nobodyWaitsAfterTheLastTry() throws Exception {
        List<Duration> pauses = new ArrayList<>();
        try (StubRegistry stub = new StubRegistry()) {
            stub.failFor(100);

            RegistryAnswer answer = http(stub, pauses).get("/config");

            assertThat(answer)
                    .isInstanceOfSatisfying(
                            RegistryAnswer.NoAnswer.class,
                            none -> assertThat(none.reason()).isEqualTo("status 503"));
            assertThat(stub.requests()).hasSize(3);
        }
        assertThat(pauses).containsExactly(Duration.ofMillis(200), Duration.ofMillis(400));
    }

    @Test
    void nobodyWaitsAfterAnAnswer() throws Exception {
        List<Duration> pauses = new ArrayList<>();
        try (StubRegistry stub = new StubRegistry()) {
            int id = stub.add("s", "\"string\"", null);

            assertThat(http(stub, pauses).get("/schemas/ids/" + id))
                    .isInstanceOf(RegistryAnswer.Found.class);
        }
        assertThat(pauses).isEmpty();
    }

    private static RegistryHttp http(StubRegistry stub, List<Duration> pauses) {
        return new RegistryHttp(new RegistryConfig(List.of(stub.url()), "", false), pauses::add);
    }
}
