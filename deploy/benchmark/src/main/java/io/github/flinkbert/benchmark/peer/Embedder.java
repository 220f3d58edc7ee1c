package io.github.flinkbert.benchmark.peer;

import io.github.flinkbert.benchmark.usage.Spent;
import java.io.IOException;
import java.util.List;
import org.apache.flink.annotation.Internal;

/** Somebody who turns texts into vectors. Used by one thread. */
@Internal
public interface Embedder extends AutoCloseable {

    /** For tables. */
    String name();

    /** What its weights and products are in. */
    default NumberFormatName format() {
        return NumberFormatName.FLOAT32;
    }

    /**
     * Embeds the texts and times it; what a peer's users would do beforehand is left out of the
     * time.
     *
     * @return one vector a text, in the order of the texts
     */
    Spent.Done<List<float[]>> embed(List<String> texts) throws Exception;

    /** Tokens of a text that are read, special tokens included; the rest is cut off. */
    default int mostTokens() {
        return 512;
    }

    /** Frees what is loaded. */
    @Override
    void close() throws IOException;
}
