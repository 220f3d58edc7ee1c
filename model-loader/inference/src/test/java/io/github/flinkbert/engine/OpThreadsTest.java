package io.github.flinkbert.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.encoder.OpThreadsProcess;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** In processes of their own, for TensorFlow keeps the threads of its first session. */
class OpThreadsTest {

    /** Percent of a process's time; the virtual machine has some for itself. */
    private static final long NEARLY_ALL = 80;

    @Test
    void aNarrowModelsRunsHaveAThreadEach() throws Exception {
        Map<String, Long> found = found("4", "512");

        assertThat(found).containsEntry("narrow", 4L).containsEntry("wide", 4L);
        assertThat(found.get("caller")).isGreaterThan(NEARLY_ALL);
    }

    @Test
    void aWideModelsOpsAreSharedByAllThreads() throws Exception {
        Map<String, Long> found = found("4", "768");

        assertThat(found).containsEntry("narrow", 2L).containsEntry("wide", 1L);
        assertThat(found.get("caller")).isLessThan(NEARLY_ALL);
    }

    @Test
    void oneThreadHasOneRun() throws Exception {
        assertThat(found("1", "768")).containsEntry("narrow", 1L).containsEntry("wide", 1L);
    }

    private static Map<String, Long> found(String threads, String width) throws Exception {
        return ForkedJvm.run(OpThreadsProcess.class, "128m", threads, width);
    }
}
