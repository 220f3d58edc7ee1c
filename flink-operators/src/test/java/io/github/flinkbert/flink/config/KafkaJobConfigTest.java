package io.github.flinkbert.flink.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.flinkbert.BertOptions;
import io.github.flinkbert.checkpoint.AggregationStrategy;
import io.github.flinkbert.checkpoint.LabelHeadKind;
import io.github.flinkbert.checkpoint.Pooling;
import io.github.flinkbert.engine.Precision;
import io.github.flinkbert.failure.TextRejectedException;
import io.github.flinkbert.flink.binding.TaskRequest;
import io.github.flinkbert.flink.binding.TextInput;
import io.github.flinkbert.flink.config.ExecutionOptions.Delivery;
import io.github.flinkbert.flink.config.ExecutionOptions.Order;
import io.github.flinkbert.flink.config.InputOptions.EpochUnit;
import io.github.flinkbert.flink.config.InputOptions.InputFormat;
import io.github.flinkbert.flink.config.InputOptions.TimeConfig;
import io.github.flinkbert.flink.config.SourceOptions.StartFrom;
import io.github.flinkbert.flink.config.SourceOptions.StopAt;
import io.github.flinkbert.flink.option.JobConfigException;
import io.github.flinkbert.flink.option.Option;
import io.github.flinkbert.flink.registry.RegistryConfig;
import io.github.flinkbert.flink.registry.RegistryTls;
import io.github.flinkbert.flink.task.answers.AnswersTask;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.answers.AnswerQuestion;
import io.github.flinkbert.task.embedding.Embed;
import io.github.flinkbert.task.embedding.Layers;
import io.github.flinkbert.task.embedding.Prompt;
import io.github.flinkbert.task.entities.TagEntities;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.description.HtmlFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KafkaJobConfigTest {

    private static final String TEXT = "the text";

    private static final Map<String, String> LEAST =
            Map.of(
                    "bootstrap-servers", "localhost:9092",
                    "input-topics", "texts",
                    "output-topic", "enriched",
                    "model", "/models/cased");

    @Test
    void fewOptionsAreEnough() {
        KafkaJobConfig config = KafkaJobConfig.from(LEAST);

        assertThat(config.source().topics()).contains(List.of("texts"));
        assertThat(config.source().startFrom()).isEqualTo(StartFrom.COMMITTED);
        assertThat(config.output().deadLetterTopic()).isEqualTo("enriched-dead-letters");
        assertThat(config.delivery().delivery()).isEqualTo(Delivery.AT_LEAST_ONCE);
        assertThat(config.async().order()).isEqualTo(Order.ORDERED);
        assertThat(config.async().timeout()).isZero();
        assertThat(asks(config, Optional.empty())).containsExactly(Embed.asReleased());
        assertThat(config.model().checkpoint()).isEqualTo("/models/cased");
        assertThat(config.parallelism()).isEmpty();
    }

    @Test
    void everyOptionArrives() {
        KafkaJobConfig config =
                KafkaJobConfig.from(
                        with(
                                "input-topics", "a, b",
                                "start-from", "timestamp",
                                "start-timestamp", "2026-01-31T12:00:00Z",
                                "stop-at", "timestamp",
                                "stop-timestamp", "2026-02-01T12:00:00Z",
                                "idle-timeout", "0s",
                                "input-format", "avro",
                                "delivery", "exactly-once",
                                "transactional-id-prefix", "mine",
                                "transaction-timeout", "5 min",
                                "checkpoint-interval", "500ms",
                                "order", "unordered",
                                "capacity", "7",
                                "pooling", "max",
                                "layer", "last-four",
                                "normalize", "true",
                                "precision", "bfloat16",
                                "max-positions", "256",
                                "label-head", "texts",
                                "parallelism", "3"));

        assertThat(config.source().topics()).contains(List.of("a", "b"));
        assertThat(config.source().startTimestamp())
                .contains(Instant.parse("2026-01-31T12:00:00Z"));
        assertThat(config.source().stopAt()).isEqualTo(StopAt.TIMESTAMP);
        assertThat(config.input().format()).isEqualTo(InputFormat.AVRO);
        assertThat(config.delivery().transactionTimeout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(config.delivery().checkpointInterval()).contains(Duration.ofMillis(500));
        assertThat(config.async())
                .isEqualTo(
                        new ExecutionOptions.AsyncConfig(
                                Order.UNORDERED,
                                7,
                                Duration.ZERO,
                                OptionalInt.empty(),
                                Duration.ZERO));
        assertThat(asks(config, Optional.empty()))
                .containsExactly(new Embed(Pooling.MAX, Layers.LAST_FOUR, true));
        assertThat(config.model().precision()).isEqualTo(Precision.BFLOAT16);
        assertThat(config.model().maxPositions()).isEqualTo(256);
        assertThat(config.model().labelHead()).contains(LabelHeadKind.TEXTS);
        assertThat(config.parallelism()).hasValue(3);
    }

    @Test
    void allFaultsAreToldAtOnce() {
        JobConfigException e =
                catchThrowableOfType(
                        JobConfigException.class,
                        () ->
                                KafkaJobConfig.from(
                                        Map.of(
                                                "input-topics", "a,,b",
                                                "input-topic-pattern", "[",
                                                "capacity", "0",
                                                "delivery", "twice",
                                                "outptu-topic", "x")));

        assertThat(e.problems())
                .containsExactlyInAnyOrder(
                        "bootstrap-servers is required: Kafka brokers, as host:port,host:port.",
                        "output-topic is required: Topic for enriched texts.",
                        "model is required where no adapters are given: The BERT checkpoint: a"
                            + " folder, a file, a URI, maven:GROUP:ARTIFACT:VERSION, google:NAME or"
                            + " hf:OWNER/NAME[@REVISION]; by default the one that the adapters say"
                            + " they were trained on.",
                        "input-topics must be a list, separated by commas, with no empty member,"
                                + " found \"a,,b\"",
                        "input-topic-pattern must be a regular expression (Unclosed character"
                                + " class), found \"[\"",
                        "capacity must be a whole number of at least 1, found \"0\"",
                        "delivery must be one of at-least-once, exactly-once, found \"twice\"",
                        "outptu-topic is not an option of this job",
                        "exactly one of input-topics and input-topic-pattern is required, found"
                                + " both");
        assertThat(e).hasMessageStartingWith("9 faults in the job's options:");
    }

    @Test
    void adaptersThatShipGoByTheirNamesAndNameTheirCheckpoint() {
        Map<String, String> least = new TreeMap<>(LEAST);
        least.remove("model");
        least.put("tasks", "entities,answers");

        least.put("adapters", "entities-en,qa=answers-en");
        assertThat(KafkaJobConfig.from(least).model())
                .isEqualTo(
                        BertOptions.of(BertOptions.BERT_BASE_CASED)
                                .withAdapters(
                                        Map.of("entities-en", "entities-en", "qa", "answers-en")));

        least.remove("adapters");
        least.put("adapter", "entities-ko");
        assertThat(KafkaJobConfig.from(least).model())
                .isEqualTo(BertOptions.ofAdapters("entities-ko"));
    }

    @Test
    void oneAdapterAndSeveralAreTwoOptions() {
        Map<String, String> both = new TreeMap<>(LEAST);
        both.put("adapter", "entities-en");
        both.put("adapters", "answers-en");

        assertThatThrownBy(() -> KafkaJobConfig.from(both))
                .hasMessageContaining("adapter is for one, adapters for several");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "output-topic=texts | the job would read topic texts, which it writes",
                "dead-letter-topic=texts | the job would read topic texts, which it writes",
                "dead-letter-topic=enriched | must differ",
                "start-from=timestamp | start-timestamp belongs with start-from=timestamp",
                "stop-timestamp=2026-01-31T12:00:00Z | stop-timestamp belongs with",
                "delivery=exactly-once | transactional-id-prefix is required with",
                "kafka.group.id=g | kafka.group.id cannot be passed through: the option group-id",
                "kafka.value.deserializer=x | the job reads and writes bytes",
                "idle-timeout=10 | must be a number with one of the units ms, s, min, h, d",
                "layer=top | layer must be a layer's number (-1 for the last) or last-four",
                "max-output-bytes=100 | must be a whole number of at least 65536",
                "tasks=embedding,dancing | tasks must be one of embedding",
                "null-threshold=NaN | null-threshold must be a finite number",
                "adapters=a= | adapters must be name=folder, or the name of an adapter that ships",
                "adapters=a | adapter a: there is no folder a, and no adapter of that name ships",
                "adapter=entities-fr | those that do: answers-en, answers-ko, emotions-en",
                "entities-model-by=ko | must be value=name, separated by commas, no value twice",
                "answers-model-attribute=l | answers-model-attribute and answers-model-by belong",
                "entities-model-by=ko=k | entities-model-by is for the task entities",
                "questions=Who? | questions is for the task answers, which is not among tasks",
                "start-timestamp=noon | must be an instant of ISO 8601",
                "inference-parallelism=0 | must be a whole number of at least 1",
                "updates-topic=texts | updates-topic must be a topic of its own, found texts twice",
                "updates-topic=enriched | updates-topic must be a topic of its own",
                "updates-key=k | updates-key belongs with updates-topic, which is not given",
                "input-format=avro-confluent | schema-registry-url is required with the format",
                "dead-letter-format=avro-confluent | schema-registry-url is required with the",
                "schema-registry-url=http://r | schema-registry-url is for the format",
                "schema-registry-keystore-password=p | schema-registry-keystore-password is for"
                        + " schema-registry-keystore, which is not given",
                "schema-registry-bearer-token=t | schema-registry-bearer-token is for the format",
                "schema-registry-url=r:8081 | must be of the form http://host:port",
                "time-zone=Berlin | time-zone must be a time zone such as Europe/Berlin, UTC or",
                "cache-size=64 megs | cache-size must be a size in bytes, or with one of the units",
                "cached-texts=-1 | cached-texts must be a whole number of at least 0, found \"-1\"",
                "word-label=any | word-label must be one of as-trained, first-piece",
                "word-label=max | aggregation-strategy is for the task entities, which is not among"
                        + " tasks",
                "checkpoint=/other | model and checkpoint are names of one option: expected model",
                "time-unit=hours | time-unit must be one of seconds, millis",
                "transactional-id-prefix=mine | belongs with delivery=exactly-once, and only with",
                "labels-model=none | labels-model must be the name of a model, found none, which"
                        + " is",
                "transaction-timeout=5min | belongs with delivery=exactly-once, and only with it",
                "inference-off-heap-mebibytes=900 | belongs with inference-resource, which is not",
                "schema-registry-auto-register=no | must be true or false, found \"no\""
            })
    void eachFaultHasItsSentence(String option, String sentence) {
        String[] parts = option.split("=", 2);

        assertThatThrownBy(() -> KafkaJobConfig.from(with(parts[0], parts[1])))
                .isInstanceOf(JobConfigException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void timesOfJsonAreReadAsTheOptionsSay() {
        assertThat(KafkaJobConfig.from(LEAST).input().times()).isEqualTo(TimeConfig.STANDARD);
        assertThat(
                        KafkaJobConfig.from(with("time-zone", "Asia/Seoul", "time-unit", "seconds"))
                                .input()
                                .times())
                .isEqualTo(new TimeConfig(ZoneId.of("Asia/Seoul"), EpochUnit.SECONDS));
        assertThatThrownBy(
                        () -> KafkaJobConfig.from(with("input-format", "avro", "time-zone", "UTC")))
                .hasMessageContaining("time-zone is for input-format=json only");
    }

    @ParameterizedTest
    @CsvSource({
        "input-format=avro, json-text-field=body",
        "input-format=text, json-id-field=key",
        "input-format=avro, json-question-field=ask",
        "input-format=avro, json-second-text-field=passage",
        "input-format=avro, json-time-field=at"
    })
    void fieldsOfJsonAreForJson(String format, String field) {
        String[] form = format.split("=", 2);
        String[] named = field.split("=", 2);

        assertThatThrownBy(() -> KafkaJobConfig.from(with(form[0], form[1], named[0], named[1])))
                .hasMessageContaining(named[0] + " is for input-format=json only");
    }

    @ParameterizedTest
    @CsvSource({"device,cpu,but device=cpu has none", "inference-resource,gpu,assigns devices"})
    void anIndexOfADeviceThatCannotBeChosenIsRefused(String option, String value, String why) {
        assertThatThrownBy(() -> KafkaJobConfig.from(with("device-index", "1", option, value)))
                .hasMessageContaining(why);
        assertThatCode(() -> KafkaJobConfig.from(with("device-index", "0", option, value)))
                .doesNotThrowAnyException();
    }

    @Test
    void aRegistryIsAskedOverTlsWithATokenAsTheOptionsSay() {
        Map<String, String> options =
                with(
                        "input-format", "avro-confluent",
                        "schema-registry-url", "https://r",
                        "schema-registry-bearer-token", "token",
                        "schema-registry-truststore", "trusted.pem",
                        "schema-registry-keystore", "own.p12",
                        "schema-registry-keystore-password", "secret");

        assertThat(KafkaJobConfig.from(options).input().registry())
                .isEqualTo(
                        new RegistryConfig(
                                List.of("https://r"),
                                "",
                                "token",
                                new RegistryTls("trusted.pem", "", "own.p12", "secret"),
                                true));
        options.put("schema-registry-user-info", "me:secret");
        assertThatThrownBy(() -> KafkaJobConfig.from(options))
                .hasMessageContaining("are two ways to say who asks: expected one of them");
    }

    @Test
    void aTextAloneHasNoAttributesToChooseAModel() {
        assertThatThrownBy(
                        () ->
                                KafkaJobConfig.from(
                                        with(
                                                "input-format", "text",
                                                "tasks", "entities",
                                                "entities-model", "one",
                                                "entities-model-attribute", "language",
                                                "entities-model-by", "ko=other")))
                .hasMessageContaining(
                        "entities-model-attribute is for texts with attributes, which"
                                + " input-format=text does not bring");
    }

    @Test
    void aTextIsAskedItsOwnQuestionAndTheStandingOnes() {
        KafkaJobConfig config =
                KafkaJobConfig.from(
                        with(
                                "tasks", "entities,answers",
                                "adapters", "ner=/a/ner, qa=/a/qa",
                                "answers-model", "qa",
                                "questions", "Who, and when?|Where?",
                                "null-threshold", "-1.5"));

        assertThat(config.model().adapters())
                .containsExactlyInAnyOrderEntriesOf(Map.of("ner", "/a/ner", "qa", "/a/qa"));
        assertThat(asks(config, Optional.of("Why?")))
                .containsExactly(
                        new TagEntities("", AggregationStrategy.AS_TRAINED),
                        answer("Why?"),
                        answer("Who, and when?"),
                        answer("Where?"));
    }

    @Test
    void aPatternDoesNotReadTheTopicOfUpdates() {
        Map<String, String> options =
                with("input-topic-pattern", "mo.*|texts", "updates-topic", "models");
        options.remove("input-topics");

        assertThatThrownBy(() -> KafkaJobConfig.from(options))
                .hasMessageContaining(
                        "updates-topic must be a topic of its own, but input-topic-pattern matches"
                                + " models");
        options.put("updates-topic", "other-models");
        assertThatCode(() -> KafkaJobConfig.from(options)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"answers,a question,questions", "pairs,a second text,pair-with"})
    void aValueThatIsOnlyATextNeedsAnOptionForWhatATaskTakesBesideIt(
            String task, String missing, String option) {
        Map<String, String> texts = with("tasks", task, "input-format", "text");

        assertThatThrownBy(() -> KafkaJobConfig.from(texts))
                .hasMessageContaining(
                        "the task %s needs %s, which input-format=text does not bring: expected"
                                        .formatted(task, missing)
                                + " another input-format, or the option "
                                + option);
        texts.put(option, "Who?");
        assertThatCode(() -> KafkaJobConfig.from(texts)).doesNotThrowAnyException();
        assertThatCode(() -> KafkaJobConfig.from(with("tasks", task))).doesNotThrowAnyException();
    }

    @Test
    void spacesAroundNamesAndWhatTheyNameDoNotCount() {
        KafkaJobConfig config =
                KafkaJobConfig.from(
                        with(
                                "tasks", "entities",
                                "adapters", " ner = /a/ner , entities-en ",
                                "entities-model-attribute", "language",
                                "entities-model-by", " ko = ner , en= entities-en"));

        assertThat(config.model().adapters())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("ner", "/a/ner", "entities-en", "entities-en"));
        assertThat(models(config.asks().requests().get(0), Map.of("language", "ko")))
                .containsExactly("ner");
        assertThat(models(config.asks().requests().get(0), Map.of("language", "en")))
                .containsExactly("entities-en");
    }

    @Test
    void anAttributeChoosesTheModel() {
        AskConfig asks =
                KafkaJobConfig.from(
                                with(
                                        "tasks", "entities,answers",
                                        "questions", "Who?",
                                        "entities-model-attribute", "language",
                                        "entities-model-by", "ko=entities-ko,en=entities-en",
                                        "answers-model", "qa",
                                        "answers-model-attribute", "language",
                                        "answers-model-by", "ko=qa-ko"))
                        .asks();

        TaskRequest entities = asks.requests().get(0);
        TaskRequest answers = asks.requests().get(1);
        assertThat(models(entities, Map.of("language", "ko"))).containsExactly("entities-ko");
        assertThat(models(answers, Map.of("language", "ko"))).containsExactly("qa-ko");
        assertThat(models(answers, Map.of("language", "fr"))).containsExactly("qa");
        assertThat(models(answers, Map.of())).containsExactly("qa");
        assertThatThrownBy(() -> models(entities, Map.of("language", "secret")))
                .isInstanceOf(TextRejectedException.class)
                .hasMessage(
                        "the attribute language chooses no model for entities: found another value,"
                                + " expected one of en, ko");
        assertThatThrownBy(() -> models(entities, Map.of()))
                .hasMessageContaining("found no such attribute, expected one of en, ko");
        assertThat(asks.everyAsk("probe"))
                .extracting(
                        ask ->
                                ask instanceof AnswerQuestion answer
                                        ? answer.model() + " " + answer.question()
                                        : ((TagEntities) ask).model())
                .containsExactly(
                        "entities-en",
                        "entities-ko",
                        "qa probe",
                        "qa Who?",
                        "qa-ko probe",
                        "qa-ko Who?");
    }

    private static List<String> models(TaskRequest request, Map<String, String> attributes) {
        return request.asks(TextInput.of(TEXT).with(attributes)).stream()
                .map(
                        ask ->
                                ask instanceof AnswerQuestion answer
                                        ? answer.model()
                                        : ((TagEntities) ask).model())
                .toList();
    }

    @Test
    void ofTextsForWhichNoneIsChosenNothingIsAsked() {
        AskConfig asks =
                KafkaJobConfig.from(
                                with(
                                        "tasks", "embedding,entities,answers",
                                        "entities-model", "none",
                                        "entities-model-attribute", "lang",
                                        "entities-model-by", "en=entities-en",
                                        "answers-model-attribute", "lang",
                                        "answers-model-by", "en=answers-en,ko=none"))
                        .asks();

        TextInput text = asking(Optional.of("Who?"));
        assertThat(asks.asks(text.with(Map.of("lang", "ko")))).containsExactly(Embed.asReleased());
        assertThat(asks.asks(text.with(Map.of("lang", "en")))).hasSize(3);
        assertThat(asks.everyAsk("probe")).hasSize(3);
    }

    @Test
    void whatIsNotSaidOfTheEmbeddingIsTheReleasesOwn() {
        Optional<Pooling> releases = Optional.empty();
        Optional<Boolean> asWithThatPooling = Optional.empty();

        assertThat(embedding()).isEqualTo(Embed.asReleased());
        assertThat(embedding("normalize", "false"))
                .isEqualTo(new Embed(releases, Layers.LAST, Optional.of(false)));
        assertThat(embedding("pooling", "mean"))
                .isEqualTo(new Embed(Optional.of(Pooling.MEAN), Layers.LAST, asWithThatPooling));
        assertThat(embedding("layer", "2"))
                .isEqualTo(new Embed(releases, Layers.layer(2), asWithThatPooling));
        assertThat(embedding("prompt", "query: "))
                .isEqualTo(Embed.asReleased().with(Prompt.of("query: ")));
        assertThat(embedding("prompt", "")).isEqualTo(Embed.asReleased().with(Prompt.none()));
        assertThat(embedding("prompt-name", "query", "dimensions", "16"))
                .isEqualTo(Embed.asReleased().with(Prompt.named("query")).withDimensions(16));
        assertThatThrownBy(() -> embedding("prompt-name", "query", "prompt", "query: "))
                .isInstanceOf(JobConfigException.class)
                .hasMessageContaining("prompt is a prompt itself and prompt-name the name of one");
    }

    private static Ask<?> embedding(String... options) {
        return KafkaJobConfig.from(with(options)).asks().asks(TextInput.of(TEXT)).get(0);
    }

    @Test
    void adaptersThatNameNoCheckpointNeedOne() {
        Map<String, String> options = with("adapters", "ner=/there/is/none");
        options.remove("model");

        assertThatThrownBy(() -> KafkaJobConfig.from(options))
                .isInstanceOf(JobConfigException.class)
                .hasMessageContaining("model is not given: ")
                .hasMessageContaining("/there/is/none");
    }

    private static List<Ask<?>> asks(KafkaJobConfig config, Optional<String> question) {
        return config.asks().asks(asking(question));
    }

    private static TextInput asking(Optional<String> question) {
        return TextInput.of(TEXT).with(AnswersTask.QUESTION, question.stream().toList());
    }

    private static Ask<?> answer(String question) {
        return new AnswerQuestion("qa", question, 1, 30, OptionalDouble.of(-1.5));
    }

    @Test
    void aPatternMustNotMatchWhatTheJobWrites() {
        Map<String, String> options = with("input-topic-pattern", ".*");
        options.remove("input-topics");

        assertThatThrownBy(() -> KafkaJobConfig.from(options))
                .hasMessageContaining("the job would read topic enriched-dead-letters");
    }

    @Test
    void aTransactionOutlivesACheckpoint() {
        assertThatThrownBy(
                        () ->
                                KafkaJobConfig.from(
                                        with(
                                                "delivery", "exactly-once",
                                                "transactional-id-prefix", "mine",
                                                "checkpoint-interval", "20min")))
                .hasMessageContaining("transaction-timeout must be longer than");
    }

    @Test
    void bertsOwnPoolerStandsOnTheLastLayer() {
        assertThatThrownBy(() -> KafkaJobConfig.from(with("pooling", "cls-pooler", "layer", "3")))
                .hasMessageContaining("layer must be -1");
    }

    @Test
    void kafkasPropertiesPassThroughAndStaySecret() {
        KafkaJobConfig config =
                KafkaJobConfig.from(
                        with(
                                "kafka.sasl.jaas.config", "password=hunter2",
                                "source.kafka.fetch.max.bytes", "1",
                                "sink.kafka.linger.ms", "5"));

        assertThat(config.kafkaProperties().sourceProperties())
                .containsEntry("sasl.jaas.config", "password=hunter2")
                .containsEntry("fetch.max.bytes", "1")
                .doesNotContainKey("linger.ms");
        assertThat(config.kafkaProperties().sinkProperties())
                .containsEntry("sasl.jaas.config", "password=hunter2")
                .containsEntry("linger.ms", "5");
        assertThat(config.toString()).contains("sasl.jaas.config").doesNotContain("hunter2");
    }

    @Test
    void aMisspeltSecretIsNotRepeated() {
        assertThatThrownBy(() -> KafkaJobConfig.from(with("kafak.ssl.key.password", "hunter2")))
                .hasMessageContaining("kafak.ssl.key.password is not an option")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void everyOptionIsListedOnceUnderAKebabCaseKeyWithADefaultThatItTakes() throws Exception {
        assertThat(JobOptions.ALL)
                .flatExtracting(Option::keys)
                .doesNotHaveDuplicates()
                .allMatch(key -> key.matches("[a-z]+(-[a-z]+)*"));
        for (var field : JobOptions.class.getFields()) {
            if (field.get(null) instanceof Option<?> option) {
                assertThat(JobOptions.ALL).contains(option);
                option.defaultText().ifPresent(text -> option.parser().parse(text));
            }
        }
    }

    @Test
    void optionsAreReadUnderTheNamesThatTheyHadBefore() {
        Map<String, String> old = with("tasks", "embedding,entities", "word-label", "max");
        old.put("checkpoint", old.remove("model"));
        KafkaJobConfig config =
                KafkaJobConfig.from(
                        with("tasks", "embedding,entities", "aggregation-strategy", "max"));

        assertThat(KafkaJobConfig.from(old)).isEqualTo(config);
        assertThat(config.model().checkpoint()).isEqualTo("/models/cased");
        assertThat(asks(config, Optional.empty()))
                .contains(new TagEntities("", AggregationStrategy.MAX));
    }

    @Test
    void theOldAndTheNewNameOfAnOptionMaySayTheSame() {
        assertThat(KafkaJobConfig.from(with("checkpoint", "/models/cased")))
                .isEqualTo(KafkaJobConfig.from(LEAST));
    }

    @Test
    void twoValuesOfOneOptionAreOneFaultThatRepeatsNeither() {
        JobConfigException e =
                catchThrowableOfType(
                        JobConfigException.class,
                        () -> KafkaJobConfig.from(with("checkpoint", "/models/other")));

        assertThat(e.problems())
                .containsExactly(
                        "model and checkpoint are names of one option: expected model alone, found"
                                + " them with different values");
    }

    @Test
    void theCacheIsBoundInBytesOrAsBeforeInTexts() {
        assertThat(KafkaJobConfig.from(LEAST).model().cacheBytes()).isZero();
        assertThat(KafkaJobConfig.from(with("cache-size", "64 mb")).model().cacheBytes())
                .isEqualTo(64 << 20);
        assertThat(KafkaJobConfig.from(with("cache-size", "1000")).model().cacheBytes())
                .isEqualTo(1000);
        assertThat(KafkaJobConfig.from(with("cached-texts", "1000")).model())
                .isEqualTo(BertOptions.of("/models/cased").withCachedTexts(1000));
        assertThatThrownBy(
                        () ->
                                KafkaJobConfig.from(
                                        with("cache-size", "64mb", "cached-texts", "1000")))
                .hasMessageContaining(
                        "cache-size and cached-texts say the same in bytes and in texts: expected"
                                + " cache-size alone, found both");
    }

    /** Where Flink has the type of an option, it reads a text as the job does. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cache-size | 64 mb",
                "cache-size | 1gb",
                "idle-timeout | 5 min",
                "idle-timeout | 500ms",
                "idle-timeout | 2d",
                "capacity | 7",
                "xla | true",
                "null-threshold | -0.5",
                "output-topic | enriched",
                "checkpoint | /models/cased",
                "aggregation-strategy | first-piece"
            })
    void flinkReadsAnOptionAsTheJobDoes(String key, String text) {
        Option<?> option =
                JobOptions.ALL.stream().filter(o -> o.keys().contains(key)).findFirst().get();
        Object flinks = Configuration.fromMap(Map.of(key, text)).get(option.definition());

        assertThat(flinks).isEqualTo(flinks instanceof String ? text : option.parser().parse(text));
    }

    @Test
    void anOptionIsDefinedForFlinkWithItsDefaultAndDescription() {
        for (Option<?> option : JobOptions.ALL) {
            Object standard = option.definition().defaultValue();
            String description = new HtmlFormatter().format(option.definition().description());

            assertThat(option.definition().hasDefaultValue())
                    .isEqualTo(option.defaultText().isPresent());
            option.defaultText()
                    .ifPresent(
                            text -> assertThat(standard).isIn(text, option.parser().parse(text)));
            assertThat(description).isNotBlank();
        }
    }

    private static Map<String, String> with(String... keysAndValues) {
        Map<String, String> options = new HashMap<>(LEAST);
        for (int i = 0; i < keysAndValues.length; i += 2) {
            options.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return options;
    }

    @Test
    void aDeadlineIsShorterThanTheTimeoutThatFailsTheJob() {
        Map<String, String> options = new TreeMap<>(LEAST);
        options.put("deadline", "5s");
        assertThat(KafkaJobConfig.from(options).async().deadline())
                .isEqualTo(Duration.ofSeconds(5));
        options.put("async-timeout", "5s");
        assertThatThrownBy(() -> KafkaJobConfig.from(options))
                .isInstanceOf(JobConfigException.class)
                .hasMessageContaining("deadline must be shorter than async-timeout");
    }
}
