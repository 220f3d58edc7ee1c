package io.github.flinkbert.checkpoint;

import static io.github.flinkbert.checkpoint.MiniatureCheckpoint.smallVocabulary;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.tensor.ArrayWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.ndarray.Shape;

/** A head with labels is one for tokens, one for whole texts, or it is not known which. */
class LabelHeadKindTest {

    @RegisterExtension final CacheInTempFolder cache = new CacheInTempFolder();
    @TempDir Path temp;

    private final MiniatureCheckpoint miniature = MiniatureCheckpoint.of(smallVocabulary(), 3);

    /** What {@code run_classifier.py} leaves, with an optimizer's slots or without. */
    private Path google(String... slots) throws IOException {
        ArrayWeights tuned =
                miniature
                        .weights()
                        .with("output_weights", Shape.of(3, 32), new float[96])
                        .with("output_bias", Shape.of(3), 1, 2, 3);
        for (String slot : slots) {
            tuned = tuned.with(slot, Shape.of(3), 1, 2, 3);
        }
        Path folder = temp.resolve("google");
        GoogleCheckpointWriter.write(folder, miniature.config(), miniature.pieces(), tuned);
        return folder;
    }

    @Test
    void anOptimizerThatTrainedThePoolerTrainedAHeadForWholeTexts() throws IOException {
        Path folder = google("output_weights/adam_m", "bert/pooler/dense/bias/adam_m");

        assertHead(folder, Head.TextClassification.class);
    }

    @Test
    void anOptimizerThatDidNotTrainThePoolerTrainedAHeadForTokens() throws IOException {
        Path folder =
                google("output_weights/adam_m", "bert/encoder/layer_1/output/dense/bias/adam_m");

        assertHead(folder, Head.TokenClassification.class);
    }

    @Test
    void nothingIsKnownOfAGoogleHeadWithoutSlotsOrLabels() throws IOException {
        assertHead(google(), Head.UnspecifiedClassification.class);
    }

    @ParameterizedTest
    @CsvSource({
        "O B-PER I-PER, TokenClassification",
        "PER LOC O, TokenClassification",
        "B-NP I-NP S-VP, TokenClassification",
        "contradiction entailment neutral, UnspecifiedClassification",
        "NOUN VERB ADJ, UnspecifiedClassification",
    })
    void labelsOfAWordSchemeAreForTokens(String labels, String head) throws IOException {
        Path folder = google();
        Files.write(folder.resolve("labels.txt"), List.of(labels.split(" ")));

        assertThat(head(folder).getClass().getSimpleName()).isEqualTo(head);
    }

    @ParameterizedTest
    @CsvSource({
        "bert_config.json, BertForTokenClassification, TokenClassification",
        "bert_config.json, BertForSequenceClassification, TextClassification",
        "config.json, BertForTokenClassification, TokenClassification",
    })
    void theUserSaysWhichOneItIs(String file, String architecture, String head) throws IOException {
        Path folder = google();
        Path config = folder.resolve(file);
        String settings = Files.exists(config) ? Files.readString(config) : "{\"x\": 1}";
        Files.writeString(
                config,
                settings.replaceFirst("\\{", "{\"architectures\": [\"" + architecture + "\"],"));

        assertThat(head(folder).getClass().getSimpleName()).isEqualTo(head);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[\"BertForSequenceClassification\"]|null|TextClassification",
                "[\"BertForTokenClassification\"]|null|TokenClassification",
                "null|\"single_label_classification\"|TextClassification",
                "[\"BertModel\"]|\"regression\"|TextClassification",
                "null|null|UnspecifiedClassification",
                "[\"BertModel\"]|null|UnspecifiedClassification",
            })
    void aHuggingFaceClassifierIsForTokensOnlyIfItsFilesSaySo(
            String architectures, String problem, String head) throws IOException {
        Path folder = huggingFace(HuggingFaceMiniature.tensors(miniature, "bert."));
        Path config = folder.resolve("config.json");
        Files.writeString(
                config,
                Files.readString(config)
                        .replace("[\"BertModel\"]", architectures)
                        .replace("\"O\"", "\"bad\"")
                        .replace("\"B-PER\"", "\"good\"")
                        .replace("\"I-PER\"", "\"neither\"")
                        .replaceFirst("\\{", "{\"problem_type\": " + problem + ","));

        assertThat(head(folder).getClass().getSimpleName()).isEqualTo(head);
    }

    /** Beside labels of a word scheme. */
    @ParameterizedTest
    @CsvSource({
        "BertModel, TextClassification",
        "BertForTokenClassification, TokenClassification",
    })
    void aProblemTypeGoesBeforeWhatLabelsLookLike(String architecture, String head)
            throws IOException {
        Path folder = huggingFace(HuggingFaceMiniature.tensors(miniature, "bert."));
        Path config = folder.resolve("config.json");
        Files.writeString(
                config,
                Files.readString(config)
                        .replace("BertModel", architecture)
                        .replaceFirst("\\{", "{\"problem_type\": \"multi_label_classification\","));

        assertThat(head(folder).getClass().getSimpleName()).isEqualTo(head);
    }

    @Test
    void aClassifierWithoutAPoolerIsForTokens() throws IOException {
        Path folder =
                huggingFace(
                        HuggingFaceMiniature.tensors(miniature, "bert.")
                                .renamed(n -> n.contains("pooler") ? null : n));
        Path config = folder.resolve("config.json");
        Files.writeString(
                config,
                Files.readString(config)
                        .replaceFirst("\"id2label\": \\{[^}]*\\}", "\"label2id\": null"));

        assertHead(folder, Head.TokenClassification.class);
    }

    private Path huggingFace(ArrayWeights tensors) throws IOException {
        return HuggingFaceMiniature.write(
                temp.resolve("hf"),
                miniature,
                "BertModel",
                tensors.with("classifier.weight", Shape.of(3, 32), new float[96])
                        .with("classifier.bias", Shape.of(3), 1, 2, 3));
    }

    private static void assertHead(Path folder, Class<? extends Head> kind) {
        assertThat(head(folder)).isInstanceOf(kind);
    }

    /** The only head; one of a known kind can be asked, one that may be either cannot. */
    private static Head head(Path folder) {
        try (Checkpoint checkpoint = Checkpoints.open(folder.toString())) {
            boolean asked = !checkpoint.heads().isEmpty();
            List<Head> heads = asked ? checkpoint.heads() : checkpoint.otherHeads();
            assertThat(heads).hasSize(1);
            assertThat(heads.get(0) instanceof Head.UnspecifiedClassification).isNotEqualTo(asked);
            return heads.get(0);
        }
    }
}
