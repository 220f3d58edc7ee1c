package io.github.flinkbert.family.words;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.checkpoint.Checkpoints;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** Files of word vectors as others write them, with numbers of the test's own. */
public final class WordFixtures {

    private WordFixtures() {}

    public static Path file(Path folder, String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    public static WordVectors open(Path location) {
        try (Checkpoint checkpoint = Checkpoints.open(location.toString())) {
            return ((WordsCheckpoint) checkpoint).vectors();
        }
    }

    /** Numbers that a decimal of five digits says. */
    public static float[][] numbers(int rows, int dimension, long seed) {
        Random random = new Random(seed);
        float[][] numbers = new float[rows][dimension];
        for (float[] row : numbers) {
            for (int i = 0; i < dimension; i++) {
                row[i] = Math.round(1e5 * (2 * random.nextDouble() - 1)) / 1e5f + 0f; // no -0
            }
        }
        return numbers;
    }

    /** A word and its numbers a line; without a header GloVe's form. */
    public static String text(String[] words, float[][] vectors, boolean header, String lineEnd) {
        StringBuilder text = new StringBuilder();
        if (header) {
            text.append(words.length).append(' ').append(vectors[0].length).append(lineEnd);
        }
        for (int i = 0; i < words.length; i++) {
            text.append(words[i]);
            for (float number : vectors[i]) {
                text.append(' ').append(number);
            }
            text.append(lineEnd);
        }
        return text.toString();
    }

    /** word2vec's own program ends each vector with a line feed, gensim does not. */
    public static byte[] binary(String[] words, float[][] vectors, boolean lineFeeds)
            throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write("%d %d\n".formatted(words.length, vectors[0].length).getBytes(UTF_8));
        for (int i = 0; i < words.length; i++) {
            out.write((words[i] + " ").getBytes(UTF_8));
            out.write(floats(vectors[i]));
            if (lineFeeds) {
                out.write('\n');
            }
        }
        return out.toByteArray();
    }

    public static byte[] floats(float... numbers) {
        ByteBuffer bytes =
                ByteBuffer.allocate(Float.BYTES * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float number : numbers) {
            bytes.putFloat(number);
        }
        return bytes.array();
    }

    /** As winkNLP packs them: length and place behind the numbers, and a vector for the others. */
    public static String wink(String[] words, float[][] vectors) {
        int dimension = vectors[0].length;
        StringBuilder json = new StringBuilder();
        json.append(
                "{\"precision\":8,\"l2NormIndex\":%d,\"wordIndex\":%d,"
                        .formatted(dimension, dimension + 1));
        json.append("\"size\":%d,\"dimensions\":%d,\"words\":[".formatted(words.length, dimension));
        json.append("\"").append(String.join("\",\"", words)).append("\"],\"vectors\":{");
        for (int i = 0; i < words.length; i++) {
            json.append(i == 0 ? "" : ",").append("\"").append(words[i]).append("\":[");
            for (float number : vectors[i]) {
                json.append(number).append(',');
            }
            json.append("1.5,").append(i).append(']');
        }
        return json.append("},\"unkVector\":[0,0,-1]}").toString();
    }

    public static byte[] packed(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    /** fastText's .bin; what a test wants otherwise, it changes before it is written. */
    public static final class FastText {

        public int version = 12;
        public int model = 2;
        public int fewest = 3;
        public int most = 6;
        public int buckets;
        public long pruned = -1;
        public boolean quantized;
        final String[] words;
        final long[] counts;
        final float[][] matrix;

        /**
         * @param matrix the words' rows, then those of n-grams
         */
        public FastText(String[] words, long[] counts, float[][] matrix) {
            this.words = words;
            this.counts = counts;
            this.matrix = matrix;
            buckets = matrix.length - words.length;
        }

        public byte[] bytes() throws IOException {
            ByteBuffer bytes = ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
            int dimension = matrix[0].length;
            bytes.putInt(793_712_314).putInt(version);
            bytes.putInt(dimension).putInt(5).putInt(5).putInt(1).putInt(5).putInt(1).putInt(1);
            bytes.putInt(model).putInt(buckets).putInt(fewest).putInt(most).putInt(100);
            bytes.putDouble(1e-4);
            bytes.putInt(words.length).putInt(words.length).putInt(0);
            bytes.putLong(1000).putLong(pruned);
            for (int i = 0; i < words.length; i++) {
                bytes.put(words[i].getBytes(UTF_8)).put((byte) 0);
                bytes.putLong(counts[i]).put((byte) 0);
            }
            bytes.put((byte) (quantized ? 1 : 0));
            bytes.putLong(matrix.length).putLong(dimension);
            for (float[] row : matrix) {
                bytes.put(floats(row));
            }
            bytes.put((byte) 0).putLong(0).putLong(dimension); // the output matrix, not read
            byte[] written = new byte[bytes.position()];
            bytes.flip().get(written);
            return written;
        }
    }
}
