package io.github.flinkbert.training.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.evaluation.Utf8Lines;
import io.github.flinkbert.evaluation.similarity.KorStsFile;
import io.github.flinkbert.evaluation.similarity.SentencePair;
import io.github.flinkbert.training.answers.SquadFile;
import io.github.flinkbert.training.entities.ConllFile;
import io.github.flinkbert.training.entities.KlueNerFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationFilesTest {

    @TempDir private Path folder;

    @Test
    void aByteOrderMarkIsNoText() throws IOException {
        assertThat(KlueNerFile.read(write("\uFEFF## id\t박", "박\tB-PS"))).hasSize(1);
        assertThat(KlueNerFile.read(write("\uFEFF박\tB-PS")).get(0).text()).isEqualTo("박");
        assertThat(ConllFile.read(write("\uFEFFAnn B-PER")).get(0).text()).isEqualTo("Ann");
        assertThat(KorStsFile.read(write("\uFEFFscore\tsentence1\tsentence2\n1\ta\tb")))
                .containsExactly(new SentencePair("a", "b", 1));
        Path json = write("\uFEFF{\"data\":[]}");
        assertThat(SquadFile.read(json).questions()).isEmpty();
    }

    @Test
    void linesMayEndWithCarriageReturnsAlone() throws IOException {
        assertThat(ConllFile.read(write("Ann B-PER\ris O\r\rEve B-PER\r"))).hasSize(2);
        assertThat(KlueNerFile.read(write("## id\r박\tB-PS\r \tO\r")).get(0).text()).isEqualTo("박 ");
        assertThat(KorStsFile.read(write("score\tsentence1\tsentence2\r1\ta\tb\r"))).hasSize(1);
        assertThat(Utf8Lines.read(write("a\rb\nc"))).containsExactly("a\rb", "c");
    }

    private Path write(String... lines) throws IOException {
        return Files.writeString(
                Files.createTempFile(folder, "file", ".txt"), String.join("\n", lines));
    }
}
