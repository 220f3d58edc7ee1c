package io.github.flinkbert.training.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Expected values are what the official Python scripts said of the same pairs. */
class AnswerComparisonTest {

    @ParameterizedTest
    @MethodSource
    void agreesWithSquadsScript(
            String gold, String predicted, boolean exact, double f1, String normalized) {
        check(AnswerComparison.SQUAD, gold, predicted, exact, f1, normalized);
    }

    @ParameterizedTest
    @MethodSource
    void agreesWithKorquadsScript(
            String gold, String predicted, boolean exact, double f1, String normalized) {
        check(AnswerComparison.KORQUAD, gold, predicted, exact, f1, normalized);
    }

    private static void check(
            AnswerComparison by,
            String gold,
            String predicted,
            boolean exact,
            double f1,
            String normalized) {
        assertThat(by.normalize(gold)).isEqualTo(normalized);
        assertThat(by.exact(gold, predicted)).isEqualTo(exact);
        assertThat(by.f1(gold, predicted)).isCloseTo(f1, within(1e-11));
    }

    static Stream<Arguments> agreesWithSquadsScript() {
        return Stream.of(
                arguments(
                        "The Eiffel Tower!",
                        "eiffel   tower",
                        true,
                        1.000000000000,
                        "eiffel tower"),
                arguments("a the an", "", true, 0.000000000000, ""),
                arguments("", "x", false, 0.000000000000, ""),
                arguments("x", "the", false, 0.000000000000, "x"),
                arguments("U.S.", "us", true, 1.000000000000, "us"),
                arguments("New-York", "new york", false, 0.000000000000, "newyork"),
                arguments("New-York", "newyork", true, 1.000000000000, "newyork"),
                arguments(
                        "the cat sat on the mat",
                        "cat on a mat mat",
                        false,
                        0.750000000000,
                        "cat sat on mat"),
                arguments("aan theory", "an theory", false, 0.666666666667, "aan theory"),
                arguments("l'a", "l a", false, 0.000000000000, "la"),
                arguments("é a b", "É b", true, 1.000000000000, "é b"),
                arguments("1,000 km²", "1000 km²", true, 1.000000000000, "1000 km²"),
                arguments(
                        "half\u00a0past the\u3000ten",
                        "past ten",
                        false,
                        0.800000000000,
                        "half past ten"),
                arguments("the_end", "end", false, 0.000000000000, "theend"),
                arguments("a\u0301 b", "b", false, 0.666666666667, "\u0301 b"),
                arguments("“quoted”", "quoted", false, 0.000000000000, "“quoted”"),
                arguments("Ⅷ the", "ⅷ", true, 1.000000000000, "ⅷ"),
                arguments("cats", "dogs", false, 0.000000000000, "cats"),
                arguments("x y z x", "x x x y", false, 0.750000000000, "x y z x"),
                arguments(
                        "naïve the-thing",
                        "naïve thething",
                        true,
                        1.000000000000,
                        "naïve thething"),
                arguments("İstanbul", "i\u0307stanbul", true, 1.000000000000, "i\u0307stanbul"),
                arguments("한국의 수도", "한국 수도", false, 0.500000000000, "한국의 수도"),
                arguments("a²the x", "a² the x", false, 0.500000000000, "a²the x"),
                arguments("tab\u001fthe\u0085end", "tab end", true, 1.000000000000, "tab end"),
                arguments("a\u200bthe", "the a", false, 0.000000000000, "\u200b"),
                arguments("ΣΑΣ", "σας", true, 1.000000000000, "σας"));
    }

    static Stream<Arguments> agreesWithKorquadsScript() {
        return Stream.of(
                arguments("‘서울’ 특별시", "서울특별시", false, 1.000000000000, "서울 특별시"),
                arguments("《삼국지》", "삼국지", true, 1.000000000000, "삼국지"),
                arguments("(1945년)", "1945년", true, 1.000000000000, "1945년"),
                arguments("1945년 8월 15일", "8월 15일", false, 0.666666666667, "1945년 8월 15일"),
                arguments("the cat", "cat", false, 0.666666666667, "the cat"),
                arguments("세종대왕", "세종 대왕", false, 1.000000000000, "세종대왕"),
                arguments("\"한글\"", "'한글'", true, 1.000000000000, "한글"),
                arguments("한글", "조선", false, 0.000000000000, "한글"),
                arguments("", "", true, 0.000000000000, ""),
                arguments("A.B.C", "abc", true, 1.000000000000, "abc"),
                arguments("Cats!", "cats", true, 1.000000000000, "cats"),
                arguments("가나다가", "가가나", false, 0.857142857143, "가나다가"),
                arguments("😀 좋다", "좋다😀😀", false, 0.857142857143, "😀 좋다"),
                arguments("〈a〉<b>", "ab", false, 1.000000000000, "a b"),
                arguments("“한”", "한", false, 0.500000000000, "“한”"));
    }
}
