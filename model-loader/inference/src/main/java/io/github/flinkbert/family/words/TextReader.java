package io.github.flinkbert.family.words;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.flinkbert.failure.CheckpointException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * A word and its numbers a line, with a space between: GloVe's files; word2vec's and fastText's
 * {@code .vec} say in a first line how many words and how many numbers there are. A word that comes
 * again is passed over, as gensim does.
 *
 * <p>A word may have spaces, as some of GloVe's: then the line has more fields than the first one,
 * and those behind the word's first are no numbers.
 */
final class TextReader {

    private final String name;
    private final ByteLines lines;
    private final WordTable.Builder words = new WordTable.Builder();
    private long line;
    private int dimension;
    private float[] row = new float[0];
    private HeapRows.Builder rows = new HeapRows.Builder(1);

    /** Of the word at hand; spaces within it included. */
    private int wordEnd;

    private TextReader(String name, InputStream in) {
        this.name = name;
        lines = new ByteLines(in);
    }

    /**
     * @param name of the file, for errors
     * @param size the text's bytes, where that is known
     * @throws CheckpointException if it is malformed
     */
    static WordVectors read(String name, InputStream in, OptionalLong size) throws IOException {
        return new TextReader(name, in).read(size);
    }

    private WordVectors read(OptionalLong size) throws IOException {
        if (!lines.next()) {
            throw new CheckpointException(
                    "%s is empty: expected a word and its numbers a line".formatted(name));
        }
        line = 1;
        Header header = Header.of(lines.bytes(), lines.from(), lines.to());
        if (header == null) {
            begin(Fields.count(lines.bytes(), lines.from(), end()) - 1);
            add();
        } else {
            // a word takes a letter, and each number a space and a digit, but the last no end
            header.requireRoom(name, size, 2, 2);
            begin(header.dimension());
        }
        boolean empty = false;
        while (lines.next()) {
            line++;
            if (empty) {
                throw refused(
                        "expected a word and %d numbers, found an empty line".formatted(dimension),
                        line - 1);
            }
            empty = end() == lines.from();
            if (!empty) {
                add();
            }
        }
        if (header != null) {
            header.requireCount(name, seen);
        }
        return new WordVectors(words.build(), rows.build(), null, null);
    }

    private long seen;

    private void begin(int numbers) {
        if (numbers < 1 || numbers > Header.MOST_NUMBERS) {
            throw refused(
                    "expected a word and 1 to %,d numbers, found %,d"
                            .formatted(Header.MOST_NUMBERS, numbers),
                    line);
        }
        dimension = numbers;
        row = new float[numbers];
        rows = new HeapRows.Builder(numbers);
    }

    /** Where the line ends, white space at its end left out. */
    private int end() {
        int end = lines.to();
        while (end > lines.from() && isBlank(lines.bytes()[end - 1])) {
            end--;
        }
        return end;
    }

    private static boolean isBlank(byte each) {
        return each == ' ' || each == '\t' || each == '\r';
    }

    private void add() {
        seen++;
        byte[] bytes = lines.bytes();
        int end = end();
        wordEnd = lines.from();
        while (wordEnd < end && !Fields.isGap(bytes[wordEnd])) {
            wordEnd++;
        }
        if (!numbers(bytes, end)) {
            // Once more, for the sentence, or with the spaces that the word has.
            int fields = Fields.count(bytes, lines.from(), end);
            wordEnd = Fields.end(bytes, lines.from(), end, fields - dimension);
            boolean spaced =
                    fields > dimension + 1 && Fields.noneIsNumber(bytes, lines.from(), wordEnd);
            if (!spaced || !numbers(bytes, end)) {
                throw malformed(bytes, end, fields);
            }
        }
        int length = wordEnd - lines.from();
        if (length == 0) {
            throw refused("expected a word before the numbers, found none", line);
        }
        byte[] word = Arrays.copyOfRange(bytes, lines.from(), wordEnd);
        if (!Utf8.isValid(word, length)) {
            throw refused("the word is not UTF-8", line);
        }
        if (words.add(word, length)) {
            rows.add(row);
        }
    }

    /** Reads the numbers behind the word; false if they are not as many, or one is none. */
    private boolean numbers(byte[] bytes, int end) {
        int at = wordEnd;
        for (int i = 0; i < dimension; i++) {
            while (at < end && Fields.isGap(bytes[at])) {
                at++;
            }
            int from = at;
            while (at < end && !Fields.isGap(bytes[at])) {
                at++;
            }
            row[i] = Decimal.parse(bytes, from, at);
            if (Float.isNaN(row[i])) {
                return false;
            }
        }
        return at == end;
    }

    private CheckpointException malformed(byte[] bytes, int end, int fields) {
        if (fields != dimension + 1) {
            return refused(
                    "expected a word and %d numbers, found %d fields".formatted(dimension, fields),
                    line);
        }
        for (int field = 1; field < fields; field++) {
            int from = Fields.end(bytes, lines.from(), end, field);
            int to = Fields.end(bytes, lines.from(), end, field + 1);
            String number = new String(bytes, from, to - from, UTF_8).strip();
            byte[] alone = number.getBytes(UTF_8);
            if (Float.isNaN(Decimal.parse(alone, 0, alone.length))) {
                return refused(
                        "number %d of %d is \"%s\"; expected a finite decimal number"
                                .formatted(field, dimension, shortened(number)),
                        line);
            }
        }
        return refused("it is malformed", line);
    }

    private static String shortened(String text) {
        int most = 40;
        return text.length() > most ? text.substring(0, most) + "…" : text;
    }

    private CheckpointException refused(String what, long at) {
        return new CheckpointException("%s, line %,d: %s".formatted(name, at, what));
    }
}
