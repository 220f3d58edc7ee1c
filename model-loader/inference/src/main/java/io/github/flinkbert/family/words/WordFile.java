package io.github.flinkbert.family.words;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.flinkbert.location.CacheFolder;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * A file of word vectors, recognised by how it begins.
 *
 * @param packed whether it is gzip's
 */
record WordFile(Path path, Kind kind, boolean packed) {

    /** Forms of such files. */
    enum Kind {
        FASTTEXT("fastText .bin"),
        WORD2VEC("word2vec binary"),
        TEXT_WITH_HEADER("word2vec or fastText text"),
        TEXT("GloVe text"),
        WINK("winkNLP JSON");

        private final String description;

        Kind(String description) {
            this.description = description;
        }
    }

    private static final int HEAD = 1 << 18;
    private static final int BUFFER = 1 << 16;
    private static final String UNPACKED = "words-1";

    /** The file, where it is one of word vectors. */
    static Optional<WordFile> of(Path path) throws IOException {
        byte[] head = head(Files.newInputStream(path));
        boolean packed = head.length > 2 && (head[0] & 0xFF) == 0x1F && (head[1] & 0xFF) == 0x8B;
        if (packed) {
            try {
                head = head(new GZIPInputStream(Files.newInputStream(path)));
            } catch (IOException e) {
                return Optional.empty(); // no gzip after all, or none that can be read
            }
        }
        byte[] begin = head;
        return kind(begin).map(kind -> new WordFile(path, kind, packed));
    }

    private static byte[] head(InputStream opened) throws IOException {
        try (InputStream in = opened) {
            return in.readNBytes(HEAD);
        }
    }

    private static Optional<Kind> kind(byte[] head) {
        ByteBuffer numbers = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
        if (head.length >= Integer.BYTES && numbers.getInt() == FastTextReader.MAGIC) {
            return Optional.of(Kind.FASTTEXT);
        }
        int lineEnd = lineEnd(head, 0);
        if (Header.of(head, 0, lineEnd) != null) {
            return Optional.of(
                    isText(head, Math.min(lineEnd + 1, head.length))
                            ? Kind.TEXT_WITH_HEADER
                            : Kind.WORD2VEC);
        }
        if (head.length > 0 && head[0] == '{') {
            return isWink(head) ? Optional.of(Kind.WINK) : Optional.empty();
        }
        return isWordAndNumbers(head, lineEnd) ? Optional.of(Kind.TEXT) : Optional.empty();
    }

    private static int lineEnd(byte[] head, int from) {
        int end = from;
        while (end < head.length && head[end] != '\n') {
            end++;
        }
        return end;
    }

    /** Whether what is behind the first word is nothing but printable characters of a number. */
    private static boolean isText(byte[] head, int from) {
        int end = lineEnd(head, from);
        int at = Fields.end(head, from, end, 1);
        while (at < end && ((head[at] >= ' ' && head[at] < 0x7F) || head[at] == '\t')) {
            at++;
        }
        return at == end || (at == end - 1 && head[at] == '\r');
    }

    /** Two numbers at least, so that a list of words with their counts is no table of vectors. */
    private static boolean isWordAndNumbers(byte[] head, int lineEnd) {
        int end = lineEnd > 0 && head[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
        int fields = Fields.count(head, 0, end);
        if (fields < 3 || Fields.isGap(head[0])) {
            return false;
        }
        for (int field = 1; field < fields; field++) {
            int from = Fields.end(head, 0, end, field) + 1;
            int to = Fields.end(head, 0, end, field + 1);
            if (Float.isNaN(Decimal.parse(head, from, to))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isWink(byte[] head) {
        Set<String> telling = Set.of("vectors", "l2NormIndex", "wordIndex");
        try (JsonParser json = JsonReader.factory().createParser(head)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                if (telling.contains(json.currentName())) {
                    return json.nextToken() != null;
                }
                json.nextToken();
                json.skipChildren();
            }
            return false;
        } catch (IOException e) {
            return false; // what is behind the head is not known
        }
    }

    /** For people. */
    String description() {
        return kind.description + (packed ? ", packed" : "");
    }

    /**
     * @param digest the file's, under which a packed one is kept unpacked if it is to be mapped
     * @throws io.github.flinkbert.failure.CheckpointException if it is malformed
     */
    WordVectors read(CacheFolder cache, String digest) throws IOException {
        String name = path.getFileName().toString();
        return switch (kind) {
            case FASTTEXT -> FastTextReader.read(name, mappable(cache, digest));
            case WORD2VEC -> BinaryReader.read(name, mappable(cache, digest));
            case TEXT, TEXT_WITH_HEADER -> {
                try (InputStream in = open()) {
                    yield TextReader.read(
                            name,
                            in,
                            packed ? OptionalLong.empty() : OptionalLong.of(Files.size(path)));
                }
            }
            case WINK -> {
                try (InputStream in = open()) {
                    yield JsonReader.read(name, in);
                }
            }
        };
    }

    private InputStream open() throws IOException {
        InputStream in = Files.newInputStream(path);
        return packed ? new GZIPInputStream(in, BUFFER) : new BufferedInputStream(in, BUFFER);
    }

    private Path mappable(CacheFolder cache, String digest) {
        if (!packed) {
            return path;
        }
        return cache.entry(
                        UNPACKED,
                        digest,
                        folder -> {
                            try (InputStream in = open()) {
                                var unused = Files.copy(in, folder.resolve("vectors"));
                            }
                        })
                .resolve("vectors");
    }
}
