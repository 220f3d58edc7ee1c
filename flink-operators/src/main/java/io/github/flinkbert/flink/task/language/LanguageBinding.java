package io.github.flinkbert.flink.task.language;

import io.github.flinkbert.flink.binding.OutputColumn;
import io.github.flinkbert.flink.binding.ResultFormat;
import io.github.flinkbert.flink.binding.ScalarType;
import io.github.flinkbert.flink.binding.Summary;
import io.github.flinkbert.flink.binding.TaskBinding;
import io.github.flinkbert.flink.binding.TaskKey;
import io.github.flinkbert.flink.binding.TaskSettings;
import io.github.flinkbert.flink.binding.Watched;
import io.github.flinkbert.schemas.EnrichedText;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.Results;
import io.github.flinkbert.task.language.DetectLanguage;
import io.github.flinkbert.task.language.TextLanguage;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.flink.annotation.Internal;

/** What the Flink side knows of {@link LanguageTask}. */
@Internal
public final class LanguageBinding implements TaskBinding<TextLanguage> {

    @Override
    public TaskKey<TextLanguage> key() {
        return LanguageTask.KEY;
    }

    @Override
    public Optional<TaskSettings> settings() {
        return Optional.of(new LanguageSettings());
    }

    @Override
    public Class<? extends Ask<?>> reads() {
        return DetectLanguage.class;
    }

    @Override
    public Optional<TextLanguage> gather(Results results) {
        return TaskBinding.resultsOf(DetectLanguage.class, results).findFirst();
    }

    @Override
    public ResultFormat<TextLanguage> format() {
        return new LanguageFormat();
    }

    @Override
    public Summary<TextLanguage> summary() {
        return new LanguageSummary();
    }

    @Override
    public boolean hasField() {
        return true;
    }

    @Override
    public Optional<BiConsumer<EnrichedText.Builder, TextLanguage>> field() {
        return Optional.of(
                (text, language) ->
                        text.setLanguage(language.code()).setLanguageScore(language.score()));
    }

    @Override
    public List<OutputColumn<TextLanguage>> columns() {
        return List.of(
                OutputColumn.scalar("language", ScalarType.STRING, TextLanguage::code),
                OutputColumn.scalar("language_score", ScalarType.FLOAT, TextLanguage::score));
    }

    @Override
    public void watch(TextLanguage language, Watched watched) {
        watched.label(key().name(), language.code());
        watched.score(key().name(), language.score());
    }
}
