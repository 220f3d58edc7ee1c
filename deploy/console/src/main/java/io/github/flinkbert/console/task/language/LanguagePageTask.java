package io.github.flinkbert.console.task.language;

import io.github.flinkbert.console.task.PageTask;
import io.github.flinkbert.console.task.RecordField;
import io.github.flinkbert.console.task.Trial;
import io.github.flinkbert.task.language.DetectLanguage;
import io.github.flinkbert.task.language.TextLanguage;
import java.util.Optional;
import org.apache.flink.annotation.Internal;

/** Languages of the stream's texts, and of one that is tried. */
@Internal
public final class LanguagePageTask implements PageTask {

    @Override
    public Optional<RecordField<?>> field() {
        return Optional.of(new LanguageField());
    }

    /** Shows {@code language}. */
    @Override
    public void ask(Trial trial) {
        trial.show("language", "");
        trial.ask(
                new DetectLanguage(), (TextLanguage found) -> trial.show("language", found.code()));
    }
}
