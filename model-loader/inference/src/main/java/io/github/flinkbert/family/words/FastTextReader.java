package io.github.flinkbert.family.words;

import io.github.flinkbert.failure.CheckpointException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * fastText's {@code .bin}: arguments, words with their counts, and the matrix of words and n-grams,
 * which stays in the file. Read are skip-gram and CBOW models, whole ones: quantized and pruned
 * models, and classifiers, are refused.
 *
 * <p>Source: {@code FastText::loadModel}, {@code Args::load}, {@code Dictionary::load} and {@code
 * DenseMatrix::load} of fastText 0.9.2.
 */
final class FastTextReader {

    /** Little-endian, the first four bytes. */
    static final int MAGIC = 793_712_314;

    private static final int OLDEST = 11;
    private static final int NEWEST = 12;
    private static final int CLASSIFIER = 3;
    private static final int LONGEST_WORD = 1 << 16;

    private final String name;
    private final MappedFile file;
    private long at;

    private FastTextReader(String name, MappedFile file) {
        this.name = name;
        this.file = file;
    }

    /**
     * @param name of the file, for errors
     * @throws CheckpointException if it is malformed, or a model of a kind that is not read
     */
    static WordVectors read(String name, Path path) throws IOException {
        return new FastTextReader(name, MappedFile.of(path)).read();
    }

    private WordVectors read() {
        int magic = readInt("the magic number");
        int version = readInt("the version");
        if (magic != MAGIC || version < OLDEST || version > NEWEST) {
            throw refused(
                    "expected fastText's versions 11 or 12, found version %d".formatted(version));
        }
        int dimension = readInt("dim");
        skipInts(5); // ws, epoch, minCount, neg, wordNgrams
        skipInts(1); // loss
        int model = readInt("model");
        int buckets = readInt("bucket");
        int fewest = readInt("minn");
        int most = readInt("maxn");
        skipInts(1); // lrUpdateRate
        skip(Double.BYTES, "t");
        if (model == CLASSIFIER) {
            throw refused(
                    "it is a classifier, whose vectors were trained for its labels; expected a"
                            + " model of words (skipgram or cbow)");
        }
        if (dimension < 1 || dimension > Header.MOST_NUMBERS) {
            throw refused(
                    "expected vectors of 1 to %,d numbers, found dim %,d"
                            .formatted(Header.MOST_NUMBERS, dimension));
        }
        boolean parts = most > 0 && buckets > 0;
        if (parts && (fewest < 1 || fewest > most)) {
            throw refused(
                    "expected n-grams from minn to maxn, found %d to %d".formatted(fewest, most));
        }
        return withWords(dimension, parts ? buckets : 0, fewest, most);
    }

    private WordVectors withWords(int dimension, int buckets, int fewest, int most) {
        int entries = readInt("size");
        int count = readInt("nwords");
        int labels = readInt("nlabels");
        skip(Long.BYTES, "ntokens");
        long pruned = readLong("pruneidx_size");
        if (pruned >= 0) {
            throw refused(
                    "its n-grams are pruned (pruneidx_size %,d); expected a whole model"
                            .formatted(pruned));
        }
        // an entry takes a letter, its end, a count and a type
        if (count < 1 || labels != 0 || entries != count || count > (file.size() - at) / 11) {
            throw refused(
                    "expected at least one word and no labels, and as many as the file holds; found %,d entries, %,d words, %,d labels"
                            .formatted(entries, count, labels));
        }
        WordTable.Builder words = new WordTable.Builder();
        long[] counts = new long[count];
        byte[] word = new byte[256];
        for (int each = 0; each < count; each++) {
            int length = 0;
            for (byte next = readByte("a word"); next != 0; next = readByte("a word")) {
                if (length == LONGEST_WORD) {
                    throw refused("word %,d has no end for 64 KiB".formatted(each + 1L));
                }
                word = length == word.length ? Arrays.copyOf(word, 2 * length) : word;
                word[length++] = next;
            }
            counts[each] = readLong("a word's count");
            skip(1, "a word's type");
            if (length == 0 || !Utf8.isValid(word, length) || counts[each] < 0) {
                throw refused(
                        "word %,d: expected a word in UTF-8 and how often it was seen, found %,d bytes, %,d times"
                                .formatted(each + 1L, length, counts[each]));
            }
            if (!words.add(word, length)) {
                throw refused("word %,d is there already".formatted(each + 1L));
            }
        }
        MappedRows rows = matrix(dimension, count + (long) buckets);
        Subwords subwords = buckets == 0 ? null : new Subwords(fewest, most, buckets, count);
        return new WordVectors(words.build(), rows, subwords, counts);
    }

    private MappedRows matrix(int dimension, long expectedRows) {
        if (readByte("whether it is quantized") != 0) {
            throw refused("it is quantized; expected the model that it was made of");
        }
        long rows = readLong("the matrix's rows");
        long columns = readLong("the matrix's columns");
        if (rows != expectedRows || rows > Integer.MAX_VALUE || columns != dimension) {
            throw refused(
                    "expected a matrix of %,d rows (words and n-grams) of %,d numbers, found %,d of %,d"
                            .formatted(expectedRows, dimension, rows, columns));
        }
        long first = at;
        long bytes = rows * columns * Float.BYTES;
        if (file.size() - first < bytes) {
            throw refused(
                    "the matrix takes %,d bytes, but the file ends after %,d: it was cut short"
                            .formatted(bytes, file.size() - first));
        }
        long rowBytes = columns * Float.BYTES;
        for (long row = 0; row < rows; row++) {
            requireFinite(first + row * rowBytes, dimension, row);
        }
        return new MappedRows(file, dimension, row -> first + row * rowBytes);
    }

    private void requireFinite(long place, int dimension, long row) {
        ByteBuffer part = file.part(place);
        int from = MappedFile.within(place);
        for (int i = 0; i < dimension; i++) {
            float number = part.getFloat(from + Float.BYTES * i);
            if (!Float.isFinite(number)) {
                throw refused(
                        "row %,d, number %d is %s; expected a finite number"
                                .formatted(row + 1, i + 1, number));
            }
        }
    }

    private int readInt(String what) {
        long place = advance(Integer.BYTES, what);
        return file.part(place).getInt(MappedFile.within(place));
    }

    private long readLong(String what) {
        long place = advance(Long.BYTES, what);
        return file.part(place).getLong(MappedFile.within(place));
    }

    private byte readByte(String what) {
        return file.get(advance(1, what));
    }

    private void skipInts(int count) {
        skip(count * Integer.BYTES, "its arguments");
    }

    private void skip(int bytes, String what) {
        var unused = advance(bytes, what);
    }

    private long advance(int bytes, String what) {
        if (file.size() - at < bytes) {
            throw refused("the file ends before %s: it was cut short".formatted(what));
        }
        long place = at;
        at += bytes;
        return place;
    }

    private CheckpointException refused(String what) {
        return new CheckpointException("%s (byte %,d): %s".formatted(name, at, what));
    }
}
