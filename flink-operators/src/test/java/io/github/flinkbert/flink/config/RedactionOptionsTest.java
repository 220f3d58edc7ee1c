package io.github.flinkbert.flink.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.flink.binding.TaskRequest;
import io.github.flinkbert.flink.config.OutputOptions.DeadLetterContent;
import io.github.flinkbert.flink.option.JobConfigException;
import io.github.flinkbert.flink.task.redaction.RedactedOutput;
import io.github.flinkbert.flink.task.redaction.RedactionTask;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.entities.TagEntities;
import io.github.flinkbert.task.redaction.PersonalPattern;
import io.github.flinkbert.task.redaction.Redact;
import io.github.flinkbert.task.redaction.Replacement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Kafka job's options of redaction. */
class RedactionOptionsTest {

    @TempDir private Path temp;

    private static KafkaJobConfig config(String tasks, String... options) {
        Map<String, String> all =
                new TreeMap<>(
                        Map.of(
                                "bootstrap-servers", "k:9092",
                                "input-topics", "texts",
                                "output-topic", "enriched",
                                "model", "/models/cased",
                                "tasks", tasks));
        for (String option : options) {
            String[] parts = option.strip().split("=", 2);
            all.put(parts[0], parts[1]);
        }
        return KafkaJobConfig.from(all);
    }

    private static List<TaskRequest> requests(String... options) {
        return config("redaction", options).asks().requests();
    }

    @Test
    void patternsAloneNeedNoModelForEntities() {
        assertThat(requests("redact-entities=none")).isEqualTo(List.of(RedactionTask.patterns()));
        assertThat(RedactionTask.patterns().everyAsk("?")).isEqualTo(List.of(Redact.usual()));
    }

    @Test
    void everyOptionArrives() throws Exception {
        Path key = Files.writeString(temp.resolve("key"), "0123456789abcdef\n");
        List<Ask<?>> asks =
                requests(
                                "redact-entities=PER,LOC",
                                "redact-patterns=email,phone",
                                "redact-regions=DE",
                                "redact-replacement=pseudonym",
                                "redact-key-file=" + key,
                                "entities-model=ner")
                        .get(0)
                        .everyAsk("?");

        assertThat(asks).hasSize(1);
        Redact ask = (Redact) asks.get(0);
        assertThat(ask.entities().map(TagEntities::model)).contains("ner");
        assertThat(ask.types()).isEqualTo(Set.of("PER", "LOC"));
        assertThat(ask.patterns()).isEqualTo(Set.of(PersonalPattern.EMAIL, PersonalPattern.PHONE));
        assertThat(ask.regions()).isEqualTo(List.of("DE"));
        assertThat(ask.replacement()).isInstanceOf(Replacement.Pseudonym.class);
    }

    @Test
    void allTypesAreAskedForByTheWordAll() {
        assertThat(requests("redact-entities=all")).isEqualTo(List.of(RedactionTask.entities("")));
        assertThat(requests("redact-entities=all", "redact-replacement=cut"))
                .isEqualTo(List.of(RedactionTask.cut(RedactionTask.entities(""))));
    }

    @Test
    void deadLettersHoldNoTextWhereTheOutputHoldsNone() {
        assertThat(config("redaction", "redact-entities=none").output().deadLetterContent())
                .isEqualTo(DeadLetterContent.WHOLE);
        var hidden = config("redaction", "redact-entities=none", "redact-into=text").output();
        assertThat(hidden.deadLetterContent()).isEqualTo(DeadLetterContent.WITHOUT_VALUE);
        assertThat(hidden.redaction())
                .isEqualTo(
                        new RedactedOutput(
                                RedactedOutput.Place.TEXT, RedactedOutput.Offsets.MOVED));
        assertThat(
                        config(
                                        "redaction",
                                        "redact-entities=none",
                                        "redact-into=text",
                                        "dead-letter-content=whole")
                                .output()
                                .deadLetterContent())
                .isEqualTo(DeadLetterContent.WHOLE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "redaction | tasks=redaction | redact-entities must be given for redaction",
                "redaction | redact-entities=all,PER | redact-entities must be all, none or types",
                "redaction | redact-patterns=none,email | redact-patterns must be none or patterns",
                "redaction | redact-patterns=mail | redact-patterns must be one of email, phone,",
                "redaction | redact-regions=KOR | redact-regions: a region of phone numbers must"
                        + " be",
                "redaction | redact-key-file=/k | redact-key-file and redact-replacement=pseudonym",
                "redaction | redact-replacement=pseudonym | belong together, found one of them",
                "redaction | redact-offsets=moved | redact-offsets is for redact-into=text",
                "embedding | redact-entities=all | redact-entities is for the task redaction,"
                        + " which",
                "embedding | redact-into=text | redact-into is for the task redaction, which is"
                        + " not",
                "answers | dead-letter-content=half | dead-letter-content must be one of whole,",
            })
    void eachFaultHasItsSentence(String tasks, String option, String sentence) {
        assertThatThrownBy(() -> config(tasks, option))
                .isInstanceOf(JobConfigException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void lookingForNothingIsRefused() {
        assertThatThrownBy(() -> requests("redact-entities=none", "redact-patterns=none"))
                .isInstanceOf(JobConfigException.class)
                .hasMessageContaining("redaction must look for something");
    }
}
