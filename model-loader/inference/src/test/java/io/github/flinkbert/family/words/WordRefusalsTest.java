package io.github.flinkbert.family.words;

import static io.github.flinkbert.family.words.WordFixtures.binary;
import static io.github.flinkbert.family.words.WordFixtures.file;
import static io.github.flinkbert.family.words.WordFixtures.numbers;
import static io.github.flinkbert.family.words.WordFixtures.packed;
import static io.github.flinkbert.family.words.WordFixtures.wink;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.checkpoint.CacheInTempFolder;
import io.github.flinkbert.failure.CheckpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Malformed files are refused: which file, where, what was found and what was expected. */
class WordRefusalsTest {

    private static final String[] WORDS = {"the", "bank", "river"};
    private static final float[][] VECTORS = numbers(WORDS.length, 4, 3);

    @RegisterExtension final CacheInTempFolder cache = new CacheInTempFolder();
    @TempDir Path temp;

    private static void requireRefused(Path file, String sentence) {
        assertThatThrownBy(() -> WordFixtures.open(file))
                .isInstanceOf(CheckpointException.class)
                .hasMessage(sentence);
    }

    private void requireRefused(String text, String sentence) throws IOException {
        requireRefused(file(temp, "v.txt", text), sentence);
    }

    @Test
    void linesOfAnotherLength() throws IOException {
        requireRefused(
                "a 1 2\nb 3\n", "v.txt, line 2: expected a word and 2 numbers, found 2 fields");
        requireRefused(
                "a 1 2\nb\n", "v.txt, line 2: expected a word and 2 numbers, found 1 fields");
        requireRefused(
                "a 1 2\nb 3 4 5\n", "v.txt, line 2: expected a word and 2 numbers, found 4 fields");
        requireRefused(
                "2 3\na 1 2\nb 3 4\n",
                "v.txt, line 2: expected a word and 3 numbers, found 3 fields");
        requireRefused(
                "a 1 2\n\nb 3 4\n",
                "v.txt, line 2: expected a word and 2 numbers, found an empty line");
        requireRefused(
                "a 1 2\n 3 4\n", "v.txt, line 2: expected a word before the numbers, found none");
    }

    @Test
    void whatIsNoFiniteNumber() throws IOException {
        String sentence =
                "v.txt, line 2: number 1 of 2 is \"%s\"; expected a finite decimal number";
        for (String number : new String[] {"nan", "x", "1e40", "0x1p3", "1f", "1,5", "--1", "."}) {
            requireRefused("a 1 2\nb " + number + " 1\n", sentence.formatted(number));
        }
    }

    @Test
    void aHeaderThatTheFileDoesNotKeep() throws IOException {
        requireRefused(
                "4 2\na 1 2\nb 3 4\nc 12345 54321\n",
                "v.txt: its first line says 4 words, found 3: the file was cut short");
        requireRefused("1 2\na 1 2\nb 3 4\n", "v.txt: its first line says 1 words, found 2");
        requireRefused(
                "99999999999 300\na 1\n",
                "v.txt, line 1: 2,147,483,647 words of 300 numbers take at least"
                        + " 1,292,785,155,494 bytes, but the file has 20: it was cut short, or its"
                        + " first line is wrong");
        requireRefused(
                "2 99999999\na 1\n",
                "v.txt, line 1: expected at least one word of 1 to 65,536 numbers, found 2 words of"
                        + " 99,999,999");
        requireRefused(
                "0 2\n",
                "v.txt, line 1: expected at least one word of 1 to 65,536 numbers, found 0 words of"
                        + " 2");
    }

    @Test
    void wordsThatAreNotUtf8() throws IOException {
        Path text = temp.resolve("v.txt");
        Files.write(text, "caf\u00e9 1 2\n".getBytes(ISO_8859_1));
        requireRefused(text, "v.txt, line 1: the word is not UTF-8");
        byte[] bytes = binary(WORDS, VECTORS, true);
        bytes[bytes.length - 19] = (byte) 0xE9;
        requireRefused(
                Files.write(temp.resolve("v.bin"), bytes),
                "v.bin, word 3 (byte 47): the word is not UTF-8");
    }

    @Test
    void binariesThatAreCutShortOrLonger() throws IOException {
        byte[] bytes = binary(WORDS, VECTORS, false);
        Path file = temp.resolve("v.bin");
        requireRefused(
                Files.write(file, Arrays.copyOf(bytes, bytes.length - 1)),
                "v.bin, word 3 (byte 51): the file ends; expected 3 words of 4 numbers: it was cut"
                        + " short");
        requireRefused(
                Files.write(file, Arrays.copyOf(bytes, 40)),
                "v.bin, line 1: 3 words of 4 numbers take at least 54 bytes, but the file has 40:"
                        + " it was cut short, or its first line is wrong");
        requireRefused(
                Files.write(file, Arrays.copyOf(bytes, bytes.length + 5)),
                "v.bin: its first line says 3 words of 4 numbers, which end at byte 67, but the"
                        + " file has 72 bytes");
        byte[] infinite = bytes.clone();
        System.arraycopy(
                WordFixtures.floats(Float.POSITIVE_INFINITY), 0, infinite, infinite.length - 4, 4);
        requireRefused(
                Files.write(file, infinite),
                "v.bin, word 3 (byte 51): number 4 of 4 is Infinity; expected a finite number");
    }

    @Test
    void packedFilesThatAreCutShort() throws IOException {
        byte[] whole = packed(("2 2\nthe 1 2\n" + "x".repeat(30) + " 3 4\n").getBytes(UTF_8));
        Path file = Files.write(temp.resolve("v.gz"), Arrays.copyOf(whole, whole.length - 4));

        assertThatThrownBy(() -> WordFixtures.open(file))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("v.gz");
    }

    @Test
    void jsonOfAnotherShape() throws IOException {
        String whole = wink(WORDS, VECTORS);
        Path file = temp.resolve("v.json");
        assertThatThrownBy(
                        () ->
                                WordFixtures.open(
                                        Files.writeString(
                                                file, whole.substring(0, whole.length() - 40))))
                .isInstanceOf(CheckpointException.class)
                .hasMessageMatching(
                        "(?s)v\\.json, line 1, column \\d+: it is no JSON, or was cut short: .*");
        requireJsonRefused(
                "{\"vectors\":{\"a\":[1,2],\"b\":[1]}}", "vectors.b has 1 numbers; expected 2");
        requireJsonRefused(
                "{\"vectors\":{\"a\":[1,\"2\"]}}", "vectors.a[1] must be a finite number, found 2");
        requireJsonRefused("{\"vectors\":{\"a\":3}}", "vectors.a must be an array of numbers");
        requireJsonRefused(
                "{\"size\":3,\"vectors\":{\"a\":[1,2]}}", "size is 3, but vectors has 1 words");
        requireJsonRefused(
                "{\"vectors\":{}}",
                "expected vectors, an object of an array of numbers a word; found none");
    }

    private void requireJsonRefused(String json, String sentence) throws IOException {
        Path file = file(temp, "v.json", json);
        assertThatThrownBy(() -> WordFixtures.open(file))
                .isInstanceOf(CheckpointException.class)
                .hasMessageStartingWith("v.json, line 1, column ")
                .hasMessageEndingWith(": " + sentence);
    }

    @Test
    void modelsOfFastTextThatAreNotWholeOrNotOfWords() throws IOException {
        requireFastTextRefused(model -> model.quantized = true, "it is quantized");
        requireFastTextRefused(model -> model.pruned = 2, "its n-grams are pruned");
        requireFastTextRefused(model -> model.model = 3, "it is a classifier");
        requireFastTextRefused(model -> model.version = 13, "found version 13");
        requireFastTextRefused(model -> model.fewest = 7, "found 7 to 6");
        requireFastTextRefused(
                model -> model.buckets++,
                "expected a matrix of 9 rows (words and n-grams) of 4 numbers, found 8 of 4");
        byte[] whole = fastText().bytes();
        for (int length = 8; length < whole.length - 20; length += 5) {
            Path file = Files.write(temp.resolve("v.bin"), Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> WordFixtures.open(file))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageStartingWith("v.bin (byte ");
        }
    }

    private static WordFixtures.FastText fastText() {
        return new WordFixtures.FastText(WORDS, new long[] {5, 3, 1}, numbers(8, 4, 3));
    }

    private void requireFastTextRefused(Consumer<WordFixtures.FastText> change, String sentence)
            throws IOException {
        WordFixtures.FastText model = fastText();
        change.accept(model);
        Path file = Files.write(temp.resolve("v.bin"), model.bytes());
        assertThatThrownBy(() -> WordFixtures.open(file))
                .isInstanceOf(CheckpointException.class)
                .hasMessageStartingWith("v.bin (byte ")
                .hasMessageContaining(sentence);
    }

    @Test
    void aFolderWithTwo() throws IOException {
        file(temp, "a.txt", "a 1 2\n");
        file(temp, "b.txt", "b 1 2\n");

        requireRefused(
                temp, temp + " holds 2 files of word vectors (a.txt, b.txt); name one of them");
    }

    @Test
    void textsAndListsAreNoVectors() throws IOException {
        for (String text :
                new String[] {"a text of words\n", "the 120\nof 80\n", "", "{}", "5 x\n"}) {
            Path file = file(temp, "v.txt", text);
            assertThatThrownBy(() -> WordFixtures.open(file))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessage(file + " is neither a folder nor a zip or jar");
        }
    }
}
