package io.github.flinkbert.flink.task;

import io.github.flinkbert.flink.binding.InputField;
import io.github.flinkbert.flink.binding.TaskBinding;
import io.github.flinkbert.flink.binding.TaskKey;
import io.github.flinkbert.flink.task.answers.AnswersBinding;
import io.github.flinkbert.flink.task.answers.AnswersTask;
import io.github.flinkbert.flink.task.chunks.ChunksBinding;
import io.github.flinkbert.flink.task.duplicates.DuplicatesBinding;
import io.github.flinkbert.flink.task.embedding.EmbeddingBinding;
import io.github.flinkbert.flink.task.embedding.QuantizedBinding;
import io.github.flinkbert.flink.task.entities.EntitiesBinding;
import io.github.flinkbert.flink.task.labels.LabelsBinding;
import io.github.flinkbert.flink.task.language.LanguageBinding;
import io.github.flinkbert.flink.task.masks.MasksBinding;
import io.github.flinkbert.flink.task.pairs.PairsBinding;
import io.github.flinkbert.flink.task.redaction.RedactionBinding;
import io.github.flinkbert.flink.task.vocabulary.VocabularyBinding;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.annotation.Internal;

/** All tasks there are, each named once. A new one is a package, and a line here. */
@Internal
public final class Tasks {

    private static final TaskBinding<?> EMBEDDING = new EmbeddingBinding();
    private static final TaskBinding<?> ENTITIES = new EntitiesBinding();
    private static final TaskBinding<?> ANSWERS = new AnswersBinding();
    private static final TaskBinding<?> UNKNOWN = new VocabularyBinding();

    /** In the order in which options, columns and results are listed. */
    public static final List<TaskBinding<?>> ALL =
            List.of(
                    EMBEDDING,
                    ENTITIES,
                    ANSWERS,
                    new MasksBinding(),
                    new LabelsBinding(),
                    new PairsBinding(),
                    new ChunksBinding(),
                    new LanguageBinding(),
                    UNKNOWN,
                    new QuantizedBinding(),
                    new DuplicatesBinding(),
                    new RedactionBinding());

    /**
     * Whose results enriched values of layouts 1 and 2 hold, in their order, whether they were
     * asked or not. No later task is among them.
     */
    public static final List<TaskBinding<?>> OF_EARLY_LAYOUTS =
            List.of(EMBEDDING, ENTITIES, ANSWERS);

    /** Whose result enriched values of layout 2 hold last. */
    public static final TaskBinding<?> LAST_OF_LAYOUT_2 = UNKNOWN;

    /** Those that the Kafka job asks where its options say so. */
    public static final List<TaskBinding<?>> OF_JOB =
            ALL.stream().filter(task -> task.settings().isPresent() && task.hasField()).toList();

    /** What texts may bring with them. */
    public static final List<InputField> INPUTS =
            ALL.stream().flatMap(task -> task.inputs().stream()).distinct().toList();

    /** What texts in flight of layout 1 bring. */
    public static final InputField INPUT_OF_LAYOUT_1 = AnswersTask.QUESTION;

    private static final Map<String, TaskBinding<?>> BY_NAME =
            ALL.stream()
                    .collect(
                            Collectors.toUnmodifiableMap(
                                    task -> task.key().name(), Function.identity()));

    private Tasks() {}

    /** The task of a name. */
    public static Optional<TaskBinding<?>> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** Whether it is one of those here. */
    public static boolean has(TaskKey<?> key) {
        return named(key.name()).filter(task -> task.key() == key).isPresent();
    }

    /** Names of tasks, in the order in which they are listed. */
    public static String names(Stream<TaskBinding<?>> tasks) {
        return tasks.map(task -> task.key().name()).collect(Collectors.joining(", "));
    }
}
