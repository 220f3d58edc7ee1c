package io.github.flinkbert.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.BertOptions;
import io.github.flinkbert.engine.Acceleration;
import io.github.flinkbert.engine.Device;
import io.github.flinkbert.flink.model.ModelDefinition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.flink.api.common.externalresource.ExternalResourceInfo;
import org.junit.jupiter.api.Test;

final class AssignedDeviceTest {

    /** As Flink's drivers tell of a device. */
    private record Told(Map<String, String> properties) implements ExternalResourceInfo {
        @Override
        public Optional<String> getProperty(String key) {
            return Optional.ofNullable(properties.get(key));
        }

        @Override
        public Collection<String> getKeys() {
            return properties.keySet();
        }
    }

    @Test
    void devicesAreAssignedInTurns() {
        Set<ExternalResourceInfo> cards = Set.of(card("10"), card("2"), card("0"));

        assertThat(IntStream.range(0, 4).mapToObj(turn -> AssignedDevice.of(cards, turn).number()))
                .containsExactly(Optional.of(0), Optional.of(2), Optional.of(10), Optional.of(0));
    }

    @Test
    void devicesWithoutNumbersAreNotAssigned() {
        Set<ExternalResourceInfo> others =
                Set.of(new Told(Map.of("path", "/dev/x")), card("GPU-1"));

        assertThat(AssignedDevice.of(others, 0).number()).isEmpty();
        assertThat(AssignedDevice.of(Set.of(), 3).number()).isEmpty();
    }

    @Test
    void modelsAreLoadedOnTheDeviceAndStayWhatTheyAre() {
        List<ModelDefinition> loaded = new ArrayList<>();
        Enricher.Loader loader =
                model -> {
                    loaded.add(model);
                    return null;
                };
        BertOptions options =
                BertOptions.of("s3://models/bert.zip").withAcceleration(new Acceleration(0, true));
        ModelDefinition onCards =
                new ModelDefinition(options.withDevice(Device.GPU), "digest", Map.of());
        ModelDefinition onTheProcessor =
                new ModelDefinition(options.withDevice(Device.CPU), "digest", Map.of());

        Enricher.Loader placed = new AssignedDevice(Optional.of(3)).with(loader);
        var first = placed.load(onCards);
        var second = placed.load(onTheProcessor);
        var third = new AssignedDevice(Optional.empty()).with(loader).load(onCards);

        assertThat(first).isSameAs(second).isSameAs(third).isNull();
        assertThat(loaded)
                .extracting(model -> model.options().acceleration())
                .containsExactly(
                        new Acceleration(3, true),
                        new Acceleration(0, true),
                        new Acceleration(0, true));
    }

    private static ExternalResourceInfo card(String index) {
        return new Told(Map.of(AssignedDevice.INDEX, index));
    }
}
