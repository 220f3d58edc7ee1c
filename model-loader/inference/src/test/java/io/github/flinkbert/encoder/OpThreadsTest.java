package io.github.flinkbert.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.engine.ForkedJvm;
import org.junit.jupiter.api.Test;

/** In processes of their own, for TensorFlow keeps the threads of its first session. */
class OpThreadsTest {

    @Test
    void aRunSharesItsOpsWhereItIsLongAndGoesOnAlone() throws Exception {
        assertThat(ForkedJvm.run(OpThreadsProcess.class, "128m"))
                .containsEntry("small", 0L)
                .containsEntry("beside", 0L)
                .containsEntry("alone", 1L)
                .containsEntry("same", 1L);
    }

    @Test
    void opsThatAreAlwaysSharedNeedNoOtherThread() throws Exception {
        assertThat(ForkedJvm.run(OpThreadsProcess.class, "128m", "always"))
                .containsEntry("beside", 0L)
                .containsEntry("alone", 0L)
                .containsEntry("same", 1L);
    }
}
