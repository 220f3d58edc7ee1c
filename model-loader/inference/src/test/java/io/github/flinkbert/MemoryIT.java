package io.github.flinkbert;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.engine.ForkedJvm;
import io.github.flinkbert.engine.ResidentMemory;
import io.github.flinkbert.testing.AllowedSkip;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What BERT-Base takes of a machine's memory, and gives back; each in a process of its own. */
class MemoryIT {

    /** 109 million numbers of four bytes. */
    private static final long WEIGHTS = 418;

    @BeforeEach
    void onLinux() {
        AllowedSkip.OTHER_PLATFORM.unless(
                ResidentMemory.isTold(), "resident memory is read from /proc/self/status");
    }

    @Test
    void embeddingInFloat32PeaksUnder700MebibytesAboveTheWeights() throws Exception {
        Map<String, Long> memory = ForkedJvm.run(EmbeddingProcess.class, "256m", "FLOAT32", "1");
        assertThat(memory.get("peak")).isLessThan(WEIGHTS + 700);
    }

    @Test
    void aProcessWithBertBaseInBfloat16StaysUnderOneGibibyte() throws Exception {
        Map<String, Long> memory = ForkedJvm.run(EmbeddingProcess.class, "256m", "BFLOAT16", "1");
        assertThat(memory.get("peak")).isLessThanOrEqualTo(1024);
    }

    @Test
    void loadingAgainAndAgainTakesNoMoreMemory() throws Exception {
        Map<String, Long> memory = ForkedJvm.run(EmbeddingProcess.class, "256m", "BFLOAT16", "3");
        assertThat(memory.get("loaded3")).isLessThan(memory.get("loaded1") + WEIGHTS / 4);
    }

    /**
     * In bfloat16 the weights are half of what they are in float32; nearly all of that must come
     * back.
     */
    @Test
    void aClosedModelsMemoryComesBack() throws Exception {
        Map<String, Long> memory = ForkedJvm.run(EmbeddingProcess.class, "256m", "BFLOAT16", "1");
        assertThat(memory.get("closed1")).isLessThan(memory.get("loaded1") - WEIGHTS * 2 / 5);
    }
}
