package io.github.flinkbert.task.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageDetectorTest {

    private static final LanguageDetector DETECTOR = LanguageDetector.standard();

    /** A sentence of the Universal Declaration of Human Rights. */
    private record Sentence(String language, String text) {}

    /** Twenty sentences of five words and more, in each of 22 languages. */
    private static List<Sentence> declaration() throws IOException {
        try (InputStream file = LanguageDetectorTest.class.getResourceAsStream("declaration.tsv")) {
            return new String(
                            Objects.requireNonNull(file, "declaration.tsv").readAllBytes(),
                            StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split("\t", -1))
                    .map(row -> new Sentence(row[0], row[1]))
                    .toList();
        }
    }

    @Test
    void sentencesOfTwentyTwoLanguagesAreTold() throws IOException {
        Map<String, Integer> right = new TreeMap<>();
        int all = 0;
        List<String> wrong = new ArrayList<>();
        for (Sentence sentence : declaration()) {
            all++;
            TextLanguage found = DETECTOR.detect(sentence.text());
            if (found.code().equals(sentence.language())) {
                right.merge(sentence.language(), 1, Integer::sum);
            } else {
                wrong.add(sentence + " was taken for " + found);
            }
        }

        assertThat(right).hasSize(22).containsEntry("en", 20).containsEntry("ko", 20);
        assertThat((double) wrong.size() / all).as("%s", wrong).isLessThan(0.03);
    }

    @Test
    void theLanguageOfAWholeSentenceIsNearlyCertain() {
        assertThat(DETECTOR.detect("All human beings are born free and equal in dignity.").score())
                .isCloseTo(1, within(0.01f));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " \n",
                "a",
                "한",
                "字",
                "7",
                "12345 67890",
                "?!… — 100 %",
                "😀😀👩‍👩‍👧",
                "Hi",
                "OK",
                "\ud83d",
                "https://example.com/a/b?c=d",
                "ስላም ነው"
            })
    void whatIsTooShortOrHasNoLettersOrAnUnknownScriptIsUndetermined(String text) {
        TextLanguage found = DETECTOR.detect(text);

        assertThat(found).isEqualTo(new TextLanguage(TextLanguage.UNDETERMINED, 0));
        assertThat(found.isDetermined()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "안녕, ko",
        "ㅋㅋㅋㅋ 재밌다, ko",
        "こんにちは, ja",
        "東京に行きました, ja",
        "我们昨天去了北京的博物馆, zh",
        "Γειά σου, el",
        "Danke schön für alles, de",
        "where is my order, en",
    })
    void aFewWordsAreEnough(String text, String language) {
        assertThat(DETECTOR.detect(text).code()).isEqualTo(language);
    }

    /** A syllable of Hangul says as much as two letters. */
    @ParameterizedTest
    @CsvSource({
        "오늘 날씨가 정말 좋다 let's go, ko",
        "The new Galaxy of 삼성 is out today, en",
        "애플이 새 iPhone 16 Pro 모델을 공개했다, ko",
    })
    void ofTwoLanguagesTheOneIsToldThatHasMoreOfTheText(String text, String language) {
        assertThat(DETECTOR.detect(text).code()).isEqualTo(language);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "for (int i = 0; i < n; i++) { sum += a[i]; }",
                "{\"id\": 12, \"ok\": true}",
                "public static void main(String[] args) throws Exception"
            })
    void codeIsWhateverItsWordsAre(String code) {
        assertThat(DETECTOR.detect(code).code()).isIn("en", TextLanguage.UNDETERMINED);
    }

    @Test
    void ofALongTextTheBeginningIsReadAndNoCharacterIsCut() {
        String korean = "오늘은 날씨가 정말 좋다. ".repeat(100);
        String cut = "x".repeat(LanguageDetector.MOST_READ - 1) + "😀";

        assertThat(DETECTOR.detect(korean + "and now in English ".repeat(1000)).code())
                .isEqualTo("ko");
        assertThat(DETECTOR.detect(cut)).isNotNull();
    }

    @Test
    void manyThreadsAreToldTheSame() throws IOException {
        List<Sentence> sentences = declaration();
        List<TextLanguage> alone =
                sentences.stream().map(sentence -> DETECTOR.detect(sentence.text())).toList();

        List<TextLanguage> together =
                IntStream.range(0, 4 * sentences.size())
                        .parallel()
                        .mapToObj(i -> DETECTOR.detect(sentences.get(i % sentences.size()).text()))
                        .toList();

        for (int i = 0; i < together.size(); i++) {
            assertThat(together.get(i)).isEqualTo(alone.get(i % alone.size()));
        }
    }

    /** Two letters where ISO 639-1 has the language, else three. */
    @Test
    void codesAreThoseOfTheStandard() {
        Set<String> two = Set.of(Locale.getISOLanguages());
        LanguageTable table = LanguageTable.read();

        assertThat(table.byCode().values())
                .allSatisfy(
                        language -> {
                            assertThat(language.scripts()).isNotEmpty();
                            assertThat(
                                            language.code().length() == 3
                                                    || two.contains(language.code()))
                                    .as(language.code())
                                    .isTrue();
                        });
        assertThat(table.find("kor").orElseThrow().code()).isEqualTo("ko");
        assertThat(table.find("cmn").orElseThrow().code()).isEqualTo("zh");
        assertThat(table.find("war").orElseThrow().code()).isEqualTo("war");
    }
}
