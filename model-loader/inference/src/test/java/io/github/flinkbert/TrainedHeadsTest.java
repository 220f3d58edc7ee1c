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
import io.github.flinkbert.task.Reply;
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
                Ask.TagEntities ask = entities("", AggregationStrategy.FIRST_PIECE);
                ReferenceDecoding.assertSame(
                        bert.ask(text, ask).get(0), reference.entities(text, ask));
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
                assertThat(bert.entityModels()).isEmpty();
                assertThatThrownBy(() -> bert.ask("the", entities("", AggregationStrategy.FIRST_PIECE)))
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
                Ask.AnswerQuestion ask = question("", WHO, OptionalDouble.of(0));
                ReferenceDecoding.assertSame(
                        bert.ask(text, ask).get(0), reference.answers(text, ask));
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
                Ask.TagEntities tags = entities("names", AggregationStrategy.AVERAGE);
                Ask.AnswerQuestion question = question("qa", WHO, OptionalDouble.empty());
                List<Reply> replies = bert.ask(text, tags, question);
                ReferenceDecoding.assertSame(replies.get(0), labels.entities(text, tags));
                ReferenceDecoding.assertSame(replies.get(1), answers.answers(text, question));
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
                Ask.TagEntities ask = entities(each.getKey(), AggregationStrategy.FIRST_PIECE);
                ReferenceDecoding reference =
                        new ReferenceDecoding(config, each.getValue().merged(), bert.tokenizer());
                ReferenceDecoding.assertSame(
                        bert.ask(text, ask).get(0), reference.entities(text, ask));
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
            List<Reply> replies =
                    bert.ask(text, Ask.Embed.mean(), entities("", AggregationStrategy.FIRST_PIECE));
            bert.removeListener(listener);

            assertThat(reports)
                    .singleElement()
                    .matches(r -> r.sequences() == 1 && r.branches() == 2)
                    .matches(r -> r.trunkRunsSaved() == 1);
            assertThat(((Reply.Embedding) replies.get(0)).vector()).isEqualTo(before);
        }
    }

    @Test
    void severalQuestionsToOneTextAreAnsweredEachForItself() throws IOException {
        try (Bert bert = open(trained.asGoogle(temp.resolve("google")), Map.of())) {
            String text = text(150);
            List<Ask> asks = new ArrayList<>();
            for (String question : List.of("who?", "the end of what?", "in", "who?")) {
                asks.add(question("", question, OptionalDouble.of(-2)));
            }
            List<Reply> replies = bert.ask(text, asks.toArray(Ask[]::new));
            for (int i = 0; i < asks.size(); i++) {
                Ask.AnswerQuestion ask = (Ask.AnswerQuestion) asks.get(i);
                ReferenceDecoding.assertSame(
                        replies.get(i), reference(bert, config).answers(text, ask));
            }
            assertThat(replies.get(0)).isEqualTo(replies.get(3));
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
                Ask ask = entities("", AggregationStrategy.FIRST_PIECE);
                assertThat(((Reply.Entities) bert.ask(text(40), ask).get(0)).entities())
                        .isNotEmpty()
                        .allMatch(entity -> entity.label().equals("ORG"));
                assertThat(((Reply.Entities) before.ask(text(40), ask).get(0)).entities())
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
        Random random = new Random(7);
        int found = 0;
        try (Bert bert = open(folder, Map.of(), casing)) {
            List<Ask> asks = new ArrayList<>(List.of(entities("", AggregationStrategy.MAX)));
            if (casing != CasingChoice.AS_RELEASED) {
                asks.add(question("", WHO, OptionalDouble.empty()));
            }
            for (int i = 0; i < 150; i++) {
                String text = strange(random);
                for (Reply reply : bert.ask(text, asks.toArray(Ask[]::new))) {
                    found += assertStretches(text, reply);
                }
            }
        }
        assertThat(found).isGreaterThan(300);
    }

    private static int assertStretches(String text, Reply reply) {
        if (reply instanceof Reply.Entities entities) {
            int end = 0;
            for (Reply.Entity entity : entities.entities()) {
                assertThat(text.substring(entity.start(), entity.end())).isEqualTo(entity.text());
                assertThat(entity.text()).isNotEmpty();
                assertThat(entity.start()).isGreaterThanOrEqualTo(end);
                end = entity.end();
            }
            return entities.entities().size();
        }
        for (Reply.Answer answer : ((Reply.Answers) reply).answers()) {
            assertThat(text.substring(answer.start(), answer.end())).isEqualTo(answer.text());
        }
        return 1;
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
            for (AggregationStrategy wordLabel : AggregationStrategy.values()) {
                Ask.TagEntities tags = entities(labelling, wordLabel);
                Ask.AnswerQuestion question = question(answering, WHO, OptionalDouble.empty());
                List<Reply> replies = bert.ask(text, tags, question, Ask.Embed.mean());
                ReferenceDecoding.assertSame(replies.get(0), reference.entities(text, tags));
                ReferenceDecoding.assertSame(replies.get(1), reference.answers(text, question));
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

    private static Ask.TagEntities entities(String model, AggregationStrategy wordLabel) {
        return new Ask.TagEntities(model, wordLabel, false);
    }

    private static Ask.AnswerQuestion question(
            String model, String question, OptionalDouble nullThreshold) {
        return new Ask.AnswerQuestion(model, question, 5, 8, nullThreshold);
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
