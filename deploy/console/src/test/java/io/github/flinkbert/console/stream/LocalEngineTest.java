package io.github.flinkbert.console.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.Bert;
import io.github.flinkbert.BertOptions;
import io.github.flinkbert.checkpoint.CasingChoice;
import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class LocalEngineTest {

    @Test
    void theFillIsThatOfTheJobsBatchesAlone(@TempDir Path folder) throws Exception {
        MiniatureCheckpoint.of(MiniatureCheckpoint.smallVocabulary(), 3).writeTo(folder);
        BertOptions options = BertOptions.of(folder.toString()).withCasing(CasingChoice.CASED);
        LocalEngine engine = new LocalEngine();
        try (Bert job = Bert.open(options);
                Bert page = Bert.open(options)) {
            engine.listenBeside(page);
            page.embed("a text that somebody tries");
            assertThat(engine.second().fillPercent()).isNaN();
            job.embed("a text of the job");
            assertThat(engine.second().fillPercent()).isBetween(1.0, 100.0);
        }
    }
}
