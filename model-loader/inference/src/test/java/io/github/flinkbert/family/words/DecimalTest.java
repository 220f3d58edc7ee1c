package io.github.flinkbert.family.words;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DecimalTest {

    private static float parsed(String number) {
        byte[] bytes = ("x" + number + "y").getBytes(UTF_8);
        return Decimal.parse(bytes, 1, bytes.length - 1);
    }

    @Test
    void numbersAreThoseOfJava() {
        Random random = new Random(20260101);
        String[] forms = {"%.5f", "%.8f", "%.17f", "%.3e", "%.9g", "%.0f", "%.25f"};
        for (int i = 0; i < 200_000; i++) {
            double scale = Math.pow(10, random.nextInt(12) - 8);
            String number =
                    String.format(
                            Locale.ROOT,
                            forms[random.nextInt(forms.length)],
                            scale * random.nextGaussian());
            assertThat(parsed(number)).as(number).isEqualTo(Float.parseFloat(number));
        }
    }

    @Test
    void numbersHalfwayBetweenTwoFloatsAreThoseOfJava() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            float one = random.nextInt(1 << 24);
            String halfway = Double.toString((one + (double) Math.nextUp(one)) / 2);
            for (String number : new String[] {halfway, halfway + "1", "0" + halfway + "000"}) {
                if (!number.contains("E")) {
                    assertThat(parsed(number)).as(number).isEqualTo(Float.parseFloat(number));
                }
            }
        }
        for (String number :
                new String[] {
                    "1e-45", "1.17549435e-38", "0.00000000000000001", "-0", "+1.", ".5"
                }) {
            assertThat(parsed(number)).as(number).isEqualTo(Float.parseFloat(number));
        }
    }

    @Test
    void whatIsNoFiniteNumberIsNone() {
        for (String text :
                new String[] {"", "-", ".", "1e", "1e99", "NaN", "inf", "1d", "1 ", "0x1", "１"}) {
            assertThat(parsed(text)).as(text).isNaN();
        }
    }
}
