package io.github.flinkbert.flink.config;

import io.github.flinkbert.flink.binding.ModelChoice;
import io.github.flinkbert.flink.binding.TaskKey;
import io.github.flinkbert.flink.binding.TaskRequest;
import io.github.flinkbert.flink.binding.TextInput;
import io.github.flinkbert.flink.option.Option;
import io.github.flinkbert.flink.option.OptionTypes;
import io.github.flinkbert.flink.option.Settings;
import io.github.flinkbert.flink.task.Tasks;
import io.github.flinkbert.flink.task.answers.AnswersTask;
import io.github.flinkbert.flink.task.embedding.EmbeddingTask;
import io.github.flinkbert.flink.task.entities.EntitiesTask;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.embedding.Embed;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** What is asked of each text, one request a task. Travels with the job. */
public record AskConfig(List<TaskRequest> requests) implements Serializable {

    public AskConfig {
        requests = List.copyOf(requests);
        for (TaskRequest request : requests) {
            if (!Tasks.has(request.task())) {
                throw new IllegalArgumentException(
                        "there is no task %s, expected one of %s"
                                .formatted(request.task(), Tasks.names(Tasks.ALL.stream())));
            }
        }
        if (requests.stream().map(TaskRequest::task).distinct().count() < requests.size()) {
            throw new IllegalArgumentException(
                    "each task is asked once, found "
                            + requests.stream().map(TaskRequest::task).toList());
        }
    }

    /** These. */
    public static AskConfig of(TaskRequest... requests) {
        return new AskConfig(List.of(requests));
    }

    static AskConfig from(Settings settings) {
        return from(settings, settings.get(TaskOptions.TASKS));
    }

    static AskConfig from(Settings settings, List<Task> tasks) {
        return new AskConfig(tasks.stream().sorted().map(task -> request(settings, task)).toList());
    }

    private static TaskRequest request(Settings settings, Task task) {
        return switch (task) {
            case EMBEDDING ->
                    EmbeddingTask.of(
                            new Embed(
                                    settings.find(TaskOptions.POOLING),
                                    settings.get(TaskOptions.LAYER),
                                    settings.find(TaskOptions.NORMALIZE)));
            case ENTITIES ->
                    EntitiesTask.of(
                            choice(
                                    settings,
                                    Task.ENTITIES,
                                    TaskOptions.ENTITIES_MODEL,
                                    TaskOptions.ENTITIES_MODEL_ATTRIBUTE,
                                    TaskOptions.ENTITIES_MODEL_BY),
                            settings.get(TaskOptions.WORD_LABEL));
            case ANSWERS ->
                    AnswersTask.of(
                            choice(
                                    settings,
                                    Task.ANSWERS,
                                    TaskOptions.ANSWERS_MODEL,
                                    TaskOptions.ANSWERS_MODEL_ATTRIBUTE,
                                    TaskOptions.ANSWERS_MODEL_BY),
                            settings.find(TaskOptions.QUESTIONS).orElse(List.of()),
                            settings.get(TaskOptions.N_BEST),
                            settings.get(TaskOptions.MAX_ANSWER_PIECES),
                            settings.find(TaskOptions.NULL_THRESHOLD)
                                    .map(OptionalDouble::of)
                                    .orElseGet(OptionalDouble::empty));
        };
    }

    private static ModelChoice choice(
            Settings settings,
            Task task,
            Option<String> model,
            Option<String> attribute,
            Option<Map<String, String>> by) {
        String named = settings.find(model).orElse(null);
        return settings.find(attribute)
                .<ModelChoice>map(
                        key ->
                                new ModelChoice.ByAttribute(
                                        OptionTypes.kebab(task), key, settings.get(by), named))
                .orElseGet(() -> new ModelChoice.Fixed(named == null ? "" : named));
    }

    /** Which tasks are asked. */
    public List<TaskKey<?>> tasks() {
        return requests.stream().<TaskKey<?>>map(TaskRequest::task).toList();
    }

    /**
     * All that is asked of one text.
     *
     * @throws io.github.flinkbert.failure.TextRejectedException if no model is chosen for the text
     */
    public List<Ask<?>> asks(TextInput input) {
        return requests.stream().<Ask<?>>flatMap(task -> task.asks(input).stream()).toList();
    }

    /**
     * All that can be asked of any text, of every model that can be chosen.
     *
     * @param probe stands for what texts bring with them
     */
    public List<Ask<?>> everyAsk(String probe) {
        return requests.stream().<Ask<?>>flatMap(task -> task.everyAsk(probe).stream()).toList();
    }
}
