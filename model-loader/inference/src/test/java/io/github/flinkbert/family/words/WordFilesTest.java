package io.github.flinkbert.family.words;

import static io.github.flinkbert.family.words.WordFixtures.binary;
import static io.github.flinkbert.family.words.WordFixtures.file;
import static io.github.flinkbert.family.words.WordFixtures.numbers;
import static io.github.flinkbert.family.words.WordFixtures.open;
import static io.github.flinkbert.family.words.WordFixtures.packed;
import static io.github.flinkbert.family.words.WordFixtures.text;
import static io.github.flinkbert.family.words.WordFixtures.wink;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.checkpoint.CacheInTempFolder;
import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.checkpoint.Checkpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Every form gives the vectors that were written, whatever its file is called. */
class WordFilesTest {

    private static final String[] WORDS = {"the", "bank", "은행", "café", "bank", "n't"};
    private static final float[][] VECTORS = numbers(WORDS.length, 7, 1);

    @RegisterExtension final CacheInTempFolder cache = new CacheInTempFolder();
    @TempDir Path temp;

    private Map<String, byte[]> forms() throws IOException {
        Map<String, byte[]> forms = new LinkedHashMap<>();
        forms.put("GloVe text", text(WORDS, VECTORS, false, "\n").getBytes(UTF_8));
        forms.put("word2vec or fastText text", text(WORDS, VECTORS, true, "\n").getBytes(UTF_8));
        forms.put("word2vec binary", binary(WORDS, VECTORS, true));
        forms.put("winkNLP JSON", wink(WORDS, VECTORS).getBytes(UTF_8));
        return forms;
    }

    private static void requireRead(WordVectors read) {
        assertThat(read.size()).isEqualTo(5);
        assertThat(read.dimension()).isEqualTo(7);
        for (int i = 0; i < WORDS.length; i++) {
            boolean again = i == 4;
            int number = again ? 1 : i == 5 ? 4 : i;
            assertThat(read.number(WORDS[i])).isEqualTo(number);
            assertThat(read.word(number)).isEqualTo(WORDS[i]);
            assertThat(read.vector(WORDS[i])).contains(VECTORS[again ? 1 : i]);
        }
        assertThat(read.vector("river")).isEmpty();
    }

    @Test
    void aFileByItselfIsKnownByItsContentAndAWordThatComesAgainIsPassedOver() throws IOException {
        for (Map.Entry<String, byte[]> form : forms().entrySet()) {
            Path file = Files.write(temp.resolve("vectors"), form.getValue());
            try (Checkpoint checkpoint = Checkpoints.open(file.toString())) {
                assertThat(checkpoint.format()).isEqualTo(form.getKey());
                assertThat(checkpoint.family()).isEqualTo("word vectors");
                assertThat(checkpoint.shape().hiddenSize()).isEqualTo(7);
                assertThat(checkpoint.shape().layers()).isZero();
                requireRead(((WordsCheckpoint) checkpoint).vectors());
            }
        }
    }

    @Test
    void aPackedFileIsReadAsItIs() throws IOException {
        for (Map.Entry<String, byte[]> form : forms().entrySet()) {
            Path file = Files.write(temp.resolve("vectors.gz"), packed(form.getValue()));
            try (Checkpoint checkpoint = Checkpoints.open(file.toString())) {
                assertThat(checkpoint.format()).isEqualTo(form.getKey() + ", packed");
                requireRead(((WordsCheckpoint) checkpoint).vectors());
            }
        }
    }

    @Test
    void aFolderMayHoldOneBesideOtherFiles() throws IOException {
        file(temp, "README.md", "Vectors of some words.\n");
        file(temp, "package.json", "{\"name\": \"vectors\", \"files\": []}");
        file(temp, "words.json", wink(WORDS, VECTORS));

        requireRead(open(temp));
    }

    @Test
    void linesMayEndAsTheyDoElsewhereAndWordsNeedNoLineFeed() throws IOException {
        requireRead(open(file(temp, "a.txt", text(WORDS, VECTORS, false, "\r\n"))));
        requireRead(open(file(temp, "b.vec", text(WORDS, VECTORS, true, " \n"))));
        String whole = text(WORDS, VECTORS, true, "\n");
        requireRead(open(file(temp, "c.txt", whole.substring(0, whole.length() - 1))));
        requireRead(open(file(temp, "d.txt", whole + "\n")));
        requireRead(open(Files.write(temp.resolve("e"), binary(WORDS, VECTORS, false))));
    }

    @Test
    void aWordOfGloveMayHaveSpaces() throws IOException {
        String glove = "the 0.5 -1\n. . . 0.25 2e-1\nat name@domain.com 3 4\n";

        WordVectors read = open(file(temp, "glove.txt", glove));

        assertThat(read.vector(". . .")).contains(new float[] {0.25f, 0.2f});
        assertThat(read.vector("at name@domain.com")).contains(new float[] {3, 4});
    }

    @Test
    void aJsonWithoutDimensionsHasThoseOfItsFirstWord() throws IOException {
        WordVectors read =
                open(file(temp, "v.json", "{\"vectors\":{\"a\":[1,2.5,-3e0],\"b\":[0,0,1]}}"));

        assertThat(read.vector("a")).contains(new float[] {1, 2.5f, -3});
    }

    @Test
    void manyWordsAreEachFoundAgain() throws IOException {
        String[] words = new String[20_000];
        for (int i = 0; i < words.length; i++) {
            words[i] = "word" + Integer.toString(7919 * i, 36);
        }
        float[][] vectors = numbers(words.length, 15, 2);
        WordVectors text = open(file(temp, "a.txt", text(words, vectors, false, "\n")));
        WordVectors mapped = open(Files.write(temp.resolve("b"), binary(words, vectors, false)));
        for (int i = 0; i < words.length; i++) {
            assertThat(text.number(words[i])).isEqualTo(i);
            assertThat(text.vector(i)).isEqualTo(vectors[i]);
            assertThat(mapped.vector(i)).isEqualTo(vectors[i]);
        }
        assertThat(text.number("word")).isEqualTo(-1);
    }

    @Test
    void equalFilesHaveEqualDigestsAndOthersOthers() throws IOException {
        Path one = file(temp, "one.txt", text(WORDS, VECTORS, false, "\n"));
        Path same = file(temp, "same.txt", text(WORDS, VECTORS, false, "\n"));
        Path other = file(temp, "other.txt", text(WORDS, VECTORS, false, "\r\n"));
        try (Checkpoint a = Checkpoints.open(one.toString());
                Checkpoint b = Checkpoints.open(same.toString());
                Checkpoint c = Checkpoints.open(other.toString())) {
            assertThat(a.digest()).isEqualTo(b.digest()).isNotEqualTo(c.digest());
        }
    }
}
