package io.github.flinkbert.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Words as Google's basic tokenization has them, case and accents kept. */
class BasicWordsTest {

    private static List<String> words(String text) {
        List<String> found = new ArrayList<>();
        BasicWords.split(
                text,
                0,
                text.length(),
                (word, start, end) -> found.add("%s %d-%d".formatted(word, start, end)));
        return found;
    }

    @Test
    void punctuationAndIdeographsStandAlone() {
        assertThat(words("Ünïted  U.S.\u3000北京!"))
                .containsExactly(
                        "Ünïted 0-6",
                        "U 8-9",
                        ". 9-10",
                        "S 10-11",
                        ". 11-12",
                        "北 13-14",
                        "京 14-15",
                        "! 15-16");
    }

    @Test
    void whatIsLeftOutEndsNoWord() {
        assertThat(words("\u200ba\u00adb\u200b c\u0000")).containsExactly("ab 1-4", "c 6-7");
        assertThat(words(" \t\n\ufeff")).isEmpty();
        assertThat(words("x\ud83d y")).containsExactly("x\ud83d 0-2", "y 3-4");
    }
}
