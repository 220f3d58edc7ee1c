package io.github.flinkbert;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.checkpoint.Activation;
import io.github.flinkbert.checkpoint.BertConfig;
import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import io.github.flinkbert.encoder.Miniatures;
import io.github.flinkbert.engine.ForkedJvm;
import io.github.flinkbert.engine.ResidentMemory;
import io.github.flinkbert.testing.AllowedSkip;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many short texts through one engine: no growth of resident memory after the first tenth. {@code
 * -Dflinkbert.leak.texts=2000000} makes it two million.
 */
class LeakIT {

    private static final long TEXTS = Long.getLong("flinkbert.leak.texts", 200_000);

    /**
     * MiB for the allocator and for TensorFlow's caches by shape, which fill ever more slowly:
     * measured 10 to 25 in 200,000 texts, 44 in two million.
     */
    private static final long NOISE = 56;

    @Test
    void aStreamOfTextsTakesNoMoreMemoryAfterItsFirstTenth(@TempDir Path folder) throws Exception {
        AllowedSkip.OTHER_PLATFORM.unless(
                ResidentMemory.isTold(), "resident memory is read from /proc/self/status");
        BertConfig config =
                new BertConfig(
                        Miniatures.PIECES.size(), 16, 1, 1, 32, 64, 2, Activation.RELU, 1e-12);
        MiniatureCheckpoint.of(config, Miniatures.PIECES, 1).writeTo(folder);
        Map<String, Long> memory =
                ForkedJvm.run(StreamProcess.class, "96m", folder.toString(), Long.toString(TEXTS));
        assertThat(memory.get("end")).isLessThanOrEqualTo(memory.get("tenth1") + NOISE);
    }
}
