package io.github.flinkbert.training.entities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.evaluation.EvaluationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One sentence in the shapes that entity files come in. */
class ConllShapesTest {

    private static final List<String> TOKENS = List.of("Ann", "Lee", "is", "in", "Rome");
    private static final List<String> TAGS = List.of("B-PER", "I-PER", "O", "O", "B-LOC");

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ann B-PER/Lee I-PER/is O/in O/Rome B-LOC",
                " Ann B-PER/ Lee I-PER /is  O/ in O/Rome B-LOC",
                "Ann\tB-PER\t/Lee\tI-PER\t\t/is\tO/in\tO\t/Rome\tB-LOC",
                "Ann NNP B-NP B-PER/Lee NNP I-NP I-PER/is VBZ B-VP O/in IN B-PP O/Rome NNP B-NP"
                        + " B-LOC",
                "Ann _ _ B-PER/Lee _ _ I-PER/is _ _ O/in _ _ O/Rome _ _ B-LOC",
                "1\tAnn\tB-PER/2\tLee\tI-PER/3\tis\tO/4\tin\tO/5\tRome\tB-LOC",
                "0 Ann B-PER/1 Lee I-PER/2 is O/3 in O/4 Rome B-LOC",
                "1\tAnn\tB-PER\t-\tx/2\tLee\tI-PER\t-\tx/3\tis\tO\t-\tx/4\tin\tO\t-\tx/5\tRome"
                        + "\tB-LOC\t-\tx",
                "# a source/1\tAnn\tB-PER\tO/2\tLee\tI-PER\tO/3\tis\tO\tO/4\tin\tO\tO/5\tRome"
                        + "\tB-LOC\tO",
                "#\tsource [2010]/1\tAnn\tB-PER\tB-LOC/2\tLee\tI-PER\tO/3\tis\tO\tO/4\tin\tO\tO/5"
                        + "\tRome\tB-LOC\tO",
                "# id 1234 domain=en/Ann _ _ B-PER/Lee _ _ I-PER/is _ _ O/in _ _ O/Rome _ _ B-LOC",
                "# text = Vitamin O/# k = B-PER/Ann x y z B-PER/Lee x y z I-PER/is x y z O/in x y z"
                        + " O/Rome x y z B-LOC",
                "1\tAnn\tPROPN\tNER=B-PER/2\tLee\tPROPN\tNER=I-PER|SpaceAfter=No/3\tis\tAUX\t_/3-4"
                        + "\tisin\t_\t_/4\tin\tADP\tSpaceAfter=No/4.1\tx\t_\t_/5\tRome\tPROPN"
                        + "\tNER=B-LOC",
                "Ann B-PER/Lee E-PER/is O/in O/Rome S-LOC",
                "Ann B-PER/Lee L-PER/is O/in O/Rome U-LOC",
                "Ann B_PER/Lee E_PER/is O/in O/Rome W_LOC",
                "B-PER\tAnn/I-PER\tLee/O\tis/O\tin/B-LOC\tRome",
                "Ann B-PER\u200e/Lee I-PER/is O/in O/Rome \ufeffB-LOC",
                "\u200b/Ann B-PER/Lee I-PER/is O/in O/Rome B-LOC/\u200e",
            })
    void theUsualShapesAreFound(String lines) throws IOException {
        List<TaggedSentence> sentences = read(lines);

        assertThat(sentences).hasSize(1);
        assertThat(sentences.get(0).tokens()).isEqualTo(TOKENS);
        assertThat(sentences.get(0).iob2()).isEqualTo(TAGS);
    }

    @Test
    void middleLettersAreOfTheEntityThatTheyAreIn() throws IOException {
        assertThat(read("a B-PER/b M-PER/c E-PER/d S-PER").get(0).iob2())
                .containsExactly("B-PER", "I-PER", "I-PER", "B-PER");
    }

    @Test
    void ofNestedEntitiesTheOuterAreReadUnlessTheInnerAreNamed() throws IOException {
        Path file = file("1\tU\tB-ORG\tB-LOC/2\tof\tI-ORG\tO/3\tK\tI-ORG\tB-LOC");
        List<String> remarks = new ArrayList<>();

        assertThat(ConllFile.read(file, ConllColumns.FOUND, remarks::add).get(0).tags())
                .containsExactly("B-ORG", "I-ORG", "I-ORG");
        assertThat(remarks)
                .containsExactly(
                        file
                                + ": columns 3, 4 hold tags; column 3 is read, which holds outer"
                                + " entities where entities are nested (--tag-column names"
                                + " another)");
        ConllColumns inner = new ConllColumns(OptionalInt.empty(), OptionalInt.of(4));
        assertThat(ConllFile.read(file, inner, remarks::add).get(0))
                .isEqualTo(
                        new TaggedSentence(
                                List.of("U", "of", "K"), List.of("B-LOC", "O", "B-LOC"), " ", 0));
    }

    @Test
    void aFileOfChunksWithoutEntitiesHasNoEntities() throws IOException {
        assertThat(read("Ann NNP B-NP O/is VBZ B-VP O").get(0).tags()).containsExactly("O", "O");
    }

    @Test
    void aTokenMayBeTheSignOfAComment() throws IOException {
        assertThat(read("# O/1 O/#go B-ORG").get(0).tokens()).containsExactly("#", "1", "#go");
    }

    @Test
    void documentsOfConllUAreApart() throws IOException {
        assertThat(read("# newdoc id = a/a O//b O//# newdoc/# sent_id = 2/c B-PER"))
                .extracting(TaggedSentence::document)
                .containsExactly(0, 0, 1);
    }

    @Test
    void twoColumnsOfTagsAreForTheUserToChooseAmong() throws IOException {
        Path file = file("Ann B-PER B-ORG/is O O");

        assertThatThrownBy(() -> ConllFile.read(file))
                .hasMessage(
                        file + ": columns 2, 3 hold tags; expected one, --tag-column says which");
        ConllColumns second = new ConllColumns(OptionalInt.of(1), OptionalInt.of(2));
        assertThat(ConllFile.read(file, second, remark -> {}).get(0).tags())
                .containsExactly("B-PER", "O");
    }

    @Test
    void anotherShapeIsRefusedWithItsLine() throws IOException {
        assertRefused("a O/text = Vitamin O/b O", 2, "expected 2 columns, as in line 1, found 4");
        assertRefused("a B-PER/b O//A heading O//c O/d O", 4, "expected 2 columns, as most lines");
        assertRefused("Ann B-PER/#go/is O", 2, "or a blank line before a comment, found \"#go\"");
        assertRefused("Ann N B-NP B-PER/is V B-VP 0", 2, "found 4 columns, the last of them \"0\"");
        assertRefused("1\tAnn\tB-PER\t-/2\tis\tx\t-", 2, "in column 3, found \"x\"");
        assertRefused("1 Ann B-PER/3 is O", 2, "expected token number 2 of the sentence");
        assertRefused("d Ann O/d is O/d in O/d R B-LOC/d . O", 1, "found \"d\" in every line");
        assertRefused("1\tAnn\tPROPN\t_/2\tis\tAUX\t_", 1, "the last of them \"_\"");
        assertRefused("Ann PER/is O", 1, "the last of them \"PER\"");
        assertRefused("Ann (PERSON*/is *", 1, "the last of them \"(PERSON*\"");
    }

    @Test
    void aColumnThatIsNotThereIsRefused() throws IOException {
        Path file = file("Ann B-PER");
        ConllColumns fifth = new ConllColumns(OptionalInt.empty(), OptionalInt.of(5));

        assertThatThrownBy(() -> ConllFile.read(file, fifth, remark -> {}))
                .hasMessage(file + ", line 1: --tag-column 5 is not there: the line has 2 columns");
        assertThatThrownBy(() -> new ConllColumns(OptionalInt.of(2), OptionalInt.of(2)))
                .hasMessage("token and tag must be in two columns, found 2 for both");
    }

    private void assertRefused(String lines, int line, String reason) throws IOException {
        Path file = file(lines);
        assertThatThrownBy(() -> ConllFile.read(file))
                .isInstanceOf(EvaluationException.class)
                .hasMessageStartingWith(file + ", line " + line + ": ")
                .hasMessageContaining(reason);
    }

    private List<TaggedSentence> read(String lines) throws IOException {
        return ConllFile.read(file(lines));
    }

    /** Lines parted by slashes. */
    private Path file(String lines) throws IOException {
        return Files.writeString(
                Files.createTempFile(folder, "file", ".conll"), lines.replace('/', '\n'));
    }
}
