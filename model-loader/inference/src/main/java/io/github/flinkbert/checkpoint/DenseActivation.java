package io.github.flinkbert.checkpoint;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Activation functions of a {@link DenseModule}, as PyTorch computes them where nothing is said.
 */
enum DenseActivation {
    IDENTITY("linear.Identity"),
    TANH("activation.Tanh"),
    RELU("activation.ReLU"),
    GELU("activation.GELU"),
    SIGMOID("activation.Sigmoid"),
    SILU("activation.SiLU");

    private static final String TORCH = "torch.nn.modules.";

    /** Where erf is 1 in double precision. */
    private static final double ONE_FROM = 6;

    private final String place;

    DenseActivation(String place) {
        this.place = place;
    }

    double apply(double x) {
        return switch (this) {
            case IDENTITY -> x;
            case TANH -> Math.tanh(x);
            case RELU -> Math.max(0, x);
            case GELU -> 0.5 * x * (1 + erf(x / Math.sqrt(2)));
            case SIGMOID -> 1 / (1 + Math.exp(-x));
            case SILU -> x / (1 + Math.exp(-x));
        };
    }

    /** PyTorch's class. */
    String className() {
        return TORCH + place;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @param className with its package, which may be the short one
     */
    static Optional<DenseActivation> of(String className) {
        return Arrays.stream(values())
                .filter(
                        each ->
                                className.equals(each.className())
                                        || className.equals("torch.nn." + each.simpleName()))
                .findFirst();
    }

    static String names() {
        return Arrays.stream(values())
                .map(DenseActivation::className)
                .collect(Collectors.joining(", "));
    }

    private String simpleName() {
        return place.substring(place.indexOf('.') + 1);
    }

    /** A series of positive terms, so that nothing cancels (Abramowitz and Stegun 1964, 7.1.6). */
    private static double erf(double x) {
        if (Math.abs(x) > ONE_FROM) {
            return Math.signum(x);
        }
        double term = x;
        double sum = x;
        for (int n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
    }
}
