package io.github.flinkbert.console.tasks;

import io.github.flinkbert.console.task.PageTask;
import io.github.flinkbert.console.task.answers.AnswersTask;
import io.github.flinkbert.console.task.embedding.EmbeddingTask;
import io.github.flinkbert.console.task.entities.EntitiesTask;
import io.github.flinkbert.console.task.labels.LabelsTask;
import io.github.flinkbert.console.task.masks.MasksTask;
import io.github.flinkbert.console.task.pairs.PairsTask;
import java.util.List;

/** The tasks that the page knows: the one list of them. */
public final class PageTasks {

    private PageTasks() {}

    /** For a page of its own: tasks keep what they saw. */
    public static List<PageTask> create() {
        return List.of(
                new EmbeddingTask(),
                new MasksTask(),
                new EntitiesTask(),
                new AnswersTask(),
                new LabelsTask(),
                new PairsTask());
    }
}
