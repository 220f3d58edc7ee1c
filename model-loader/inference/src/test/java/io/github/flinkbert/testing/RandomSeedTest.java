package io.github.flinkbert.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@ResourceLock(Resources.SYSTEM_PROPERTIES)
@ResourceLock(Resources.SYSTEM_OUT)
class RandomSeedTest {

    private static final String PROPERTY = "flinkbert.seed";

    private final String given = System.getProperty(PROPERTY);

    @AfterEach
    void restore() {
        if (given == null) {
            System.clearProperty(PROPERTY);
        } else {
            System.setProperty(PROPERTY, given);
        }
    }

    @Test
    void isPrintedAndRepeatedByTheProperty() {
        System.setProperty(PROPERTY, "12345");
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            assertThat(RandomSeed.random().nextLong()).isEqualTo(new Random(12345).nextLong());
            assertThat(RandomSeed.next(7)).isEqualTo(12345);
        } finally {
            System.setOut(before);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .containsOnly("seed 12345 (repeat with -Dflinkbert.seed=12345)")
                .hasSize(2);
    }

    @Test
    void withoutThePropertyItIsTheUsualOneOrOneOfTheProcess() {
        System.clearProperty(PROPERTY);
        assertThat(RandomSeed.next(7)).isEqualTo(7);
        assertThat(RandomSeed.next()).isEqualTo(RandomSeed.next());
    }

    @Test
    void refusesWhatIsNoNumber() {
        System.setProperty(PROPERTY, "x");
        assertThatThrownBy(RandomSeed::next).isInstanceOf(NumberFormatException.class);
    }
}
