package io.github.flinkbert.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The readers on whole files of the field, where this machine has them. */
class SharedDataTest {

    @Test
    void scoresOfARealFileAgreeWithEvaluateV1() {
        SquadFile mlqa = SquadFile.read(data("qa-en/mlqa-dev-en.json"));
        Map<String, String> predictions = new HashMap<>();
        for (Question question : mlqa.questions()) {
            predictions.put(question.id(), madeUp(question));
        }

        Map<String, Number> scores =
                AnswerScores.alwaysAnswered(mlqa.questions(), predictions, AnswerComparison.SQUAD);

        // What the official script says of these made-up predictions.
        assertThat(scores.get("total")).isEqualTo(1148);
        assertThat(scores.get("exact").doubleValue()).isCloseTo(54.8780487804878, within(1e-9));
        assertThat(scores.get("f1").doubleValue()).isCloseTo(62.78253685919185, within(1e-9));
    }

    @Test
    void everyGoldAnswerIsAtItsOffset() {
        for (String name :
                List.of("mlqa-dev-en", "new_wiki_v1.0", "reddit_v1.0", "amazon_reviews_v1.0")) {
            SquadFile file = SquadFile.read(data("qa-en/" + name + ".json"));
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
    }

    @Test
    void entityFilesHaveTheSentencesThatTheirPublishersCount() {
        assertThat(ConllFile.read(data("ner-en/wnut17train.conll"))).hasSize(3394);
        assertThat(ConllFile.read(data("ner-en/emerging.dev.conll"))).hasSize(1009);
        assertThat(ConllFile.read(data("ner-en/emerging.test.annotated"))).hasSize(1287);
        assertThat(ConllFile.read(data("ner-en/wikigold.conll.txt"))).hasSize(1696);
        assertThat(KlueNerFile.read(data("ner-ko/klue-ner-v1.1_dev.tsv"))).hasSize(5000);
        assertThat(KorStsFile.read(data("sts-ko/sts-test.tsv"))).hasSize(1379);
        int tweets =
                Stream.of("a", "b", "e", "f", "g", "h")
                        .mapToInt(
                                part ->
                                        ConllFile.read(data("ner-en/btc_" + part + ".conll"))
                                                .size())
                        .sum();
        assertThat(tweets).isEqualTo(9339);
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

    private static Path data(String name) {
        Path file = folder().resolve(name);
        assumeTrue(
                Files.exists(file),
                () -> "skipped: " + file + " is not on this machine; see -Dflinkbert.shared.data");
        return file;
    }

    private static Path folder() {
        String named = System.getProperty("flinkbert.shared.data");
        if (named != null) {
            return Path.of(named);
        }
        // The tests run in the module's folder; the data lies beside the repository.
        Path here = Path.of("").toAbsolutePath();
        for (Path up = here; up != null; up = up.getParent()) {
            if (Files.isDirectory(up.resolve("shared/data"))) {
                return up.resolve("shared/data");
            }
        }
        return here.resolve("../../shared/data");
    }
}
