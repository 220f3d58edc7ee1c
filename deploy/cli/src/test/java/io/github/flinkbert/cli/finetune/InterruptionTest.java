package io.github.flinkbert.cli.finetune;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class InterruptionTest {

    private final StringWriter said = new StringWriter();
    private final Interruption interruption =
            new Interruption(new PrintWriter(said), "flink-bert finetune --resume");

    @Test
    void whatIsKeptIsSaidWithTheCommandThatGoesOn() {
        interruption.interrupted(12);

        assertThat(said.toString())
                .isEqualToNormalizingNewlines(
                        "\n"
                            + "Interrupted. Everything up to step 12 is kept; the training goes on"
                            + " with:\n"
                            + "  flink-bert finetune --resume\n");
    }

    @Test
    void withoutAStepNothingIsPromised() {
        interruption.interrupted(0);

        assertThat(said.toString())
                .contains("there is nothing to go on from. The training begins again with:")
                .doesNotContain("goes on");
    }
}
