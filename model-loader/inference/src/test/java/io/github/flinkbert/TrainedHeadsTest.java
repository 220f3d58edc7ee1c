package io.github.flinkbert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.checkpoint.Activation;
import io.github.flinkbert.checkpoint.AdapterMiniature;
import io.github.flinkbert.checkpoint.AggregationStrategy;
import io.github.flinkbert.checkpoint.BertConfig;
import io.github.flinkbert.checkpoint.CacheInTempFolder;
import io.github.flinkbert.checkpoint.CasingChoice;
import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import io.github.flinkbert.checkpoint.TrainedMiniature;
import io.github.flinkbert.encoder.Miniatures;
import io.github.flinkbert.engine.BatchReport;
import io.github.flinkbert.engine.EngineListener;
import io.github.flinkbert.engine.Precision;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.Results;
import io.github.flinkbert.task.answers.Answer;
import io.github.flinkbert.task.answers.AnswerQuestion;
import io.github.flinkbert.task.answers.Answers;
import io.github.flinkbert.task.embedding.Embed;
import io.github.flinkbert.task.entities.Entities;
import io.github.flinkbert.task.entities.Entity;
import io.github.flinkbert.task.entities.TagEntities;
import io.github.flinkbert.testing.RandomSeed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Entities and answers from every form that trained heads come in, against plain Java. */
@Timeout(120)
class TrainedHeadsTest {

    /** Around the borders of windows of 62 pieces, and of windows beside a question. */
    private static final int[] LENGTHS = {0, 1, 2, 5, 40, 60, 61, 62, 63, 64, 108, 109, 200};

    private static final String WHO = "who was in the end?";

    @RegisterExtension final CacheInTempFolder cache = new CacheInTempFolder();
    @TempDir Path temp;

    private final BertConfig config = Miniatures.config(2, Activation.GELU_TANH);
    private final MiniatureCheckpoint base =
            new MiniatureCheckpoint(config, Miniatures.PIECES, Miniatures.weights(config, 5));
    private final TrainedMiniature trained = TrainedMiniature.of(base, 6);

    @Test
    void googlesFineTunedCheckpointHasBothHeads() throws IOException {
        try (Bert bert = open(trained.asGoogle(temp.resolve("google")), Map.of())) {
            assertAgrees(bert, reference(bert, config), "", "");
        }
    }

    @Test
    void huggingFacesTokenClassificationLabels() throws IOException {
        try (Bert bert = open(trained.asTokenClassification(temp.resolve("ner")), Map.of())) {
            ReferenceDecoding reference = reference(bert, huggingFace());
            for (int length : LENGTHS) {
                String text = text(length);
                TagEntities ask = entities("", AggregationStrategy.FIRST_PIECE);
                ReferenceDecoding.assertSame(bert.ask(text, ask), reference.entities(text, ask));
            }
        }
    }

    @Test
    void aHeadForWholeTextsIsNeverAskedForEntities() throws IOException {
        Path folder = trained.asTokenClassification(temp.resolve("texts"));
        Path config = folder.resolve("config.json");
        String settings = Files.readString(config);
        for (String[] each :
                new String[][] {
                    {"\"BertForSequenceClassification\"", "it has a head for whole texts (labels"},
                    {"", "is for tokens or for whole texts, which its files do not say"},
                }) {
            Files.writeString(
                    config,
                    settings.replace("\"BertForTokenClassification\"", each[0])
                            .replaceFirst("\"id2label\": \\{[^}]*\\}", "\"label2id\": null"));
            try (Bert bert = open(folder, Map.of())) {
                assertThat(TagEntities.models(bert.heads())).isEmpty();
                assertThatThrownBy(
                                () ->
                                        bert.ask(
                                                "the",
                                                entities("", AggregationStrategy.FIRST_PIECE)))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining(each[1]);
            }
        }
    }

    @Test
    void huggingFacesQuestionAnsweringAnswers() throws IOException {
        try (Bert bert = open(trained.asQuestionAnswering(temp.resolve("qa")), Map.of())) {
            ReferenceDecoding reference = reference(bert, huggingFace());
            for (int length : LENGTHS) {
                String text = text(length);
                AnswerQuestion ask = question("", WHO, OptionalDouble.of(0));
                ReferenceDecoding.assertSame(bert.ask(text, ask), reference.answers(text, ask));
            }
        }
    }

    /** From layer 0, where all of it is the adapter's own; from the top layer; a head alone. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void adaptersAnswerAsTheirMergedModelsWould(int fromLayer) throws IOException {
        AdapterMiniature ner = adapter("ner", AdapterMiniature.Task.TOKEN_CLS, fromLayer);
        AdapterMiniature qa = adapter("qa", AdapterMiniature.Task.QUESTION_ANS, 2 - fromLayer);
        Map<String, String> both =
                Map.of("names", ner.location().toString(), "qa", qa.location().toString());
        try (Bert bert = open(base.writeTo(temp.resolve("base")), both)) {
            ReferenceDecoding labels =
                    new ReferenceDecoding(config, ner.merged(), bert.tokenizer());
            ReferenceDecoding answers =
                    new ReferenceDecoding(config, qa.merged(), bert.tokenizer());
            for (int length : LENGTHS) {
                String text = text(length);
                TagEntities tags = entities("names", AggregationStrategy.AVERAGE);
                AnswerQuestion question = question("qa", WHO, OptionalDouble.empty());
                Results results = bert.ask(text, List.of(tags, question));
                ReferenceDecoding.assertSame(results.get(tags), labels.entities(text, tags));
                ReferenceDecoding.assertSame(
                        results.get(question), answers.answers(text, question));
            }
        }
    }

    @Test
    void adaptersOfOneTrunkAreToldApartByName() throws IOException {
        Map<String, AdapterMiniature> adapters = new LinkedHashMap<>();
        Map<String, String> folders = new LinkedHashMap<>();
        for (String name : List.of("entities-en", "entities-ko", "entities-ja")) {
            int fromLayer = adapters.size();
            adapters.put(name, adapter(name, AdapterMiniature.Task.TOKEN_CLS, fromLayer));
            folders.put(name, adapters.get(name).location().toString());
        }
        String text = text(50);
        try (Bert bert = open(base.writeTo(temp.resolve("base")), folders)) {
            for (var each : adapters.entrySet()) {
                TagEntities ask = entities(each.getKey(), AggregationStrategy.FIRST_PIECE);
                ReferenceDecoding reference =
                        new ReferenceDecoding(config, each.getValue().merged(), bert.tokenizer());
                ReferenceDecoding.assertSame(bert.ask(text, ask), reference.entities(text, ask));
            }
        }
    }

    @Test
    void anEmbeddingAndEntitiesOfOneTextShareOneRunOfTheTrunk() throws IOException {
        AdapterMiniature ner = adapter("ner", AdapterMiniature.Task.TOKEN_CLS, 1);
        Map<String, String> adapters = Map.of("ner", ner.location().toString());
        try (Bert plain = open(base.writeTo(temp.resolve("base")), Map.of());
                Bert bert = open(temp.resolve("base"), adapters)) {
            List<BatchReport> reports = new CopyOnWriteArrayList<>();
            EngineListener listener =
                    new EngineListener() {
                        @Override
                        public void ran(BatchReport report) {
                            reports.add(report);
                        }
                    };
            String text = text(50);
            float[] before = plain.embed(text);
            bert.addListener(listener);
            Results results =
                    bert.ask(
                            text,
                            List.of(Embed.mean(), entities("", AggregationStrategy.FIRST_PIECE)));
            bert.removeListener(listener);

            assertThat(reports)
                    .singleElement()
                    .matches(r -> r.sequences() == 1 && r.branches() == 2)
                    .matches(r -> r.trunkRunsSaved() == 1);
            assertThat(results.get(Embed.mean()).vector()).isEqualTo(before);
        }
    }

    @Test
    void severalQuestionsToOneTextAreAnsweredEachForItself() throws IOException {
        try (Bert bert = open(trained.asGoogle(temp.resolve("google")), Map.of())) {
            String text = text(150);
            List<AnswerQuestion> asks = new ArrayList<>();
            for (String question : List.of("who?", "the end of what?", "in", "who?")) {
                asks.add(question("", question, OptionalDouble.of(-2)));
            }
            Results results = bert.ask(text, asks);
            for (AnswerQuestion ask : asks) {
                ReferenceDecoding.assertSame(
                        results.get(ask), reference(bert, config).answers(text, ask));
            }
            assertThat(results.get(asks.get(0))).isEqualTo(results.get(asks.get(3)));
            assertThat(results.asks()).containsExactlyElementsOf(asks.subList(0, 3));
        }
    }

    /** The engine is shared with an instance whose files are gone; labels are no weights. */
    @Test
    void labelsAreThoseOfTheCheckpointThatWasNamed() throws IOException {
        Path first = trained.asTokenClassification(temp.resolve("first"));
        Path second = trained.asTokenClassification(temp.resolve("second"));
        Path settings = second.resolve("config.json");
        Files.writeString(settings, Files.readString(settings).replace("-PER", "-ORG"));
        try (Bert before = open(first, Map.of())) {
            Files.delete(first.resolve("model.safetensors"));
            try (Bert bert = open(second, Map.of())) {
                TagEntities ask = entities("", AggregationStrategy.FIRST_PIECE);
                assertThat(bert.ask(text(40), ask).entities())
                        .isNotEmpty()
                        .allMatch(entity -> entity.label().equals("ORG"));
                assertThat(before.ask(text(40), ask).entities())
                        .allMatch(entity -> entity.label().equals("PER"));
                assertThat(bert.model().digest()).isNotEqualTo(before.model().digest());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(CasingChoice.class)
    void entitiesAndAnswersAreStretchesOfTheTextAsWritten(CasingChoice casing) throws Exception {
        Path folder =
                casing == CasingChoice.AS_RELEASED
                        ? trained.asTokenClassification(temp.resolve("ner"))
                        : trained.asGoogle(temp.resolve("google"));
        Random random = RandomSeed.random(7);
        int found = 0;
        try (Bert bert = open(folder, Map.of(), casing)) {
            TagEntities tags = entities("", AggregationStrategy.MAX);
            AnswerQuestion question = question("", WHO, OptionalDouble.empty());
            List<Ask<?>> asks = new ArrayList<>(List.of(tags));
            if (casing != CasingChoice.AS_RELEASED) {
                asks.add(question);
            }
            for (int i = 0; i < 150; i++) {
                String text = strange(random);
                Results results = bert.ask(text, asks);
                found += assertStretches(text, results.get(tags));
                if (asks.contains(question)) {
                    assertStretches(text, results.get(question));
                    found++;
                }
            }
        }
        assertThat(found).isGreaterThan(300);
    }

    /** How many there are. */
    private static int assertStretches(String text, Entities entities) {
        int end = 0;
        for (Entity entity : entities.entities()) {
            assertThat(text.substring(entity.start(), entity.end())).isEqualTo(entity.text());
            assertThat(entity.text()).isNotEmpty();
            assertThat(entity.start()).isGreaterThanOrEqualTo(end);
            end = entity.end();
        }
        return entities.entities().size();
    }

    private static void assertStretches(String text, Answers answers) {
        for (Answer answer : answers.answers()) {
            assertThat(text.substring(answer.start(), answer.end())).isEqualTo(answer.text());
        }
    }

    /** Emoji, families of them, combining accents, Chinese, Hangul in letters, no-break spaces. */
    private static String strange(Random random) {
        String[] bits = {
            "the",
            "Jose\u0301",
            "\uD83D\uDE00",
            "\uD83D\uDC68\u200D\uD83D\uDC69",
            "中国人",
            "서울",
            "\u1112\u1161\u11AB",
            "U.S.-based",
            "e\u0301\u0323",
            "\uD83C\uDDF0\uD83C\uDDF7",
            "Ǆ",
            "\uD800",
            "İstanbul",
            "ﬁn",
            "「東京」",
            "\u0301",
            "was"
        };
        String[] gaps = {" ", "", "\u00A0", "\n", "", "\u3000"};
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(90); left > 0; left--) {
            text.append(bits[random.nextInt(bits.length)]).append(gaps[random.nextInt(6)]);
        }
        return text.toString();
    }

    private void assertAgrees(
            Bert bert, ReferenceDecoding reference, String labelling, String answering) {
        for (int length : LENGTHS) {
            String text = text(length);
            for (AggregationStrategy aggregation : AggregationStrategy.values()) {
                TagEntities tags = entities(labelling, aggregation);
                AnswerQuestion question = question(answering, WHO, OptionalDouble.empty());
                Results results = bert.ask(text, List.of(tags, question, Embed.mean()));
                ReferenceDecoding.assertSame(results.get(tags), reference.entities(text, tags));
                ReferenceDecoding.assertSame(
                        results.get(question), reference.answers(text, question));
            }
        }
    }

    private ReferenceDecoding reference(Bert bert, BertConfig shape) {
        return new ReferenceDecoding(shape, trained.weights(), bert.tokenizer());
    }

    /** As {@code HuggingFaceMiniature} says in its config.json. */
    private static BertConfig huggingFace() {
        return Miniatures.config(2, Activation.GELU_ERF);
    }

    private AdapterMiniature adapter(String name, AdapterMiniature.Task task, int fromLayer)
            throws IOException {
        return AdapterMiniature.write(
                temp.resolve(name), base, "base", task, fromLayer, name.hashCode());
    }

    private static Bert open(Path checkpoint, Map<String, String> adapters) {
        return open(checkpoint, adapters, CasingChoice.CASED);
    }

    private static Bert open(Path checkpoint, Map<String, String> adapters, CasingChoice casing) {
        return Bert.open(
                BertOptions.of(checkpoint.toString())
                        .withCasing(casing)
                        .withAdapters(adapters)
                        .withPrecision(Precision.FLOAT32));
    }

    private static TagEntities entities(String model, AggregationStrategy aggregation) {
        return new TagEntities(model, aggregation, false);
    }

    private static AnswerQuestion question(
            String model, String question, OptionalDouble nullThreshold) {
        return new AnswerQuestion(model, question, 5, 8, nullThreshold);
    }

    /** About so many pieces, in words of one to four. */
    private static String text(int pieces) {
        String[] words = {"the", "Bonn", "of", "is", "Uli,", "on", "x9"};
        int[] sizes = {1, 4, 1, 1, 4, 1, 2};
        StringBuilder text = new StringBuilder();
        int left = pieces;
        for (int i = 0; left > 0; i++) {
            int word = (i * i + i / 3) % words.length;
            int next = sizes[word] <= left ? word : 0;
            text.append(words[next]).append(i % 5 == 4 ? "\n" : " ");
            left -= sizes[next];
        }
        return text.toString();
    }
}
