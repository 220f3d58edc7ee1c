package io.github.flinkbert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.checkpoint.Activation;
import io.github.flinkbert.checkpoint.AdapterMiniature;
import io.github.flinkbert.checkpoint.AdapterMiniature.Task;
import io.github.flinkbert.checkpoint.AggregationStrategy;
import io.github.flinkbert.checkpoint.CacheInTempFolder;
import io.github.flinkbert.checkpoint.CasingChoice;
import io.github.flinkbert.checkpoint.GoogleCheckpointWriter;
import io.github.flinkbert.checkpoint.Head;
import io.github.flinkbert.checkpoint.LabelHeadKind;
import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import io.github.flinkbert.checkpoint.TrainedMiniature;
import io.github.flinkbert.encoder.Miniatures;
import io.github.flinkbert.engine.Precision;
import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.answers.AnswerQuestion;
import io.github.flinkbert.task.answers.Answers;
import io.github.flinkbert.task.entities.Entities;
import io.github.flinkbert.task.entities.TagEntities;
import io.github.flinkbert.tensor.ArrayWeights;
import io.github.flinkbert.tensor.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;

@Timeout(60)
class HeadRegistryTest {

    private static final Ask<Answers> ANSWERS =
            new AnswerQuestion("", "who?", 1, 30, OptionalDouble.empty());

    @RegisterExtension final CacheInTempFolder cache = new CacheInTempFolder();
    @TempDir Path temp;

    private final MiniatureCheckpoint base = MiniatureCheckpoint.of(Miniatures.PIECES, 9);
    private String checkpoint;

    @BeforeEach
    void writeBase() throws IOException {
        checkpoint = base.writeTo(temp.resolve("plain")).toString();
    }

    @Test
    void aBareReleaseSaysThatItWasTrainedForNeither() {
        try (Bert bert = open(Map.of())) {
            assertThatThrownBy(() -> bert.requireFit(List.of(entities(""))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "plain has no head that labels tokens, for entities; expected a"
                                    + " fine-tuned checkpoint, or an adapter");
            assertThatThrownBy(() -> bert.ask("the", ANSWERS))
                    .hasMessageStartingWith("plain has no head that scores spans, for answers;");
        }
    }

    @Test
    void anUnknownNameAndNoNameListThoseThatThereAre() throws IOException {
        Map<String, String> adapters =
                Map.of("en", folder("a", Task.TOKEN_CLS), "ko", folder("b", Task.TOKEN_CLS));
        try (Bert bert = open(adapters)) {
            bert.requireFit(List.of(entities("en"), entities("ko")));
            assertThatThrownBy(() -> bert.requireFit(List.of(entities("ja"))))
                    .hasMessage(
                            "no model ja is there that labels tokens, for entities;"
                                    + " expected one of en, ko");
            assertThatThrownBy(() -> bert.requireFit(List.of(entities(""))))
                    .hasMessage(
                            "more than one model labels tokens, for entities: en, ko;"
                                    + " expected the name of one");
            assertThatThrownBy(() -> bert.requireFit(List.of(ANSWERS)))
                    .hasMessageContaining("plain has no head that scores spans");
        }
    }

    @Test
    void anAdapterOfTheEmbeddingLayerCannotBeABranch() throws IOException {
        String folder = folder("wide", Task.TOKEN_CLS);
        String embeddings = "base_model.model.bert.embeddings.LayerNorm.";
        ArrayWeights tensors =
                new ArrayWeights(Map.of())
                        .with(embeddings + "weight", Shape.of(32), new float[32])
                        .with(embeddings + "bias", Shape.of(32), new float[32])
                        .with("base_model.model.classifier.weight", Shape.of(3, 32), new float[96])
                        .with("base_model.model.classifier.bias", Shape.of(3), new float[3]);
        SafetensorsWriter.write(Path.of(folder).resolve("adapter_model.safetensors"), tensors);
        Path settings = Path.of(folder).resolve("adapter_config.json");
        Files.writeString(
                settings,
                Files.readString(settings)
                        .replaceFirst("\"target_modules\": \\[.*?]", "\"target_modules\": []")
                        .replaceFirst(
                                "\"layers_to_transform\": \\[.*?]",
                                "\"layers_to_transform\": null"));

        assertThatThrownBy(() -> open(Map.of("wide", folder)))
                .isInstanceOf(CheckpointException.class)
                .hasMessage(
                        "the adapter wide changes the embedding layer, which all branches of plain"
                                + " share; expected one that changes encoder layers only, or the"
                                + " two merged into a checkpoint of its own");
    }

    @Test
    void anAdapterOfAnotherShapeIsRefusedAndLeavesTheCheckpointUsable() throws IOException {
        MiniatureCheckpoint deeper =
                MiniatureCheckpoint.of(
                        Miniatures.config(3, Activation.GELU_TANH), Miniatures.PIECES, 1);
        Path folder = temp.resolve("deep");
        AdapterMiniature.write(folder, deeper, "deeper", Task.TOKEN_CLS, 2, 1);

        assertThatThrownBy(() -> open(Map.of("deep", folder.toString())))
                .isInstanceOf(CheckpointException.class)
                .hasMessage(
                        "the adapter deep changes bert/encoder/layer_2/attention/self/query/kernel,"
                                + " which its base checkpoint does not have");
        try (Bert bert = open(Map.of())) {
            assertThat(bert.embed("the")).hasSize(32);
        }
    }

    @Test
    void anAdapterMayNotTakeTheNameOfTheCheckpointsOwnHead() throws IOException {
        String trained = TrainedMiniature.of(base, 2).asGoogle(temp.resolve("trained")).toString();
        String adapter = folder("a", Task.TOKEN_CLS);

        assertThatThrownBy(
                        () -> Bert.open(options(trained).withAdapters(Map.of("trained", adapter))))
                .isInstanceOf(CheckpointException.class)
                .hasMessageStartingWith("the adapter trained has the name of the checkpoint's own");
    }

    @Test
    void adaptersNameTheirCheckpoint() throws IOException {
        Map<String, String> adapters =
                Map.of("a", folder("a", Task.TOKEN_CLS), "b", folder("b", Task.QUESTION_ANS));
        BertOptions options = BertOptions.ofAdapters(adapters);

        assertThat(options.checkpoint()).isEqualTo(checkpoint);
        assertThat(options.adapters()).isEqualTo(adapters);
        Path other = temp.resolve("c");
        AdapterMiniature.write(other, base, "elsewhere", Task.TOKEN_CLS, 1, 1);
        assertThatThrownBy(
                        () ->
                                BertOptions.ofAdapters(
                                        Map.of("a", adapters.get("a"), "c", other.toString())))
                .isInstanceOf(CheckpointException.class)
                .hasMessage(
                        "adapters stand on one checkpoint, but these were trained on {a=%s,"
                                        .formatted(checkpoint)
                                + " c=elsewhere}");
    }

    /** What {@code run_classifier.py} leaves, without the optimizer's slots and with no labels. */
    private String unspecified() throws IOException {
        Path folder = temp.resolve("tuned");
        GoogleCheckpointWriter.write(
                folder,
                base.config(),
                base.pieces(),
                base.weights()
                        .with("output_weights", Shape.of(3, 32), new float[96])
                        .with("output_bias", Shape.of(3), 1, 2, 3));
        return folder.toString();
    }

    @Test
    void theUserSaysWhatAHeadIsWhoseFilesDoNot() throws IOException {
        BertOptions options = options(unspecified());
        try (Bert bert = Bert.open(options)) {
            assertThatThrownBy(() -> bert.requireFit(List.of(entities(""))))
                    .hasMessage(
                            "tuned has no head that labels tokens, for entities; its head with the"
                                    + " labels LABEL_0, LABEL_1, LABEL_2 is for tokens or for whole"
                                    + " texts, which its files do not say: say it in"
                                    + " BertOptions.labelHead or the option label-head, or write"
                                    + " \"architectures\":"
                                    + " [\"BertForTokenClassification\"] or"
                                    + " [\"BertForSequenceClassification\"] into its config.json;"
                                    + " expected a fine-tuned checkpoint, or an adapter");
        }
        Bert.Model tokens;
        try (Bert bert = Bert.open(options.withLabelHead(LabelHeadKind.TOKENS))) {
            bert.requireFit(List.of(entities("")));
            assertThat(bert.heads().names(Head.TextClassification.class)).isEmpty();
            tokens = bert.model();
        }
        try (Bert bert = Bert.open(options.withLabelHead(LabelHeadKind.TEXTS))) {
            assertThatThrownBy(() -> bert.requireFit(List.of(entities(""))))
                    .hasMessageContaining("tuned has no head that labels tokens");
            assertThat(bert.heads().names(Head.TextClassification.class)).containsExactly("tuned");
            assertThat(bert.model().digest()).isNotEqualTo(tokens.digest());
        }
    }

    @Test
    void whatTheUserSaysOfAnAdaptersHeadIsPartOfTheDigest() throws IOException {
        String folder = folder("either", Task.TOKEN_CLS);
        Path settings = Path.of(folder).resolve("adapter_config.json");
        Files.writeString(settings, Files.readString(settings).replace("\"TOKEN_CLS\"", "null"));
        Files.write(Path.of(folder).resolve("labels.txt"), List.of("a", "b", "c"));
        BertOptions options = options(checkpoint).withAdapters(Map.of("either", folder));
        Bert.Model tokens;
        try (Bert bert = Bert.open(options.withLabelHead(LabelHeadKind.TOKENS))) {
            bert.requireFit(List.of(entities("either")));
            tokens = bert.model();
        }
        try (Bert bert = Bert.open(options.withLabelHead(LabelHeadKind.TEXTS))) {
            assertThat(bert.heads().names(Head.TextClassification.class)).containsExactly("either");
            assertThat(bert.model().digest()).isNotEqualTo(tokens.digest());
        }
    }

    @Test
    void aKindThatTheFilesContradictIsRefused() throws IOException {
        String trained = TrainedMiniature.of(base, 2).asGoogle(temp.resolve("trained")).toString();

        assertThatThrownBy(() -> Bert.open(options(trained).withLabelHead(LabelHeadKind.TEXTS)))
                .isInstanceOf(CheckpointException.class)
                .hasMessage(
                        "labelHead is TEXTS, but the files of trained say: it has a head for"
                                + " tokens (labels O, B-PER, I-PER)");
        try (Bert bert = Bert.open(options(trained).withLabelHead(LabelHeadKind.TOKENS))) {
            bert.requireFit(List.of(entities("")));
        }
    }

    private String folder(String name, Task task) throws IOException {
        Path folder = temp.resolve(name);
        return AdapterMiniature.write(folder, base, checkpoint, task, 1, name.hashCode())
                .location()
                .toString();
    }

    private Bert open(Map<String, String> adapters) {
        return Bert.open(options(checkpoint).withAdapters(adapters));
    }

    private static BertOptions options(String checkpoint) {
        return BertOptions.of(checkpoint)
                .withCasing(CasingChoice.CASED)
                .withPrecision(Precision.FLOAT32);
    }

    private static Ask<Entities> entities(String model) {
        return new TagEntities(model, AggregationStrategy.FIRST_PIECE);
    }
}
