package io.github.flinkbert.console.task.embedding;

import org.ojalgo.function.aggregator.Aggregator;
import org.ojalgo.matrix.decomposition.Eigenvalue;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.RawStore;

/**
 * The two directions in which vectors differ most, and where each vector lies along them (Pearson
 * 1901; Hotelling 1933).
 *
 * @param places vectors x 2
 * @param explained the share of all variance in each direction
 */
@SuppressWarnings("ArrayRecordComponent") // numbers on their way, compared by nobody
record PrincipalComponents(double[][] places, double[] explained) {

    private static final int DIRECTIONS = 2;

    /**
     * @param vectors at least three, of one width; they are centred in place
     */
    static PrincipalComponents of(double[][] vectors) {
        centre(vectors);
        MatrixStore<Double> rows = RawStore.wrap(vectors);
        // Whichever is smaller: the products of the columns, or those of the vectors, whose
        // eigenvectors are the places themselves but for their length.
        boolean wide = vectors[0].length > vectors.length;
        MatrixStore<Double> products =
                wide ? rows.multiply(rows.transpose()) : rows.transpose().multiply(rows);
        Eigenvalue<Double> eigenvalues = Eigenvalue.R064.make(products, true);
        eigenvalues.decompose(products);
        MatrixStore<Double> vectorsOf = eigenvalues.getV();
        double total = products.aggregateDiagonal(Aggregator.SUM);
        double[][] places = new double[vectors.length][DIRECTIONS];
        double[] explained = new double[DIRECTIONS];
        for (int direction = 0; direction < DIRECTIONS; direction++) {
            double variance = Math.max(0, eigenvalues.getEigenvalues().get(direction).getReal());
            explained[direction] = total > 0 ? variance / total : 0;
            for (int i = 0; i < places.length; i++) {
                places[i][direction] =
                        wide
                                ? vectorsOf.doubleValue(i, direction) * Math.sqrt(variance)
                                : product(vectors[i], vectorsOf, direction);
            }
        }
        return new PrincipalComponents(places, explained);
    }

    private static double product(double[] vector, MatrixStore<Double> columns, int column) {
        double sum = 0;
        for (int i = 0; i < vector.length; i++) {
            sum += vector[i] * columns.doubleValue(i, column);
        }
        return sum;
    }

    private static void centre(double[][] vectors) {
        for (int column = 0; column < vectors[0].length; column++) {
            double sum = 0;
            for (double[] vector : vectors) {
                sum += vector[column];
            }
            for (double[] vector : vectors) {
                vector[column] -= sum / vectors.length;
            }
        }
    }
}
