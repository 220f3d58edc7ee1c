package io.github.flinkbert.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainedPositionsTest {

    private static final int ROWS = 512;
    private static final int WIDTH = 128;
    private static final double INITIAL = 0.02;

    private static float[] trained() {
        return PositionTables.trained(ROWS, WIDTH, 0.7, 1);
    }

    private static float[] untrainedFrom(int row) {
        return PositionTables.untrainedFrom(row, trained(), WIDTH, INITIAL, 2);
    }

    @ParameterizedTest
    @ValueSource(ints = {32, 64, 100, 128, 384, 500, 504})
    void aTableEndsWhereItsTrainedRowsEnd(int trained) {
        assertThat(TrainedPositions.of(untrainedFrom(trained), ROWS)).isEqualTo(trained);
    }

    @Test
    void rowsOfZerosWereNotTrained() {
        float[] table = trained();
        Arrays.fill(table, 300 * WIDTH, table.length, 0);
        assertThat(TrainedPositions.of(table, ROWS)).isEqualTo(300);
    }

    @ParameterizedTest
    @CsvSource({"0.97, 32", "0.9, 64", "0.6, 128", "0.6, 384", "0.35, 768", "0.3, 1024"})
    void aTableThatIsTrainedThroughoutIsReadThroughout(double alike, int width) {
        float[] table = PositionTables.trained(ROWS, width, alike, 3);
        assertThat(TrainedPositions.of(table, ROWS)).isEqualTo(ROWS);
    }

    @ParameterizedTest
    @CsvSource({"512, 768", "512, 128", "128, 32", "64, 32", "64, 8", "24, 4", "8, 32", "1, 32"})
    void aTableThatIsRandomThroughoutIsReadThroughout(int rows, int width) {
        for (int seed = 0; seed < 50; seed++) {
            float[] table =
                    PositionTables.untrainedFrom(0, new float[rows * width], width, 0.1, seed);
            assertThat(TrainedPositions.of(table, rows)).as("seed %d", seed).isEqualTo(rows);
        }
    }

    @Test
    void aBreakThatDoesNotReachTheEndIsNone() {
        float[] table = untrainedFrom(300);
        float[] whole = trained();
        int again = 400 * WIDTH;
        System.arraycopy(whole, again, table, again, whole.length - again);
        assertThat(TrainedPositions.of(table, ROWS)).isEqualTo(ROWS);
    }

    @Test
    void singleRowsOfTheirOwnKindAreNoBreak() {
        float[] table = trained();
        for (int row : new int[] {0, 127, 509, 510, 511}) {
            Arrays.fill(table, row * WIDTH, (row + 1) * WIDTH, 0);
            table[row * WIDTH] = 1;
        }
        assertThat(TrainedPositions.of(table, ROWS)).isEqualTo(ROWS);
    }

    @Test
    void rowsThatAreLessAlikeTowardsTheEndWereTrained() {
        float[] table = PositionTables.trained(ROWS, 768, 0.7, 5);
        float[] less = PositionTables.trained(ROWS, 768, 0.3, 6);
        System.arraycopy(less, 480 * 768, table, 480 * 768, 32 * 768);
        assertThat(TrainedPositions.of(table, ROWS)).isEqualTo(ROWS);
    }

    @Test
    void miniaturesAreReadThroughout() {
        MiniatureCheckpoint miniature =
                MiniatureCheckpoint.of(MiniatureCheckpoint.smallVocabulary(), 1);
        assertThat(TrainedPositions.of(miniature.weights())).isEqualTo(64);
        assertThat(TrainedPositions.of(new RandomWeights(miniature.config(), 4))).isEqualTo(64);
        assertThat(TrainedPositions.of(PositionTables.miniature(40, 0.02).weights())).isEqualTo(40);
    }
}
