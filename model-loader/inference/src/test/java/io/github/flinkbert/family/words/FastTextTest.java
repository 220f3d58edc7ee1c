package io.github.flinkbert.family.words;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.flinkbert.checkpoint.CacheInTempFolder;
import io.github.flinkbert.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Words of n-grams, against what is written down here again from strings, in doubles. */
class FastTextTest {

    private static final String[] WORDS = {"</s>", "the", "은행", "café", "banks"};
    private static final long[] COUNTS = {50, 30, 10, 8, 2};

    @RegisterExtension final CacheInTempFolder cache = new CacheInTempFolder();
    @TempDir Path temp;

    private final float[][] matrix = WordFixtures.numbers(WORDS.length + 101, 6, 4);

    private Path written(int fewest, int most) throws IOException {
        WordFixtures.FastText model = new WordFixtures.FastText(WORDS, COUNTS, matrix);
        model.fewest = fewest;
        model.most = most;
        return Files.write(temp.resolve("model.bin"), model.bytes());
    }

    /** The n-grams of a word with its marks; a mark alone is none. */
    private static List<String> nGrams(String word, int fewest, int most) {
        int[] characters = ("<" + word + ">").codePoints().toArray();
        List<String> found = new ArrayList<>();
        for (int from = 0; from < characters.length; from++) {
            for (int size = fewest; size <= most && from + size <= characters.length; size++) {
                String gram = new String(characters, from, size);
                if (!gram.equals("<") && !gram.equals(">")) {
                    found.add(gram);
                }
            }
        }
        return found;
    }

    /** In 64 bits, of bytes that are signed before they become unsigned again. */
    private static long hash(String gram) {
        long hash = 2_166_136_261L;
        for (byte each : gram.getBytes(UTF_8)) {
            hash ^= each & 0xFFFFFFFFL;
            hash = (hash * 16_777_619L) & 0xFFFFFFFFL;
        }
        return hash;
    }

    private double[] expected(String word, int fewest, int most) {
        List<float[]> rows = new ArrayList<>();
        int number = List.of(WORDS).indexOf(word);
        if (number >= 0) {
            rows.add(matrix[number]);
        }
        if (!word.equals("</s>")) {
            nGrams(word, fewest, most)
                    .forEach(gram -> rows.add(matrix[WORDS.length + (int) (hash(gram) % 101)]));
        }
        double[] mean = new double[6];
        for (float[] row : rows) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += row[i] / (double) rows.size();
            }
        }
        return mean;
    }

    private static void requireNear(float[] found, double[] expected, double most) {
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) found[i]).isCloseTo(expected[i], within(most));
        }
    }

    @Test
    void aWordIsTheMeanOfItsRowAndItsNGramsAndAnotherOfItsNGrams() throws IOException {
        for (int fewest = 1; fewest <= 4; fewest++) {
            WordVectors read = WordFixtures.open(written(fewest, 5));
            assertThat(read.hasSubwords()).isTrue();
            for (String word :
                    List.of("</s>", "the", "은행", "café", "banks", "은행에서", "bank", "😀 x", "ÿÿÿ")) {
                float[] found = read.vector(word).orElseThrow();
                requireNear(found, expected(word, fewest, 5), 1e-6);
            }
        }
    }

    @Test
    void aWordThatIsShorterThanItsNGramsHasNoVector() throws IOException {
        WordVectors read = WordFixtures.open(written(4, 6));

        assertThat(read.vector("a")).isEmpty();
        assertThat(read.vector("ab")).isPresent();
    }

    @Test
    void aModelWithoutNGramsHasItsWordsAlone() throws IOException {
        WordFixtures.FastText model =
                new WordFixtures.FastText(WORDS, COUNTS, WordFixtures.numbers(WORDS.length, 6, 5));
        model.most = 0;
        WordVectors read = WordFixtures.open(Files.write(temp.resolve("m.bin"), model.bytes()));

        assertThat(read.hasSubwords()).isFalse();
        assertThat(read.vector("the")).contains(model.matrix[1]);
        assertThat(read.vector("bank")).isEmpty();
    }

    @Test
    void countsSayHowLikelyAWordIs() throws IOException {
        WordVectors read = WordFixtures.open(written(3, 6));

        assertThat(read.hasCounts()).isTrue();
        assertThat(read.probability(1)).isEqualTo(0.3);
    }

    /** What {@code fasttext print-word-vectors} says of gensim's model, to its five digits. */
    @Test
    void vectorsAreFastTextsOwn() {
        Optional<Path> folder =
                SharedData.published().map(data -> data.resolve("oracles/word2vec"));
        if (folder.filter(Files::isDirectory).isEmpty()) {
            return; // the other tests hold the same without it
        }
        WordVectors read = WordFixtures.open(folder.get().resolve("lee_fasttext_new.bin"));
        double[] hundred = {
            -0.025627, -0.11448, 0.18116, -0.96779, 0.2532, -0.93224, 0.3929, 0.12679, -0.19685,
            -0.13179
        };
        double[] rejection = {
            -0.49111, -0.13122, -0.02109, -0.88769, -0.20105, -0.91732, 0.47243, 0.19708, -0.17856,
            0.19815
        };
        requireNear(read.vector("hundred").orElseThrow(), hundred, 1e-5);
        assertThat(read.number("rejection")).isEqualTo(-1);
        requireNear(read.vector("rejection").orElseThrow(), rejection, 1e-5);
    }

    @Test
    void filesOfOtherProgramsAreRead() {
        Optional<Path> folder =
                SharedData.published().map(data -> data.resolve("oracles/word2vec"));
        if (folder.filter(Files::isDirectory).isEmpty()) {
            return; // the other tests hold the same without it
        }
        WordVectors binary = WordFixtures.open(folder.get().resolve("euclidean_vectors.bin"));
        assertThat(binary.size()).isEqualTo(2747);
        assertThat(binary.vector("the").orElseThrow()).hasSize(10).startsWith(0.42145327f);
        WordVectors text = WordFixtures.open(folder.get().resolve("word2vec_pre_kv_c"));
        assertThat(text.size()).isEqualTo(1750);
        assertThat(text.vector("the").orElseThrow()).startsWith(-0.561106f, -1.975698f);
        WordVectors vec = WordFixtures.open(folder.get().resolve("lee_fasttext.vec"));
        assertThat(vec.size()).isEqualTo(1762);
        assertThat(vec.vector("hundred").orElseThrow()).endsWith(0.23418f, 0.060007f);
        WordVectors glove = WordFixtures.open(folder.get().resolve("test_glove.txt"));
        assertThat(glove.size()).isEqualTo(76);
        assertThat(glove.vector("the").orElseThrow()).hasSize(50).startsWith(0.418f, 0.24968f);
    }
}
