package io.github.flinkbert.flink.config;

import io.github.flinkbert.flink.binding.InputField;
import io.github.flinkbert.flink.binding.TaskBinding;
import io.github.flinkbert.flink.binding.TaskKey;
import io.github.flinkbert.flink.binding.TaskRequest;
import io.github.flinkbert.flink.binding.TextInput;
import io.github.flinkbert.flink.option.Settings;
import io.github.flinkbert.flink.task.Tasks;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.vocabulary.UnknownPieces;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.annotation.PublicEvolving;

/**
 * What is asked of each text, one request a task. Travels with the job.
 *
 * @param unknownThreshold the share of a text's pieces that are {@code [UNK]} from which on it is
 *     marked as one that the model hardly reads, above 0 and up to 1
 */
@PublicEvolving
public record AskConfig(List<TaskRequest> requests, double unknownThreshold)
        implements Serializable {

    /** With {@link UnknownPieces#MANY}. */
    public AskConfig(List<TaskRequest> requests) {
        this(requests, UnknownPieces.MANY);
    }

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
        requests.forEach(request -> requireRead(request, request.everyAsk("?")));
    }

    /** These. */
    public static AskConfig of(TaskRequest... requests) {
        return new AskConfig(List.of(requests));
    }

    /** What the Kafka job's options ask for, in the order in which tasks are listed. */
    static AskConfig from(Settings settings) {
        List<String> names = settings.get(TaskOptions.TASKS);
        return from(
                settings, Tasks.OF_JOB.stream().filter(task -> names.contains(task.key().name())));
    }

    /** What the options of these tasks ask for. */
    static AskConfig from(Settings settings, Stream<TaskBinding<?>> tasks) {
        return new AskConfig(
                tasks.flatMap(task -> task.settings().stream())
                        .map(task -> task.request(settings))
                        .toList(),
                settings.get(TaskOptions.UNKNOWN_THRESHOLD));
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
        List<Ask<?>> asks = new ArrayList<>();
        for (TaskRequest request : requests) {
            List<Ask<?>> wanted = request.asks(input);
            requireRead(request, wanted);
            asks.addAll(wanted);
        }
        return asks;
    }

    /** What the tasks take beside a text. */
    public List<InputField> inputs() {
        return requests.stream()
                .flatMap(request -> binding(request).inputs().stream())
                .distinct()
                .toList();
    }

    private static TaskBinding<?> binding(TaskRequest request) {
        return Tasks.named(request.task().name()).orElseThrow();
    }

    /** A result that the task does not read would be computed and then dropped. */
    private static void requireRead(TaskRequest request, List<Ask<?>> asks) {
        Class<?> read = binding(request).reads();
        for (Ask<?> ask : asks) {
            if (!read.isInstance(ask)) {
                throw new IllegalArgumentException(
                        ("%s asks for %s under the task %s, which reads results of %s alone:"
                                        + " expected a request that the task itself makes")
                                .formatted(
                                        request.getClass().getName(),
                                        ask.getClass().getSimpleName(),
                                        request.task(),
                                        read.getSimpleName()));
            }
        }
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
