package io.github.flinkbert.cli.finetune;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScaleTest {

    @Test
    void ticksAreRoundAndWithin() {
        assertThat(new Scale(0, 1234, 0, 100).ticks(6)).containsExactly(0.0, 500.0, 1000.0);
        assertThat(new Scale(0.12, 0.87, 0, 100).ticks(4))
                .containsExactly(0.2, 0.4, 0.6000000000000001, 0.8);
        assertThat(new Scale(0, 5e-5, 0, 100).ticks(4).stream().map(Scale::label))
                .containsExactly("0", "2e-5", "4e-5");
    }

    @Test
    void equalValuesHaveRoomAround() {
        Scale scale = Scale.over(List.of(3.0, 3.0), 100, 0);

        assertThat(scale.at(3)).isEqualTo(50);
    }

    @Test
    void valuesThatOnlyRoundingPartsAreEqual() {
        Scale scale = Scale.over(List.of(0.3, 0.1 + 0.2), 100, 0);

        assertThat(scale.ticks(4)).hasSizeBetween(2, 8);
        assertThat(new Scale(1e9, 1e9 + 1e-6, 0, 1).ticks(4)).hasSizeLessThan(50);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0.85, 0.85",
        "0.00005, 5e-5",
        "0.000123, 1.2e-4",
        "1200, 1200",
        "2, 2",
        "0.333333, 0.333",
        "-0.5, -0.5",
        "100, 100"
    })
    void numbersAreShort(double value, String text) {
        assertThat(Scale.label(value)).isEqualTo(text);
    }
}
