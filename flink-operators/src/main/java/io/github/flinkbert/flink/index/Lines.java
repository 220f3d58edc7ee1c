package io.github.flinkbert.flink.index;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The lines of a stream, without what ends them: a line feed, or one behind a carriage return. */
final class Lines implements Closeable {

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int start;
    private int end;

    Lines(InputStream in) {
        this.in = in;
    }

    /**
     * @return null behind the last one
     */
    byte @Nullable [] next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(0);
        boolean any = false;
        while (start < end || fill()) {
            any = true;
            for (int i = start; i < end; i++) {
                if (buffer[i] == '\n') {
                    line.write(buffer, start, i - start);
                    start = i + 1;
                    return withoutReturn(line.toByteArray());
                }
            }
            line.write(buffer, start, end - start);
            start = end;
        }
        return any ? withoutReturn(line.toByteArray()) : null;
    }

    private boolean fill() throws IOException {
        start = 0;
        end = Math.max(0, in.read(buffer));
        return end > 0;
    }

    private static byte[] withoutReturn(byte[] line) {
        int last = line.length - 1;
        return last >= 0 && line[last] == '\r' ? Arrays.copyOf(line, last) : line;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
