package io.github.flinkbert.training.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SavedForBackwardTest {

    @Test
    void aBackwardPassNeedsAForwardPass() {
        SavedForBackward<String> saved = new SavedForBackward<>();

        assertThatThrownBy(saved::get)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the forward pass is built before the backward pass");

        saved.save("first");
        saved.save("last");
        assertThat(saved.get()).isEqualTo("last");
    }
}
