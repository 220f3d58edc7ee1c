package io.github.flinkbert.checkpoint;

import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.tensor.Weights;
import java.util.Arrays;
import org.apache.flink.annotation.Internal;
import org.tensorflow.ndarray.buffer.DataBuffers;

/**
 * Tells from the position table how many of its rows were trained.
 *
 * <p>A model may have been trained on texts shorter than its table. The rows behind are then as
 * they were initialised, and what is read there is read badly. Nothing in a configuration says so,
 * but the table does: training makes the rows of neighbouring positions alike, and rows that are
 * drawn at random are not.
 *
 * <p>The rule. Let {@code c[i]} be the cosine of rows {@code i} and {@code i + 1}. Of random rows
 * of width {@code d} it has mean 0 and standard deviation {@code 1 / sqrt(d)}. From the table's end
 * towards its beginning, means of {@value #WINDOW} neighbouring cosines are taken as long as they
 * are below {@value #UNRELATED}, or below four standard deviations of such a mean where that is
 * more, as it is in narrow tables. The rows that they cover are untrained if
 *
 * <ul>
 *   <li>there is at least one such window: a break reaches to the table's end;
 *   <li>at least {@value #FEWEST_TRAINED} rows are left before them;
 *   <li>the median cosine of those is at least {@value #RELATED}, or three standard deviations of a
 *       cosine where that is more. Otherwise neighbours are not alike from the beginning, and their
 *       being unlike at the end says nothing.
 * </ul>
 *
 * <p>In all other cases the whole table counts as trained. The break is at the last pair of
 * neighbours that is at least half as much alike as the median of the trained ones. Norms are not
 * looked at: they differ less than cosines do, and by the training's weight decay.
 *
 * <p>Measured, medians of {@code c} over parts of the table, of 512 rows each:
 *
 * <table>
 *   <caption>Cosines of neighbouring rows</caption>
 *   <tr><th>model<th>16–63<th>256–383<th>384–503<th>504–510<th>trained
 *   <tr><td>BERT-Base cased<td>0.72<td>0.61<td>0.00<td>0.02<td>384
 *   <tr><td>BERT-Base uncased<td>0.73<td>0.63<td>0.60<td>0.33<td>512
 *   <tr><td>BERT-Base multilingual cased<td>0.77<td>0.76<td>0.80<td>0.82<td>512
 *   <tr><td>all-MiniLM-L6-v2<td>0.88<td>0.85<td>0.85<td>0.84<td>512
 *   <tr><td>bge-small-en-v1.5<td>0.87<td>0.85<td>0.85<td>0.83<td>512
 * </table>
 *
 * <p>Single rows that are trained and yet unlike their neighbours are usual: the first, which is
 * {@code [CLS]}'s (0.04 to 0.29), and those at the end of a length that was trained on (0.4 at row
 * 126 of MiniLM and BGE). Hence means, and the least length of a break.
 */
@Internal
public final class TrainedPositions {

    /** The table's name among {@link Weights}. */
    static final String TABLE = "bert/embeddings/position_embeddings";

    private static final int WINDOW = 8;
    private static final int FEWEST_TRAINED = 16;
    private static final double UNRELATED = 0.12;
    private static final double RELATED = 0.25;

    private TrainedPositions() {}

    /**
     * @return from 1 to the table's rows
     * @throws CheckpointException if the table cannot be read
     */
    static int of(Weights weights) {
        return of(weights, TABLE);
    }

    /**
     * The same of a table of another name.
     *
     * @return from 1 to the table's rows
     * @throws CheckpointException if the table cannot be read
     */
    public static int of(Weights weights, String name) {
        int rows = Math.toIntExact(weights.shape(name).get(0));
        float[] table = new float[Math.toIntExact(weights.shape(name).size())];
        weights.read(name, DataBuffers.of(table, false, false));
        return of(table, rows);
    }

    /**
     * @param table [rows, width], row-major
     */
    static int of(float[] table, int rows) {
        int width = table.length / rows;
        if (rows < FEWEST_TRAINED + WINDOW) {
            return rows;
        }
        double[] cosines = neighbours(table, rows, width);
        double deviation = 1 / Math.sqrt(width);
        double unrelated = Math.max(UNRELATED, 4 * deviation / Math.sqrt(WINDOW));
        int from = cosines.length;
        while (from >= WINDOW && mean(cosines, from - WINDOW) < unrelated) {
            from--;
        }
        // The windows that were taken cover the cosines from here on.
        int covered = from == cosines.length ? from : from - WINDOW + 1;
        if (covered == cosines.length || covered < FEWEST_TRAINED) {
            return rows;
        }
        double median = median(cosines, covered);
        if (median < Math.max(RELATED, 3 * deviation)) {
            return rows;
        }
        // A window may reach over the break, by as many cosines as its mean allows.
        int last = Math.min(covered + WINDOW, cosines.length) - 1;
        while (cosines[last] < median / 2) {
            last--;
        }
        int trained = last + 2;
        return rows - trained < WINDOW ? rows : trained;
    }

    /** Cosine of each row and the next; 0 where one of them is all zeros. */
    private static double[] neighbours(float[] table, int rows, int width) {
        double[] cosines = new double[rows - 1];
        for (int row = 0; row < rows - 1; row++) {
            double product = 0;
            double first = 0;
            double second = 0;
            for (int i = row * width; i < (row + 1) * width; i++) {
                product += (double) table[i] * table[i + width];
                first += (double) table[i] * table[i];
                second += (double) table[i + width] * table[i + width];
            }
            double norms = Math.sqrt(first) * Math.sqrt(second);
            cosines[row] = norms == 0 ? 0 : product / norms;
        }
        return cosines;
    }

    private static double mean(double[] cosines, int from) {
        return Arrays.stream(cosines, from, from + WINDOW).average().orElseThrow();
    }

    /** Of the cosines before an index. */
    private static double median(double[] cosines, int to) {
        double[] sorted = Arrays.copyOf(cosines, to);
        Arrays.sort(sorted);
        return sorted[to / 2];
    }
}
