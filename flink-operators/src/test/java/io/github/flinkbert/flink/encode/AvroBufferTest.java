package io.github.flinkbert.flink.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AvroBufferTest {

    private final AvroBuffer buffer = new AvroBuffer();

    @Test
    void aDatumThatFailedLeavesNothingInTheNext() {
        assertThatThrownBy(
                        () ->
                                buffer.write(
                                        out -> {
                                            out.writeLong(5);
                                            throw new IllegalStateException("half a datum");
                                        }))
                .hasMessage("half a datum");

        assertThat(buffer.write(out -> out.writeLong(1))).containsExactly(2);
    }

    @Test
    void whatWasWrittenStaysAsItIs() {
        byte[] first = buffer.write(out -> out.writeLong(1));
        byte[] second = buffer.write(out -> out.writeLong(2));

        assertThat(first).containsExactly(2);
        assertThat(second).containsExactly(4);
    }
}
