package io.github.flinkbert.console.tasks;

import io.github.flinkbert.console.task.PageTask;
import io.github.flinkbert.console.task.answers.AnswersPageTask;
import io.github.flinkbert.console.task.chunks.ChunksPageTask;
import io.github.flinkbert.console.task.duplicates.DuplicatesPageTask;
import io.github.flinkbert.console.task.embedding.EmbeddingPageTask;
import io.github.flinkbert.console.task.embedding.QuantizedPageTask;
import io.github.flinkbert.console.task.entities.EntitiesPageTask;
import io.github.flinkbert.console.task.labels.LabelsPageTask;
import io.github.flinkbert.console.task.language.LanguagePageTask;
import io.github.flinkbert.console.task.masks.MasksPageTask;
import io.github.flinkbert.console.task.pairs.PairsPageTask;
import java.util.List;
import org.apache.flink.annotation.Internal;

/** The tasks that the page knows: the one list of them. */
@Internal
public final class PageTasks {

    private PageTasks() {}

    /** For a page of its own: tasks keep what they saw. */
    public static List<PageTask> create() {
        return List.of(
                new EmbeddingPageTask(),
                new MasksPageTask(),
                new EntitiesPageTask(),
                new AnswersPageTask(),
                new LabelsPageTask(),
                new PairsPageTask(),
                new ChunksPageTask(),
                new LanguagePageTask(),
                new QuantizedPageTask(),
                new DuplicatesPageTask());
    }
}
