package io.github.flinkbert.cli.terminal;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.apache.flink.annotation.Internal;

/**
 * What a command reads and writes, UTF-8 whatever the locale.
 *
 * @param in standard input
 * @param out standard output: results and nothing else
 * @param err standard error: progress and what goes wrong, for people
 */
@Internal
public record Streams(InputStream in, OutputStream out, PrintWriter err) {

    /** Bytes gathered before a write; results are flushed earlier whenever nothing else waits. */
    private static final int BUFFER = 1 << 16;

    /** Buffers the given streams. */
    public static Streams utf8(InputStream in, OutputStream out, OutputStream err) {
        return new Streams(
                new BufferedInputStream(in, BUFFER),
                new BufferedOutputStream(out, BUFFER),
                new PrintWriter(new OutputStreamWriter(err, StandardCharsets.UTF_8), true));
    }

    /** Standard output as text, for what people read: help, summaries. */
    public PrintWriter text() {
        return new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), true);
    }

    /** Writes out what is buffered; a reader that has gone away is no failure any more. */
    public void flush() {
        err.flush();
        try {
            out.flush();
        } catch (IOException e) {
            // The reader has closed its end: there is nobody left to tell.
        }
    }
}
