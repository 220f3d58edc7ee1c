package io.github.flinkbert.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.tensor.Weights;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Layers that share numbers have them in memory once. */
class SharedVariablesTest {

    /** What begins with the same letter is the same. */
    private static final Weights SHARING =
            new Weights() {
                @Override
                public Set<String> names() {
                    return Set.of("a0", "a1", "b0", "b1");
                }

                @Override
                public String sharedWith(String name) {
                    return name.charAt(0) + "0";
                }

                @Override
                public Shape shape(String name) {
                    return Shape.of(2, 3);
                }

                @Override
                public void read(String name, FloatDataBuffer into) {
                    throw new AssertionError("nothing is read");
                }
            };

    @Test
    void variablesOfTheSameNumbersAndFormatAreOne() {
        try (Graph graph = new Graph()) {
            Variables<TFloat32> variables =
                    new Variables<>(Ops.create(graph), TFloat32.class, SHARING, "test/");
            assertThat(variables.get("a1")).isSameAs(variables.get("a0"));
            assertThat(variables.get("a1")).isNotSameAs(variables.get("b1"));
            assertThat(variables.concatenated("x", List.of("a0", "b0"), 0.5f))
                    .isSameAs(variables.concatenated("y", List.of("a1", "b1"), 0.5f))
                    .isNotSameAs(variables.concatenated("z", List.of("a1", "b1"), 1f));
            assertThat(variables.destroyers()).hasSize(4);
        }
    }
}
