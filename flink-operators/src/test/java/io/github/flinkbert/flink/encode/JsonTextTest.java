package io.github.flinkbert.flink.encode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.testing.RandomSeed;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonTextTest {

    @Test
    void numbersHaveNoMoreDigitsThanTellThemApart() {
        assertThat(number(Float.MIN_NORMAL)).isEqualTo("1.1754944E-38"); // JDK 17: 1.17549435E-38
        assertThat(number(0.1f)).isEqualTo("0.1");
        assertThat(number(-5)).isEqualTo("-5.0");
    }

    @Test
    void everyNumberIsReadAsItWas() {
        Random random = RandomSeed.random();
        for (int i = 0; i < 100_000; i++) {
            float value = Float.intBitsToFloat(random.nextInt());
            if (Float.isFinite(value)) {
                assertThat(Float.parseFloat(number(value))).isEqualTo(value);
            }
        }
    }

    private static String number(float value) {
        return new String(JsonText.value(json -> json.writeNumber(value)), UTF_8);
    }
}
