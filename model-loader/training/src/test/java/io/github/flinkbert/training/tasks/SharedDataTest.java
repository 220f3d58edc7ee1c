package io.github.flinkbert.training.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.flinkbert.evaluation.similarity.KorStsFile;
import io.github.flinkbert.evaluation.similarity.SentencePair;
import io.github.flinkbert.testing.SharedData;
import io.github.flinkbert.training.answers.AnswerComparison;
import io.github.flinkbert.training.answers.AnswerScores;
import io.github.flinkbert.training.answers.Question;
import io.github.flinkbert.training.answers.SquadFile;
import io.github.flinkbert.training.entities.ConllFile;
import io.github.flinkbert.training.entities.KlueNerFile;
import io.github.flinkbert.training.entities.TaggedSentence;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The readers on whole files: on the project's own fixture, and on the published files where this
 * machine has them.
 */
class SharedDataTest {

    /** What the official script says of the made-up predictions. */
    static Stream<Arguments> scoresOfAFileAgreeWithEvaluateV1() {
        return onBoth(
                fixture ->
                        Arguments.of(
                                fixture.resolve("qa-en/harbour.json"), 14, 50, 61.904761904761905),
                published ->
                        Arguments.of(
                                published.resolve("qa-en/mlqa-dev-en.json"),
                                1148,
                                54.8780487804878,
                                62.78253685919185));
    }

    @ParameterizedTest
    @MethodSource
    void scoresOfAFileAgreeWithEvaluateV1(Path file, int total, double exact, double f1) {
        SquadFile squad = SquadFile.read(file);
        Map<String, String> predictions = new HashMap<>();
        for (Question question : squad.questions()) {
            predictions.put(question.id(), madeUp(question));
        }

        Map<String, Number> scores =
                AnswerScores.alwaysAnswered(squad.questions(), predictions, AnswerComparison.SQUAD);

        assertThat(scores.get("total")).isEqualTo(total);
        assertThat(scores.get("exact").doubleValue()).isCloseTo(exact, within(1e-9));
        assertThat(scores.get("f1").doubleValue()).isCloseTo(f1, within(1e-9));
    }

    static Stream<Path> everyGoldAnswerIsAtItsOffset() {
        Stream<String> published =
                Stream.of("mlqa-dev-en", "new_wiki_v1.0", "reddit_v1.0", "amazon_reviews_v1.0");
        return Stream.concat(
                Stream.of(SharedData.fixture().resolve("qa-en/harbour.json")),
                SharedData.published().stream()
                        .flatMap(data -> published.map(n -> data.resolve("qa-en/" + n + ".json"))));
    }

    @ParameterizedTest
    @MethodSource
    void everyGoldAnswerIsAtItsOffset(Path path) {
        SquadFile file = SquadFile.read(path);
        assertThat(file.unanswerable()).isFalse();
        assertThat(file.questions())
                .allSatisfy(
                        question ->
                                assertThat(question.answers())
                                        .allMatch(
                                                gold ->
                                                        question.context()
                                                                .startsWith(
                                                                        gold.text(),
                                                                        gold.start())));
    }

    static Stream<Arguments> filesHaveTheSentencesThatTheirPublishersCount() {
        return onBoth(
                        fixture ->
                                List.of(
                                        count(ConllFile::read, fixture, "ner-en/harbour.conll", 5),
                                        count(
                                                ConllFile::read,
                                                fixture,
                                                "ner-en/valley-without-b.conll",
                                                3),
                                        count(KlueNerFile::read, fixture, "ner-ko/market.tsv", 4),
                                        count(KorStsFile::read, fixture, "sts-ko/pairs.tsv", 5)),
                        data ->
                                List.of(
                                        count(
                                                ConllFile::read,
                                                data,
                                                "ner-en/wnut17train.conll",
                                                3394),
                                        count(
                                                ConllFile::read,
                                                data,
                                                "ner-en/emerging.dev.conll",
                                                1009),
                                        count(
                                                ConllFile::read,
                                                data,
                                                "ner-en/emerging.test.annotated",
                                                1287),
                                        count(
                                                ConllFile::read,
                                                data,
                                                "ner-en/wikigold.conll.txt",
                                                1696),
                                        count(
                                                KlueNerFile::read,
                                                data,
                                                "ner-ko/klue-ner-v1.1_dev.tsv",
                                                5000),
                                        count(KorStsFile::read, data, "sts-ko/sts-test.tsv", 1379),
                                        count(SharedDataTest::tweets, data, "ner-en", 9339)))
                .flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource
    void filesHaveTheSentencesThatTheirPublishersCount(
            Function<Path, List<?>> reader, Path path, int sentences) {
        assertThat(reader.apply(path)).hasSize(sentences);
    }

    @Test
    void theFixturesTagsAreRead() {
        assertThat(ConllFile.read(fixture("ner-en/harbour.conll")).get(0).tags())
                .containsExactly("B-PER", "I-PER", "O", "O", "O", "O", "B-LOC", "O");
        assertThat(ConllFile.read(fixture("ner-en/valley-without-b.conll")).get(1).tokens())
                .startsWith("The", "Tannbach", "Mill")
                .endsWith("Mühle", "\"", ".");
        TaggedSentence market = KlueNerFile.read(fixture("ner-ko/market.tsv")).get(0);
        assertThat(String.join("", market.tokens())).isEqualTo("김하늘은 새봄시장에서 사과 세 개를 샀다.");
        assertThat(market.tags()).startsWith("B-PS", "I-PS", "I-PS", "O", "O", "B-LC");
        assertThat(KorStsFile.read(fixture("sts-ko/pairs.tsv")).get(1))
                .isEqualTo(new SentencePair("아이가 강가에서 뛰논다.", "아이들이 강가에서 논다.", 3.4));
    }

    private static List<TaggedSentence> tweets(Path folder) {
        return Stream.of("a", "b", "e", "f", "g", "h")
                .flatMap(part -> ConllFile.read(folder.resolve("btc_" + part + ".conll")).stream())
                .toList();
    }

    private static Arguments count(
            Function<Path, List<?>> reader, Path data, String name, int sentences) {
        return Arguments.of(reader, data.resolve(name), sentences);
    }

    private static <T> Stream<T> onBoth(Function<Path, T> fixture, Function<Path, T> published) {
        return Stream.concat(
                Stream.of(fixture.apply(SharedData.fixture())),
                SharedData.published().map(published).stream());
    }

    private static String madeUp(Question question) {
        String[] words = question.context().strip().split("[\\s\u00a0\u2000-\u200a\u202f\u3000]+");
        int at = question.id().chars().sum() % words.length;
        String gold = question.answers().get(0).text();
        return switch (at % 3) {
            case 0 -> gold.toUpperCase(java.util.Locale.ROOT);
            case 1 -> String.join(" ", Stream.of(gold.split("\\s+")).limit(2).toList());
            default -> String.join(" ", Stream.of(words).skip(at).limit(3).toList());
        };
    }

    private static Path fixture(String name) {
        return SharedData.fixture().resolve(name);
    }
}
