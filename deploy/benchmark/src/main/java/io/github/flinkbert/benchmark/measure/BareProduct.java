package io.github.flinkbert.benchmark.measure;

import io.github.flinkbert.benchmark.usage.Spent;
import io.github.flinkbert.encoder.OpThreads;
import io.github.flinkbert.encoder.Placement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.flink.annotation.Internal;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * How fast this machine multiplies matrices and does nothing else: the product of BERT-Base's
 * feed-forward layer over 1,024 tokens, by the same TensorFlow on the same threads.
 */
@Internal
public final class BareProduct implements AutoCloseable {

    private static final int LEAST = 5;
    private static final int TOKENS = 1024;
    private static final int WIDTH = 768;
    private static final int INTERMEDIATE = 3072;
    private static final double OPERATIONS = 2.0 * TOKENS * WIDTH * INTERMEDIATE;

    private final Graph graph = new Graph();
    private final Session session;
    private final Placeholder<? extends TNumber> input;
    private final Operand<? extends TNumber> product;
    private final Result tokens;
    private final List<Callable<Void>> atOnce;
    private final ExecutorService threads;

    private <T extends TNumber> BareProduct(Class<T> format) {
        Ops tf = Ops.create(graph);
        Operand<T> random = random(tf, format, TOKENS, WIDTH);
        Variable<T> weights = tf.variable(Shape.of(WIDTH, INTERMEDIATE), format);
        Operand<T> assigned = tf.assign(weights, random(tf, format, WIDTH, INTERMEDIATE));
        Placeholder<T> placeholder = tf.placeholder(format);
        input = placeholder;
        product = tf.linalg.matMul(placeholder, weights);
        int cores = Runtime.getRuntime().availableProcessors();
        session = new Session(graph, OpThreads.session(cores, Placement.CPU));
        session.runner().addTarget(assigned).run().close();
        tokens = session.runner().fetch(random).run();
        int runs = OpThreads.runs(cores, WIDTH);
        atOnce = Collections.nCopies(runs, this::one);
        threads = Executors.newFixedThreadPool(runs);
    }

    /** Matrices of so many numbers of a format. */
    public static <T extends TNumber> BareProduct of(Class<T> format) {
        return new BareProduct(format);
    }

    private static <T extends TNumber> Operand<T> random(
            Ops tf, Class<T> format, int rows, int columns) {
        return tf.dtypes.cast(
                tf.random.statelessRandomUniform(
                        tf.array(rows, columns), tf.array(1, 2), TFloat32.class),
                format);
    }

    /**
     * Floating-point operations a second.
     *
     * @param perSecond by the clock, the middle one of the products
     * @param perCpuSecond by processor time, all products together
     */
    public record Rate(double perSecond, double perCpuSecond) {}

    /** Multiplies for so many seconds. */
    public Rate measure(double seconds) throws Exception {
        once();
        List<Double> found = new ArrayList<>();
        Spent spent =
                Spent.on(
                                () -> {
                                    long end = System.nanoTime() + (long) (seconds * 1e9);
                                    while (found.size() < LEAST || System.nanoTime() < end) {
                                        long before = System.nanoTime();
                                        once();
                                        found.add((System.nanoTime() - before) / 1e9);
                                    }
                                    return found;
                                })
                        .spent();
        return new Rate(
                atOnce.size() * OPERATIONS / Numbers.median(found),
                atOnce.size() * OPERATIONS * found.size() / spent.cpuSeconds());
    }

    /** As many products at once as a model of this width has runs. */
    private void once() throws Exception {
        for (Future<Void> product : threads.invokeAll(atOnce)) {
            product.get();
        }
    }

    private Void one() {
        session.runner().feed(input, tokens.get(0)).addTarget(product).run().close();
        return null;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        tokens.close();
        session.close();
        graph.close();
    }
}
