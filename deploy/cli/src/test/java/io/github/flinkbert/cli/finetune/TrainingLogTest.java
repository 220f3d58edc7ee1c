package io.github.flinkbert.cli.finetune;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingLogTest {

    @TempDir private Path folder;
    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("training.jsonl");
    }

    @Test
    void whatIsGoneOnFromIsKeptAndWhatIsDoneAgainIsNot() throws IOException {
        write(0, 1, 7);
        Files.writeString(file, "{\"event\":\"st", StandardOpenOption.APPEND); // killed here

        write(5, 6, 8);

        History history = History.read(file);
        assertThat(history.steps().stream().map(History.Step::step))
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
        assertThat(history.epochs()).hasSize(3);
    }

    @Test
    void aNewTrainingBeginsANewLog() throws IOException {
        write(0, 1, 7);

        write(0, 1, 2);

        assertThat(History.read(file).steps()).hasSize(2);
    }

    @Test
    void curvesAreAPictureForLightAndDarkPaper() throws Exception {
        write(0, 1, 900);
        Path picture = folder.resolve("curves.svg");

        History.read(file).draw(picture, "How <it> & went");

        var root =
                DocumentBuilderFactory.newDefaultInstance()
                        .newDocumentBuilder()
                        .parse(picture.toFile())
                        .getDocumentElement();
        assertThat(root.getElementsByTagName("title").item(0).getTextContent())
                .isEqualTo("How <it> & went");
        assertThat(root.getElementsByTagName("style").item(0).getTextContent())
                .contains("prefers-color-scheme: dark");
        // Loss twice, learning rate, two scores; thinned so that the file stays small.
        assertThat(root.getElementsByTagName("polyline").getLength()).isEqualTo(5);
        assertThat(Files.size(picture)).isLessThan(40_000);
        assertThat(Files.readString(picture)).contains(">f1 0.9<").doesNotContain("NaN");
    }

    @Test
    void nothingIsDrawnBeforeTheFirstStep() throws IOException {
        write(0, 1, 0);
        Path picture = folder.resolve("curves.svg");

        History.read(file).draw(picture, "");

        assertThat(picture).doesNotExist();
    }

    /** Goes on after {@code resumedAt}; evaluates after every third step. */
    private void write(long resumedAt, int from, int to) throws IOException {
        try (TrainingLog log = TrainingLog.open(file, resumedAt)) {
            log.add(TrainingLog.STARTED, Map.of("resumed_at", resumedAt));
            for (int step = from; step <= to; step++) {
                log.add(
                        TrainingLog.STEPPED,
                        Map.of(
                                TrainingLog.STEP,
                                step,
                                TrainingLog.LOSS,
                                1.0 / step,
                                TrainingLog.LEARNING_RATE,
                                1e-4));
                if (step % 3 == 0 || step == 8) {
                    Map<String, Double> scores = new java.util.LinkedHashMap<>();
                    scores.put("f1", step == 900 ? 0.9 : 0.5);
                    scores.put("recall", 0.4);
                    log.add(
                            TrainingLog.EVALUATED,
                            Map.of(
                                    TrainingLog.STEP,
                                    step,
                                    TrainingLog.SCORES,
                                    scores,
                                    TrainingLog.BEST,
                                    step == 3));
                }
            }
            log.add(TrainingLog.FINISHED, Map.of());
        }
    }
}
