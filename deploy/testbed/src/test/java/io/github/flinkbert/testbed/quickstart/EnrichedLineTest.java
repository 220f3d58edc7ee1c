package io.github.flinkbert.testbed.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class EnrichedLineTest {

    @Test
    void showsTheIdTheFirstNumbersAndTheText() throws Exception {
        String record =
                """
                {"id":"en-1","text":"Hello.","embedding":[0.12345,-1,0.5,7],"entities":null}
                """;

        assertThat(EnrichedLine.of(record.getBytes(UTF_8)))
                .isEqualTo("en-1  [ 0.123 -1.000  0.500 … 4]  Hello.");
    }

    @Test
    void showsEntitiesAndAnswersWhereThereAreSome() throws Exception {
        String record =
                """
                {"id":"1","text":"Bach in Leipzig","embedding":[1],
                 "entities":[{"label":"PER","text":"Bach"},{"label":"LOC","text":"Leipzig"}],
                 "answers":[{"question":"Where?","text":"Leipzig"}]}
                """;

        assertThat(EnrichedLine.of(record.getBytes(UTF_8)))
                .endsWith("Bach in Leipzig  PER:Bach  LOC:Leipzig  Where? → Leipzig");
    }

    @Test
    void showsNoEmbeddingWhereNoneWasAsked() throws Exception {
        String record = "{\"id\":\"1\",\"text\":\"Bach\",\"entities\":[]}";

        assertThat(EnrichedLine.of(record.getBytes(UTF_8))).isEqualTo("1  Bach");
    }

    @Test
    void cutsLongTextsByColumnsNeverThroughACharacter() {
        assertThat(EnrichedLine.shortened("abcdef", 6)).isEqualTo("abcdef");
        assertThat(EnrichedLine.shortened("abcdefg", 6)).isEqualTo("abcdef…");
        assertThat(EnrichedLine.shortened("안녕하세요", 6)).isEqualTo("안녕하…");
        assertThat(EnrichedLine.shortened("😀😀😀", 2)).isEqualTo("😀😀…");
    }
}
