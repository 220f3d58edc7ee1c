package io.github.flinkbert.flink.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.checkpoint.ProblemType;
import io.github.flinkbert.flink.binding.ModelChoice;
import io.github.flinkbert.flink.binding.TaskRequest;
import io.github.flinkbert.flink.option.JobConfigException;
import io.github.flinkbert.flink.task.labels.LabelsTask;
import io.github.flinkbert.flink.task.pairs.PairsTask;
import io.github.flinkbert.task.labels.WindowJoin;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Kafka job's options of labels and pairs. */
class LabelOptionsTest {

    private static KafkaJobConfig job(String tasks, String... options) {
        Map<String, String> all =
                new TreeMap<>(
                        Map.of(
                                "bootstrap-servers", "k:9092",
                                "input-topics", "texts",
                                "output-topic", "enriched",
                                "model", "/models/cased",
                                "tasks", tasks));
        for (int i = 0; i < options.length; i += 2) {
            all.put(options[i], options[i + 1]);
        }
        return KafkaJobConfig.from(all);
    }

    private static List<TaskRequest> requests(String tasks, String... options) {
        return job(tasks, options).asks().requests();
    }

    @Test
    void theNamesOfTheTasksAreEnough() {
        assertThat(requests("pairs,labels")).isEqualTo(List.of(LabelsTask.any(), PairsTask.any()));
    }

    @Test
    void everyOptionArrives() {
        assertThat(
                        requests(
                                "labels,pairs",
                                "labels-model",
                                "e",
                                "labels-model-attribute",
                                "lang",
                                "labels-model-by",
                                "ko=k",
                                "labels-problem-type",
                                "multi-label",
                                "labels-threshold",
                                "0.3",
                                "labels-top",
                                "4",
                                "labels-join",
                                "max",
                                "pairs-model",
                                "p",
                                "pair-with",
                                "a query",
                                "pairs-problem-type",
                                "multi-label",
                                "pairs-threshold",
                                "0.2",
                                "pairs-top",
                                "2",
                                "pairs-long",
                                "windows",
                                "pairs-join",
                                "max"))
                .isEqualTo(
                        List.of(
                                LabelsTask.of(
                                                new ModelChoice.ByAttribute(
                                                        "labels", "lang", Map.of("ko", "k"), "e"))
                                        .withProblemType(ProblemType.MULTI_LABEL)
                                        .withThreshold(0.3)
                                        .withTop(4)
                                        .withJoin(WindowJoin.MAX),
                                PairsTask.of("p")
                                        .with("a query")
                                        .withProblemType(ProblemType.MULTI_LABEL)
                                        .withThreshold(0.2)
                                        .withTop(2)
                                        .withWindows(WindowJoin.MAX)));
        assertThat(
                        requests(
                                "labels,pairs",
                                "candidate-labels",
                                "sport,politics",
                                "hypothesis-template",
                                "It is about {}.",
                                "multi-label",
                                "true",
                                "labels-threshold",
                                "0.7",
                                "pairs-next-sentence",
                                "true",
                                "pair-with",
                                "What comes next."))
                .isEqualTo(
                        List.of(
                                LabelsTask.among("sport", "politics")
                                        .withHypothesis("It is about {}.")
                                        .withMultiLabel(0.7),
                                PairsTask.nextSentence().with("What comes next.")));
    }

    @Test
    void theSecondTextHasAFieldInJson() {
        assertThat(job("pairs").input().jsonFields().inputs())
                .containsEntry(PairsTask.SECOND_TEXT, "secondText");
        assertThat(job("pairs", "json-second-text-field", "passage").input().jsonFields().inputs())
                .containsEntry(PairsTask.SECOND_TEXT, "passage");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "entities | labels-top=2 | labels-top is for the task labels, which is not among"
                        + " tasks",
                "labels | pair-with=q | pair-with is for the task pairs, which is not among tasks",
                "labels | labels-model-by=a=b | labels-model-attribute and labels-model-by belong",
                "pairs | pairs-model-attribute=a | pairs-model-attribute and pairs-model-by belong",
                "labels | multi-label=true | multi-label is for candidate-labels, which is not",
                "pairs | pairs-join=mean | pairs-join is for pairs-long=windows",
                "labels | labels-threshold=-0.1 | labels-threshold must be a probability, 0 to 1"
            })
    void eachFaultHasItsSentence(String tasks, String option, String sentence) {
        String[] parts = option.split("=", 2);

        assertThatThrownBy(() -> job(tasks, parts[0], parts[1]))
                .isInstanceOf(JobConfigException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void theNextSentenceTakesNoOptionOfATrainedModel() {
        assertThatThrownBy(
                        () ->
                                job(
                                        "pairs",
                                        "pairs-next-sentence",
                                        "true",
                                        "pairs-model-attribute",
                                        "lang",
                                        "pairs-model-by",
                                        "ko=k",
                                        "pairs-long",
                                        "windows"))
                .hasMessageContaining("3 faults")
                .hasMessageContaining("pairs-long is for a model that was trained on pairs");
    }
}
