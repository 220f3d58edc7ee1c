package io.github.flinkbert.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.failure.CheckpointException;
import org.junit.jupiter.api.Test;

/** Calls Maven itself. */
class MavenArtifactIT {

    @Test
    void whatMavenCannotFetchIsRefusedWithMavensReason() {
        assertThatThrownBy(() -> MavenArtifact.parse("maven:org.example:none:1.0").file())
                .isInstanceOf(CheckpointException.class)
                .hasMessageStartingWith("Maven cannot fetch maven:org.example:none:1.0: ")
                .satisfies(e -> assertThat(e.getMessage()).contains("org.example:none"));
    }
}
