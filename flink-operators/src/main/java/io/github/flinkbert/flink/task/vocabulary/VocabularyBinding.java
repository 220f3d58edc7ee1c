package io.github.flinkbert.flink.task.vocabulary;

import io.github.flinkbert.flink.binding.ResultFormat;
import io.github.flinkbert.flink.binding.Summary;
import io.github.flinkbert.flink.binding.TaskBinding;
import io.github.flinkbert.flink.binding.TaskKey;
import io.github.flinkbert.schemas.EnrichedText;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.Results;
import io.github.flinkbert.task.vocabulary.CountUnknown;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.flink.annotation.Internal;

/** What the Flink side knows of {@link VocabularyTask}. Nobody asks for it by an option. */
@Internal
public final class VocabularyBinding implements TaskBinding<Float> {

    @Override
    public TaskKey<Float> key() {
        return VocabularyTask.KEY;
    }

    @Override
    public Class<? extends Ask<?>> reads() {
        return CountUnknown.class;
    }

    @Override
    public Optional<Float> gather(Results results) {
        return results.asks().stream()
                .filter(CountUnknown.class::isInstance)
                .map(CountUnknown.class::cast)
                .filter(ask -> results.get(ask).many(ask.threshold()))
                .map(ask -> results.get(ask).share())
                .findFirst();
    }

    @Override
    public ResultFormat<Float> format() {
        return new VocabularyFormat();
    }

    @Override
    public Summary<Float> summary() {
        return new VocabularySummary();
    }

    @Override
    public boolean hasField() {
        return true;
    }

    @Override
    public Optional<BiConsumer<EnrichedText.Builder, Float>> field() {
        return Optional.of(EnrichedText.Builder::setUnknownPieces);
    }
}
