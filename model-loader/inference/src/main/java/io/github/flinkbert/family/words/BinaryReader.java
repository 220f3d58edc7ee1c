package io.github.flinkbert.family.words;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.flinkbert.failure.CheckpointException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * word2vec's binary form: a line with the number of words and of numbers, then each word, a space,
 * and its vector in little-endian float32; word2vec itself ends each with a line feed, gensim does
 * not. The vectors stay in the file. A word that comes again is passed over, as gensim does.
 */
final class BinaryReader {

    private static final int LONGEST_WORD = 1 << 16;

    private final String name;
    private final MappedFile file;
    private final WordTable.Builder words = new WordTable.Builder();
    private byte[] word = new byte[256];

    private BinaryReader(String name, MappedFile file) {
        this.name = name;
        this.file = file;
    }

    /**
     * @param name of the file, for errors
     * @throws CheckpointException if it is malformed
     */
    static WordVectors read(String name, Path path) throws IOException {
        return new BinaryReader(name, MappedFile.of(path)).read();
    }

    private WordVectors read() {
        int lineEnd = 0;
        byte[] line = new byte[64];
        while (lineEnd < line.length && lineEnd < file.size() && file.get(lineEnd) != '\n') {
            line[lineEnd] = file.get(lineEnd);
            lineEnd++;
        }
        Header header = Header.of(line, 0, lineEnd);
        if (header == null) {
            throw new CheckpointException(
                    "%s, line 1: expected the number of words and of numbers, found \"%s\""
                            .formatted(name, new String(line, 0, lineEnd, UTF_8)));
        }
        header.requireRoom(name, OptionalLong.of(file.size()), 2, Float.BYTES);
        long[] places = new long[header.words()];
        long at = lineEnd + 1L;
        int rowBytes = Float.BYTES * header.dimension();
        for (int each = 0; each < header.words(); each++) {
            at = file.size() > at && file.get(at) == '\n' ? at + 1 : at;
            int length = word(at, each, header);
            at += length + 1;
            if (file.size() - at < rowBytes) {
                throw cutShort(each, at, header);
            }
            requireFinite(at, each, header.dimension());
            if (words.add(word, length)) {
                places[words.size() - 1] = at;
            }
            at += rowBytes;
        }
        long last = at;
        while (at < file.size() && (file.get(at) == '\n' || file.get(at) == '\r')) {
            at++;
        }
        if (at < file.size()) {
            throw new CheckpointException(
                    "%s: its first line says %,d words of %d numbers, which end at byte %,d, but the file has %,d bytes"
                            .formatted(
                                    name, header.words(), header.dimension(), last, file.size()));
        }
        long[] used = Arrays.copyOf(places, words.size());
        MappedRows rows = new MappedRows(file, header.dimension(), row -> used[row]);
        return new WordVectors(words.build(), rows, null, null);
    }

    private int word(long from, int each, Header header) {
        int length = 0;
        while (from + length < file.size() && file.get(from + length) != ' ') {
            if (length == LONGEST_WORD) {
                throw refused(each, from, "expected a word and a space, found no space for 64 KiB");
            }
            if (length == word.length) {
                word = Arrays.copyOf(word, 2 * length);
            }
            word[length] = file.get(from + length);
            length++;
        }
        if (from + length >= file.size()) {
            throw cutShort(each, from, header);
        }
        if (length == 0) {
            throw refused(each, from, "expected a word before the numbers, found none");
        }
        if (!Utf8.isValid(word, length)) {
            throw refused(each, from, "the word is not UTF-8");
        }
        return length;
    }

    private void requireFinite(long at, int each, int dimension) {
        ByteBuffer part = file.part(at);
        int from = MappedFile.within(at);
        for (int i = 0; i < dimension; i++) {
            float number = part.getFloat(from + Float.BYTES * i);
            if (!Float.isFinite(number)) {
                throw refused(
                        each,
                        at,
                        "number %d of %d is %s; expected a finite number"
                                .formatted(i + 1, dimension, number));
            }
        }
    }

    private CheckpointException cutShort(int each, long at, Header header) {
        return refused(
                each,
                at,
                "the file ends; expected %,d words of %d numbers: it was cut short"
                        .formatted(header.words(), header.dimension()));
    }

    private CheckpointException refused(int each, long at, String what) {
        return new CheckpointException(
                "%s, word %,d (byte %,d): %s".formatted(name, each + 1L, at, what));
    }
}
