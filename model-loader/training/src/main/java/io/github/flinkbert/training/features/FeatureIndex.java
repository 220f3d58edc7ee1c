package io.github.flinkbert.training.features;

import io.github.flinkbert.location.FileDigests;
import io.github.flinkbert.text.Sequence;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where each sequence's hidden states lie, in tokens from the file's beginning. On disk an entry is
 * half a SHA-256 of the sequence and its number of tokens; they lie one after another, as the
 * hidden states do.
 */
final class FeatureIndex implements AutoCloseable {

    private record Key(long upper, long lower) {}

    private static final int ENTRY = 2 * Long.BYTES + Integer.BYTES;

    private final FileChannel file;
    private final Map<Key, Long> places = new HashMap<>();
    private final MessageDigest digest = FileDigests.sha256();
    private long entries;
    private long end;

    private FeatureIndex(FileChannel file) {
        this.file = file;
    }

    /**
     * @param tokens how many the file of hidden states holds: entries beyond are forgotten
     */
    static FeatureIndex open(Path path, long tokens) throws IOException {
        FileChannel file =
                FileChannel.open(
                        path,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        FeatureIndex index = new FeatureIndex(file);
        ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(file.size() / ENTRY * ENTRY));
        int read = 0;
        while (all.hasRemaining() && read >= 0) {
            read = file.read(all);
        }
        all.flip();
        while (all.remaining() >= ENTRY) {
            Key key = new Key(all.getLong(), all.getLong());
            int length = all.getInt();
            if (index.end + length > tokens) {
                break;
            }
            index.note(key, length);
        }
        file.truncate(index.entries * ENTRY);
        return index;
    }

    private void note(Key key, int length) {
        places.put(key, end);
        end += length;
        entries++;
    }

    /** One past the last token that is kept. */
    long end() {
        return end;
    }

    Optional<Long> find(Sequence sequence) {
        return Optional.ofNullable(places.get(key(sequence)));
    }

    /** Adds sequences whose hidden states have been written from {@link #end} on. */
    void add(List<Sequence> sequences) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(sequences.size() * ENTRY);
        long position = entries * ENTRY;
        for (Sequence sequence : sequences) {
            Key key = key(sequence);
            bytes.putLong(key.upper()).putLong(key.lower()).putInt(sequence.length());
            note(key, sequence.length());
        }
        bytes.flip();
        while (bytes.hasRemaining()) {
            position += file.write(bytes, position);
        }
    }

    private Key key(Sequence sequence) {
        ByteBuffer bytes = ByteBuffer.allocate((sequence.length() + 1) * Integer.BYTES);
        bytes.putInt(sequence.secondSegmentAt());
        for (int token = 0; token < sequence.length(); token++) {
            bytes.putInt(sequence.id(token));
        }
        ByteBuffer hash = ByteBuffer.wrap(digest.digest(bytes.array()));
        return new Key(hash.getLong(), hash.getLong());
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
