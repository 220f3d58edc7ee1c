package io.github.flinkbert.cli.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.checkpoint.Activation;
import io.github.flinkbert.checkpoint.BertConfig;
import org.junit.jupiter.api.Test;

final class OffHeapTest {

    private static final long PARAMETERS = 108_932_934;

    private final BertConfig base =
            new BertConfig(28_996, 768, 12, 12, 3072, 512, 2, Activation.GELU_TANH, 1e-12);

    @Test
    void isMoreThanWasMeasuredAndNotTwiceThat() {
        // Of processes with 256 MiB of heap that peaked at 809 and 1,014 MiB.
        assertThat(OffHeap.mebibytes(base, 2 * PARAMETERS, 2))
                .isBetween(809L - 256, 2 * (809L - 256));
        assertThat(OffHeap.mebibytes(base, 4 * PARAMETERS, 2))
                .isBetween(1014L - 256, 2 * (1014L - 256));
    }

    @Test
    void growsWithTheBatchesOfASmallModel() {
        BertConfig small =
                new BertConfig(30_522, 384, 6, 12, 1536, 512, 2, Activation.GELU_ERF, 1e-12);

        assertThat(OffHeap.mebibytes(small, PARAMETERS, 32))
                .isGreaterThan(OffHeap.mebibytes(small, PARAMETERS, 2));
        assertThat(OffHeap.mebibytes(base, PARAMETERS, 32))
                .isEqualTo(OffHeap.mebibytes(base, PARAMETERS, 2));
    }

    @Test
    void growsWithTheWeights() {
        assertThat(
                        OffHeap.mebibytes(base, 4 * PARAMETERS, 2)
                                - OffHeap.mebibytes(base, 2 * PARAMETERS, 2))
                .isBetween(150L, 300L);
    }
}
