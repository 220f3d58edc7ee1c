package io.github.flinkbert.cli.finetune;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One axis of a picture: values to pixels, linearly, and round numbers to write beside it.
 *
 * @param low the value at pixel {@code from}
 * @param high the value at pixel {@code to}; greater than {@code low}
 */
record Scale(double low, double high, double from, double to) {

    private static final double[] ROUND = {1, 2, 5, 10};
    private static final double SMALL = 1e-3;
    private static final double LEAST_RANGE = 1e-6;

    /** An axis that holds all values, with a little room where they are all the same. */
    static Scale over(List<Double> values, double from, double to) {
        double low = values.stream().mapToDouble(v -> v).min().orElse(0);
        double high = values.stream().mapToDouble(v -> v).max().orElse(1);
        // Values that differ in their last digits only are the same to the eye, and to sums.
        if (high - low > LEAST_RANGE * Math.max(Math.abs(low), Math.abs(high))) {
            return new Scale(low, high, from, to);
        }
        double room = low == 0 ? 1 : Math.abs(low) / 2;
        return new Scale(low - room, high + room, from, to);
    }

    double at(double value) {
        return from + (value - low) / (high - low) * (to - from);
    }

    /** About so many round numbers within the axis, ascending. */
    List<Double> ticks(int about) {
        double rough = (high - low) / about;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = ROUND[ROUND.length - 1] * power;
        for (double round : ROUND) {
            if (round * power >= rough) {
                step = round * power;
                break;
            }
        }
        List<Double> ticks = new ArrayList<>();
        double slack = step * 1e-6;
        double first = Math.ceil((low - slack) / step);
        long count = (long) ((high + slack) / step - first) + 1;
        for (long i = 0; i < Math.min(count, 10L * about); i++) {
            ticks.add((first + i) * step + 0.0); // no negative zero
        }
        return ticks;
    }

    /** A number as short as three digits tell it: {@code 0.85}, {@code 5e-5}, {@code 1200}. */
    static String label(double value) {
        if (value == 0 || Double.isNaN(value) || Double.isInfinite(value)) {
            return value == 0 ? "0" : String.valueOf(value);
        }
        if (Math.abs(value) < SMALL) {
            String text = String.format(Locale.ROOT, "%.1e", value);
            return text.replace(".0e", "e").replace("e-0", "e-");
        }
        int digits = Math.abs(value) < 1000 ? 3 : 4;
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits));
        return rounded.setScale(Math.max(0, rounded.scale()), RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }
}
