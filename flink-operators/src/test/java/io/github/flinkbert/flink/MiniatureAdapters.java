package io.github.flinkbert.flink;

import io.github.flinkbert.BertOptions;
import io.github.flinkbert.broker.TestBroker;
import io.github.flinkbert.checkpoint.AdapterMiniature;
import io.github.flinkbert.checkpoint.CasingChoice;
import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import io.github.flinkbert.engine.Precision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Adapters over one miniature checkpoint, and jobs and models of them.
 *
 * @param folder for the checkpoint and the adapters
 */
record MiniatureAdapters(Path folder, MiniatureCheckpoint base) {

    static MiniatureAdapters in(Path folder) throws IOException {
        MiniatureAdapters adapters =
                new MiniatureAdapters(
                        folder, MiniatureCheckpoint.of(MiniatureCheckpoint.smallVocabulary(), 1));
        adapters.base.writeTo(adapters.checkpoint());
        return adapters;
    }

    private Path checkpoint() {
        return folder.resolve("base");
    }

    /**
     * Writes an adapter that changes the last layer.
     *
     * @return its location
     */
    String write(AdapterMiniature.Task task, long seed) throws IOException {
        return AdapterMiniature.write(
                        folder.resolve("adapter-" + seed),
                        base,
                        checkpoint().toString(),
                        task,
                        base.config().layers() - 1,
                        seed)
                .location()
                .toString();
    }

    /**
     * @param adapters names to locations
     */
    static BertOptions options(Map<String, String> adapters) {
        return BertOptions.ofAdapters(adapters)
                .withCasing(CasingChoice.CASED)
                .withPrecision(Precision.FLOAT32);
    }

    /** A job with the settings of {@link #options}, which gets its adapters by an option. */
    static JobRun job(TestBroker broker, String topic) {
        return new JobRun(broker, topic)
                .without("checkpoint")
                .with("casing", "cased")
                .with("precision", "float32");
    }
}
