package io.github.flinkbert.location;

import org.apache.flink.annotation.PublicEvolving;

/** Hears how far long work on files has come. */
@FunctionalInterface
@PublicEvolving
public interface ProgressListener {

    /**
     * @param what what is being done, for people
     * @param totalBytes its size, or -1 where it is not known
     */
    Work begin(String what, long totalBytes);

    /** A piece of work under way; closed when it is done or given up. */
    interface Work extends AutoCloseable {
        void advance(long bytes);

        @Override
        void close();
    }

    /** Tells nobody: what a library does unless it is asked. */
    static ProgressListener silent() {
        return (what, total) ->
                new Work() {
                    @Override
                    public void advance(long bytes) {}

                    @Override
                    public void close() {}
                };
    }
}
