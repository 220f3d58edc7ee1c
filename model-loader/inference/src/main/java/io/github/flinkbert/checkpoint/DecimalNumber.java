package io.github.flinkbert.checkpoint;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Decimal numbers as Hugging Face's tokenizers read them, which may be off by the last bit: two
 * spellings of a word whose pieces are the same in another order differ by no more.
 *
 * <p>Source: {@code f64_from_parts} of serde_json without {@code float_roundtrip}.
 */
final class DecimalNumber {

    private static final int MOST_BITS = 64;
    private static final int LARGEST_POWER = 308;

    private DecimalNumber() {}

    /** The digits as a whole number, rounded, times or through a power of ten, rounded. */
    static double read(BigDecimal decimal) {
        BigInteger digits = decimal.unscaledValue().abs();
        int exponent = -decimal.scale();
        while (digits.bitLength() > MOST_BITS) {
            digits = digits.divide(BigInteger.TEN);
            exponent++;
        }
        double value = digits.doubleValue();
        while (exponent < -LARGEST_POWER && value != 0) {
            value /= power(LARGEST_POWER);
            exponent += LARGEST_POWER;
        }
        if (value != 0 && exponent > LARGEST_POWER) {
            return decimal.doubleValue();
        }
        if (value != 0) {
            value = exponent < 0 ? value / power(-exponent) : value * power(exponent);
        }
        return decimal.signum() < 0 ? -value : value;
    }

    private static double power(int exponent) {
        return Double.parseDouble("1e" + exponent);
    }
}
